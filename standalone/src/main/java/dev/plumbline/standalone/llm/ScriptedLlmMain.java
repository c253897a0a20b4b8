package dev.plumbline.standalone.llm;

import dev.plumbline.runtime.lifecycle.ServiceMain;
import java.time.Duration;

/**
 * Runs the scripted LLM as a process of its own: {@code [host:port [latency millis [faults [typical
 * | none]]]]}, the last being how often its judge errs.
 */
public final class ScriptedLlmMain {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int PORT = 9100;
  private static final long LATENCY_MILLIS = 150;
  private static final long SEED = 1;

  private ScriptedLlmMain() {}

  /** As real endpoints do; the JDK's server closes all but 200, and the next call connects anew. */
  private static final String IDLE_CONNECTIONS = "10000";

  /** Serves at HOST:PORT, the first argument, until the process is asked to stop. */
  public static void main(String[] args) {
    String[] address = (args.length > 0 ? args[0] : LOOPBACK + ":" + PORT).split(":", 2);
    int port = Integer.parseInt(address[1]);
    long latency = args.length > 1 ? Long.parseLong(args[1]) : LATENCY_MILLIS;
    FaultScript faults = FaultScript.parse(args.length > 2 ? args[2] : "");
    ErrorRates errors = errors(args.length > 3 ? args[3] : "typical");
    System.setProperty("sun.net.httpserver.maxIdleConnections", IDLE_CONNECTIONS);
    try (ScriptedLlm llm =
        new ScriptedLlm(address[0], port, Duration.ofMillis(latency), SEED, errors, faults)) {
      llm.start();
      System.out.println("simulated LLM at " + llm.baseUrl());
      ServiceMain.awaitStop();
    }
  }

  private static ErrorRates errors(String name) {
    return switch (name) {
      case "typical" -> ErrorRates.TYPICAL;
      case "none" -> ErrorRates.NONE;
      default ->
          throw new IllegalArgumentException("errors: found " + name + ", expected typical, none");
    };
  }
}

package dev.plumbline.standalone.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP endpoint on loopback that answers OpenAI chat completions from a script: a judge's prompt
 * as {@link ScriptedJudge} thinks of it, anything else with a set phrase. It is no model, and every
 * response says so in {@code x-plumbline-simulated}.
 */
public final class ScriptedLlm implements Component {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOOPBACK = "127.0.0.1";
  private static final String PATH = "/v1/chat/completions";
  private static final int BACKLOG = 1024;
  private static final int DRIPS = 600;
  private static final Duration DRIP_EVERY = Duration.ofMillis(200);

  private final String host;
  private final int port;
  private final Duration latency;
  private final ScriptedJudge judge;
  private final FaultScript faults;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong calls = new AtomicLong();
  private @Nullable HttpServer server;

  /** An endpoint that errs as often as a small model does, and of which nothing fails. */
  public ScriptedLlm(int port, long latencyMillis) {
    this(port, Duration.ofMillis(latencyMillis), 1, ErrorRates.TYPICAL, FaultScript.none());
  }

  /**
   * An endpoint that is not started yet.
   *
   * @param port 0 for a free one
   * @param latency of a typical answer; each takes half to one and a half of it
   * @param seed on which texts the judge errs
   * @param errors how often it errs
   * @param faults what goes wrong with the first calls
   */
  public ScriptedLlm(int port, Duration latency, long seed, ErrorRates errors, FaultScript faults) {
    this(LOOPBACK, port, latency, seed, errors, faults);
  }

  /**
   * The same on another interface.
   *
   * @param host {@code 0.0.0.0} for all
   */
  ScriptedLlm(
      String host, int port, Duration latency, long seed, ErrorRates errors, FaultScript faults) {
    this.host = host;
    this.port = port;
    this.latency = latency;
    this.judge = new ScriptedJudge(seed, errors);
    this.faults = faults;
  }

  @Override
  public void start() {
    try {
      HttpServer starting = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
      starting.createContext(PATH, this::handle);
      starting.setExecutor(threads);
      starting.start();
      server = starting;
    } catch (IOException e) {
      throw new UncheckedIOException("the scripted LLM cannot listen on " + host + ":" + port, e);
    }
  }

  /** For a judge's {@code baseUrl}; only while it runs. */
  public String baseUrl() {
    if (server == null) {
      throw new IllegalStateException("the scripted LLM is not started");
    }
    return "http://" + LOOPBACK + ":" + server.getAddress().getPort() + "/v1";
  }

  /** Calls received so far. */
  public long calls() {
    return calls.get();
  }

  @Override
  public Health check() {
    return server == null ? Health.down("the scripted LLM is not started") : Health.up();
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      long call = calls.incrementAndGet();
      if (!exchange.getRequestMethod().equals("POST")) {
        refuse(exchange, 405, "expected POST");
        return;
      }
      JsonNode request = read(exchange);
      if (request.path("model").asText().isEmpty() || !request.path("messages").isArray()) {
        refuse(exchange, 400, "expected a JSON object with model and messages");
        return;
      }
      answer(exchange, request, call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonNode read(HttpExchange exchange) throws IOException {
    try {
      return JSON.readTree(exchange.getRequestBody());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private void answer(HttpExchange exchange, JsonNode request, long call)
      throws IOException, InterruptedException {
    switch (faults.next(Completion.user(request))) {
      case FaultScript.Fault.Status(int code, int retryAfterSeconds) -> {
        if (retryAfterSeconds > 0) {
          exchange.getResponseHeaders().set("Retry-After", Integer.toString(retryAfterSeconds));
        }
        refuse(exchange, code, "scripted");
      }
      case FaultScript.Fault.Wrong(FaultScript.Kind kind) ->
          send(exchange, 200, WrongAnswer.of(kind, request, call, content(request)));
      case FaultScript.Fault.Reset() -> {
        // Closed without an answer.
      }
      case FaultScript.Fault.Drip() -> drip(exchange);
      case FaultScript.Fault.Slow(Duration by) -> {
        String content = content(request);
        Thread.sleep(latency(content).plus(by));
        send(exchange, 200, completion(request, call, content));
      }
    }
  }

  private static void drip(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, DRIPS);
    for (int i = 0; i < DRIPS; i++) {
      exchange.getResponseBody().write(' ');
      exchange.getResponseBody().flush();
      Thread.sleep(DRIP_EVERY);
    }
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    send(exchange, status, Completion.error(status, why).toString());
  }

  private String content(JsonNode request) {
    JsonNode schema = Completion.schema(request);
    if (!schema.isObject()) {
      return "This is a simulated answer.";
    }
    return JudgeMaterial.in(Completion.user(request))
        .map(material -> StructuredAnswer.of(schema, material, judge))
        .orElseGet(() -> StructuredAnswer.smallest(schema))
        .toString();
  }

  private static String completion(JsonNode request, long call, String content) {
    return Completion.response(request, "chatcmpl-simulated-" + call, content).toString();
  }

  private Duration latency(String content) {
    return latency
        .dividedBy(2)
        .plus(latency.multipliedBy(Math.floorMod(content.hashCode(), 100)).dividedBy(100));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("x-plumbline-simulated", "true");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}

package dev.plumbline.standalone.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP endpoint that answers chat completions as a judge would: simulated, with declared error
 * rates, the same answer for the same text. Every response carries {@code x-plumbline-simulated}.
 */
public final class ScriptedLlm implements Component {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port;
  private final long latencyMillis;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong calls = new AtomicLong();
  private @Nullable HttpServer server;

  /**
   * An endpoint that is not started yet.
   *
   * @param port 0 for a free one
   * @param latencyMillis typical time of an answer
   */
  public ScriptedLlm(int port, long latencyMillis) {
    this.port = port;
    this.latencyMillis = latencyMillis;
  }

  @Override
  public void start() {
    try {
      HttpServer starting = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
      starting.createContext("/v1/chat/completions", this::complete);
      starting.setExecutor(threads);
      starting.start();
      server = starting;
    } catch (IOException e) {
      throw new UncheckedIOException("the scripted LLM cannot listen on port " + port, e);
    }
  }

  /** For a judge's {@code baseUrl}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + (server == null ? 0 : server.getAddress().getPort()) + "/v1";
  }

  /** Calls answered so far. */
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

  private void complete(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      String material = request.path("messages").path(1).path("content").asText();
      JsonNode schema = request.path("response_format").path("json_schema").path("schema");
      String content = ScriptedJudge.answer(material, schema).toString();
      long number = calls.incrementAndGet();
      Thread.sleep(latencyMillis / 2 + Math.floorMod(material.hashCode(), latencyMillis + 1));
      ObjectNode response =
          JSON.createObjectNode()
              .put("id", "chatcmpl-sim-" + number)
              .put("object", "chat.completion");
      response.put("model", request.path("model").asText());
      ObjectNode choice =
          response.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
      choice.putObject("message").put("role", "assistant").put("content", content);
      response
          .putObject("usage")
          .put("prompt_tokens", material.length() / 4 + 150)
          .put("completion_tokens", content.length() / 4 + 1);
      byte[] bytes = response.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("x-plumbline-simulated", "true");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.plumbline.runtime.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /livez} (200 while the process can answer), {@code /readyz} (200, or 503 with the
 * reason), {@code /metrics} (Prometheus text) and {@code /configz} (the config, secrets masked).
 */
public final class AdminServer implements Component {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final AdminConfig config;
  private final PrometheusMeterRegistry metrics;
  private final Supplier<Health> ready;
  private final Supplier<String> configz;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable HttpServer server;

  /**
   * A server that is not started yet.
   *
   * @param ready asked on each {@code /readyz}
   * @param configz the text of {@code /configz}
   */
  public AdminServer(
      AdminConfig config,
      PrometheusMeterRegistry metrics,
      Supplier<Health> ready,
      Supplier<String> configz) {
    this.config = config;
    this.metrics = metrics;
    this.ready = ready;
    this.configz = configz;
  }

  @Override
  public void start() {
    HttpServer starting;
    try {
      starting = HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "admin server cannot listen on " + config.host() + ":" + config.port(), e);
    }
    starting.createContext("/", exchange -> answer(exchange, 404, TEXT, "not found\n"));
    starting.createContext("/livez", exchange -> answer(exchange, 200, TEXT, "ok\n"));
    starting.createContext("/readyz", this::readyz);
    starting.createContext(
        "/metrics",
        exchange ->
            answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
    starting.createContext(
        "/configz", exchange -> answer(exchange, 200, "text/yaml; charset=utf-8", configz.get()));
    starting.setExecutor(threads);
    starting.start();
    server = starting;
  }

  /** The port that it listens on; 0 before the start. */
  public int port() {
    return server == null ? 0 : server.getAddress().getPort();
  }

  @Override
  public Health check() {
    return server == null ? Health.down("admin server is not started") : Health.up();
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
    threads.shutdown();
  }

  private void readyz(HttpExchange exchange) throws IOException {
    Health health = ready.get();
    answer(exchange, health.ok() ? 200 : 503, TEXT, health.ok() ? "ok\n" : health.detail() + "\n");
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}

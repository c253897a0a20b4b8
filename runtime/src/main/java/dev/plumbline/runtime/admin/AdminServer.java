package dev.plumbline.runtime.admin;

import com.sun.net.httpserver.HttpServer;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.lifecycle.ListenException;
import dev.plumbline.runtime.metrics.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /livez} (200 while the process can answer), {@code /readyz} (200, or 503 with the
 * reason), {@code /metrics} (Prometheus text) and {@code /configz} (the config, secrets masked). It
 * only reads: other methods than GET and HEAD get 405, other paths 404.
 */
public final class AdminServer implements Component {
  private static final Logger LOGGER = LoggerFactory.getLogger(AdminServer.class);

  /** Beginning of the user agent of Plumbline's own commands, which are no scrape. */
  public static final String OURSELVES = "plumbline";

  private final AdminConfig config;
  private final PrometheusMeterRegistry metrics;
  private final Supplier<Health> ready;
  private final Supplier<String> configz;
  private final Counter scrapes;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable HttpServer server;

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
    this.scrapes =
        Counter.builder("plumbline.admin.scrapes")
            .description("Times that /metrics was read by anybody but Plumbline's own commands")
            .register(metrics);
  }

  @Override
  public void start() {
    HttpServer starting;
    try {
      starting = HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
    } catch (IOException e) {
      throw new ListenException("admin server", config.host(), config.port(), e);
    }
    starting.createContext("/", new PageHandler(this::page));
    starting.setExecutor(threads);
    starting.start();
    server = starting;
    LOGGER
        .atInfo()
        .addKeyValue("service", Metrics.service(scrapes))
        .addKeyValue("host", config.host())
        .addKeyValue("port", port())
        .log("admin server listens");
  }

  /** The port that it listens on; 0 before the start and after the close. */
  public int port() {
    HttpServer running = server;
    return running == null ? 0 : running.getAddress().getPort();
  }

  @Override
  public Health check() {
    return server == null ? Health.down("admin server is not started") : Health.up();
  }

  @Override
  public void close() {
    HttpServer running = server;
    if (running != null) {
      running.stop(0);
      server = null;
    }
    threads.shutdown();
  }

  private Page page(String path, String agent) {
    return switch (path) {
      case "/livez" -> Page.text(200, "ok");
      case "/readyz" -> {
        Health health = ready.get();
        yield health.ok() ? Page.text(200, "ok") : Page.text(503, health.detail());
      }
      case "/metrics" -> {
        if (!agent.startsWith(OURSELVES)) {
          scrapes.increment();
        }
        yield new Page(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
      }
      case "/configz" -> new Page(200, "text/yaml; charset=utf-8", configz.get());
      default ->
          Page.text(404, "found " + path + ", expected /livez, /readyz, /metrics or /configz");
    };
  }
}

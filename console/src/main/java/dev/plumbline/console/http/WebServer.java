package dev.plumbline.console.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.runtime.admin.ListenConfig;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.lifecycle.ListenException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the page and the API on virtual threads. GET and HEAD only, same origin only. */
public final class WebServer implements Component {
  private static final Logger LOGGER = LoggerFactory.getLogger(WebServer.class);
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
          + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final ListenConfig config;
  private final Api api;
  private final LoopbackHosts hosts;
  private final Assets assets = new Assets();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable HttpServer server;

  /** A server of an API. */
  public WebServer(ListenConfig config, Api api) {
    this.config = config;
    this.hosts = new LoopbackHosts(config.host());
    this.api = api;
  }

  @Override
  public void start() {
    HttpServer starting;
    try {
      starting = HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
    } catch (IOException e) {
      throw new ListenException("page", config.host(), config.port(), e);
    }
    starting.createContext("/", this::handle);
    starting.setExecutor(threads);
    starting.start();
    server = starting;
    LOGGER.atInfo().log("console on http://{}:{}/", config.host(), port());
  }

  /** The port that it listens on; 0 before the start and after the close. */
  public int port() {
    HttpServer running = server;
    return running == null ? 0 : running.getAddress().getPort();
  }

  @Override
  public Health check() {
    return server == null ? Health.down("console page is not started") : Health.up();
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

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      boolean head = method.equals("HEAD");
      Headers headers = exchange.getResponseHeaders();
      Reply reply;
      if (!hosts.accepts(exchange.getRequestHeaders().getFirst("Host"))) {
        reply = api.error(421, "this console answers on loopback names only");
      } else if (head || method.equals("GET")) {
        reply = reply(exchange.getRequestURI().getPath(), exchange.getRequestURI().getRawQuery());
      } else {
        headers.set("Allow", "GET, HEAD");
        reply = api.error(405, "expected GET or HEAD");
      }
      headers.set("Content-Type", reply.type());
      headers.set("Content-Security-Policy", POLICY);
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(reply.status(), head ? -1 : reply.body().length);
      if (!head) {
        exchange.getResponseBody().write(reply.body());
      }
    }
  }

  private Reply reply(String path, @Nullable String query) {
    try {
      Reply asset = assets.get(path);
      return asset == null ? api.get(path, Query.parse(query)) : asset;
    } catch (BadRequestException e) {
      return api.error(400, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOGGER.atWarn().setCause(e).log("a console answer could not be made");
      return api.error(500, "internal error, see the log");
    }
  }
}

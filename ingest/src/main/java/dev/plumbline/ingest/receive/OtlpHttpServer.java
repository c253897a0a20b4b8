package dev.plumbline.ingest.receive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.ingest.admission.Body;
import dev.plumbline.ingest.admission.ExportFailure;
import dev.plumbline.ingest.admission.Exporter;
import dev.plumbline.ingest.admission.IngestMetrics;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.ExportResult;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.runtime.admin.ListenConfig;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OTLP over HTTP, protobuf bodies. The JDK's server on virtual threads: a request waits for Kafka
 * on its own thread, which costs nothing, and no second Netty comes into the process.
 */
public final class OtlpHttpServer implements Component {
  private static final Logger LOGGER = LoggerFactory.getLogger(OtlpHttpServer.class);
  private static final String PROTOBUF = "application/x-protobuf";
  private static final Map<String, Signal> PATHS =
      Map.of("/v1/traces", Signal.TRACES, "/v1/logs", Signal.LOGS, "/v1/metrics", Signal.METRICS);
  private static final long DISCARD_AT_MOST = 512L * 1024 * 1024;

  private final ListenConfig listen;
  private final HttpBodies bodies;
  private final Exporter exporter;
  private final IngestMetrics metrics;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable HttpServer server;

  /** A server that is not started yet. */
  public OtlpHttpServer(
      ListenConfig listen, HttpBodies bodies, Exporter exporter, IngestMetrics metrics) {
    this.listen = listen;
    this.bodies = bodies;
    this.exporter = exporter;
    this.metrics = metrics;
  }

  @Override
  public void start() {
    // The JDK's server has no setters for these; it reads them once, when its classes load.
    System.setProperty("sun.net.httpserver.maxReqTime", "60");
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("jdk.httpserver.maxConnections", "1000");
    HttpServer starting;
    try {
      starting = HttpServer.create(new InetSocketAddress(listen.host(), listen.port()), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "OTLP/HTTP cannot listen on " + listen.host() + ":" + listen.port(), e);
    }
    starting.createContext("/", this::handle);
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
    return server == null ? Health.down("OTLP/HTTP is not started") : Health.up();
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(5);
      server = null;
    }
    threads.shutdown();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      try {
        ExportResult result = export(exchange);
        answer(exchange, 200, result.toBytes());
      } catch (ExportException e) {
        refuse(exchange, e);
      }
    } catch (IOException e) {
      LOGGER.atDebug().setCause(e).log("a sender went away");
    }
  }

  private ExportResult export(HttpExchange exchange) throws IOException {
    Signal signal = signal(exchange);
    Body body;
    try {
      body = bodies.read(exchange);
    } catch (ExportException e) {
      metrics.failed(signal.label(), e.kind());
      throw e;
    }
    try {
      return exporter.export(signal, body).join();
    } catch (CompletionException e) {
      throw ExportFailure.of(e);
    }
  }

  private Signal signal(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    Signal signal = PATHS.get(path);
    if (signal == null) {
      metrics.failed("none", FailureKind.UNKNOWN_PATH);
      throw new ExportException(
          FailureKind.UNKNOWN_PATH,
          "no OTLP at " + path + ", post to /v1/traces, /v1/logs or /v1/metrics");
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      metrics.failed(signal.label(), FailureKind.WRONG_METHOD);
      throw new ExportException(
          FailureKind.WRONG_METHOD, "found " + exchange.getRequestMethod() + ", expected POST");
    }
    return signal;
  }

  /**
   * A sender reads the answer only after it has sent its body, so the rest of it is thrown away.
   */
  private static void refuse(HttpExchange exchange, ExportException failure) throws IOException {
    InputStream rest = exchange.getRequestBody();
    byte[] sink = new byte[64 * 1024];
    long discarded = 0;
    int read = rest.read(sink);
    while (read >= 0 && discarded < DISCARD_AT_MOST) {
      discarded += read;
      read = rest.read(sink);
    }
    if (failure.kind().retryable()) {
      exchange.getResponseHeaders().set("Retry-After", Integer.toString(FailureKind.RETRY_SECONDS));
    }
    answer(exchange, failure.kind().http(), Statuses.of(failure).toByteArray());
  }

  private static void answer(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", PROTOBUF);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }
}

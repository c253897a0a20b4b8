package dev.plumbline.ingest.receive;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.Exporter;
import dev.plumbline.ingest.admission.IngestMetrics;
import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.ingest.auth.Authenticator;
import dev.plumbline.ingest.json.JsonRequests;
import dev.plumbline.ingest.tls.ServerTls;
import dev.plumbline.runtime.admin.ListenConfig;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.lifecycle.ListenException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over HTTP, in protobuf and in JSON. The JDK's server on virtual threads: a request waits for
 * Kafka on its own thread, which costs nothing, and no second Netty comes into the process.
 */
public final class OtlpHttpServer implements Component {
  private static final int DRAIN_SECONDS = 10;

  /** The JDK's server has no setters for these: the process reads them once. */
  private static final Map<String, String> PROCESS_LIMITS =
      Map.of(
          "jdk.httpserver.maxConnections", "1000",
          "sun.net.httpserver.maxIdleConnections", "1000",
          "sun.net.httpserver.maxReqHeaders", "64",
          "sun.net.httpserver.maxReqHeaderSize", "16384",
          "sun.net.httpserver.nodelay", "true");

  private final ListenConfig listen;
  private final @Nullable ServerTls tls;
  private final HttpExports exports;
  private final ArrivalThreads threads;
  private volatile @Nullable HttpServer server;

  /** A server that is not started yet. */
  public OtlpHttpServer(
      ListenConfig listen,
      @Nullable ServerTls tls,
      Authenticator senders,
      LimitsConfig limits,
      BodyReader bodies,
      Exporter exporter,
      IngestMetrics metrics) {
    this.listen = listen;
    this.tls = tls;
    this.exports =
        new HttpExports(
            senders,
            new HttpBodies(bodies),
            new JsonRequests(limits.maxParts()),
            exporter,
            metrics);
    this.threads = new ArrivalThreads(limits.bodyTimeout(), DRAIN_SECONDS);
  }

  /**
   * Limits connections and headers of every JDK HTTP server in this process, unless set by {@code
   * -D}. Has no effect once one of them has been created.
   */
  public static void limitConnections() {
    PROCESS_LIMITS.forEach(
        (name, limit) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, limit);
          }
        });
  }

  @Override
  public void start() {
    HttpServer starting;
    try {
      starting = create(new InetSocketAddress(listen.host(), listen.port()));
    } catch (IOException e) {
      throw new ListenException("OTLP/HTTP", listen.host(), listen.port(), e);
    }
    starting.createContext("/", exports);
    starting.setExecutor(threads);
    starting.start();
    server = starting;
  }

  private HttpServer create(InetSocketAddress address) throws IOException {
    if (tls == null) {
      return HttpServer.create(address, 0);
    }
    HttpsServer secure = HttpsServer.create(address, 0);
    secure.setHttpsConfigurator(tls.forHttp());
    return secure;
  }

  /** The port that it listens on; 0 before the start and after the close. */
  public int port() {
    HttpServer running = server;
    return running == null ? 0 : running.getAddress().getPort();
  }

  @Override
  public Health check() {
    return server == null ? Health.down("OTLP/HTTP is not started") : Health.up();
  }

  /**
   * Takes no new requests and lets the running ones end, for at most 10 s. The JDK's own waiting
   * never ends once a sender has gone away within a request, so it is cut short.
   */
  @Override
  public void close() {
    HttpServer running = server;
    if (running == null) {
      threads.close();
      return;
    }
    server = null;
    Thread stopping = Thread.ofVirtual().start(() -> running.stop(DRAIN_SECONDS));
    threads.close();
    stopping.interrupt();
    try {
      stopping.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

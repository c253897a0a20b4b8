package dev.plumbline.ingest.receive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import dev.plumbline.ingest.admission.Body;
import dev.plumbline.ingest.admission.ExportFailure;
import dev.plumbline.ingest.admission.Exporter;
import dev.plumbline.ingest.admission.IngestMetrics;
import dev.plumbline.ingest.admission.Origin;
import dev.plumbline.ingest.admission.Transport;
import dev.plumbline.ingest.auth.Authenticator;
import dev.plumbline.ingest.auth.Presented;
import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.json.JsonRequest;
import dev.plumbline.ingest.json.JsonRequests;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.ExportResult;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.Signal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Handles one HTTP request on its own thread, from its path to its answer. */
final class HttpExports implements HttpHandler {
  private static final Map<String, Signal> PATHS =
      Map.of("/v1/traces", Signal.TRACES, "/v1/logs", Signal.LOGS, "/v1/metrics", Signal.METRICS);

  private final Authenticator senders;
  private final HttpBodies bodies;
  private final JsonRequests json;
  private final Exporter exporter;
  private final IngestMetrics metrics;

  HttpExports(
      Authenticator senders,
      HttpBodies bodies,
      JsonRequests json,
      Exporter exporter,
      IngestMetrics metrics) {
    this.senders = senders;
    this.bodies = bodies;
    this.json = json;
    this.exporter = exporter;
    this.metrics = metrics;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Signal signal = PATHS.get(exchange.getRequestURI().getPath());
      try {
        Arrived arrived = arrive(exchange, signal);
        HttpAnswers.accept(exchange, arrived.format(), export(arrived));
      } catch (ExportException e) {
        HttpAnswers.refuse(exchange, e);
      }
    }
  }

  /**
   * A request that is in memory.
   *
   * @param body as protobuf
   * @param note what a sender is told beside the reasons of rejections, or empty
   */
  private record Arrived(Tenant tenant, Signal signal, BodyFormat format, Body body, String note) {}

  /** The response message. */
  private byte[] export(Arrived arrived) {
    Transport transport = transport(arrived.format());
    try {
      ExportResult result =
          exporter.export(arrived.tenant(), arrived.signal(), transport, arrived.body()).join();
      return switch (arrived.format()) {
        case PROTOBUF -> result.toBytes();
        case JSON -> JsonAnswers.of(result, arrived.note());
      };
    } catch (CompletionException e) {
      ExportException failure = ExportFailure.of(e);
      throw failure.kind() == FailureKind.MALFORMED
          ? new ExportException(failure.kind(), failure.getMessage() + arrived.note())
          : failure;
    }
  }

  /** Reads the request and counts it when it does not get as far as the exporter. */
  private Arrived arrive(HttpExchange exchange, @Nullable Signal signal) throws IOException {
    ArrivalThreads.Arrival arrival = ArrivalThreads.current();
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    Tenant tenant = null;
    try {
      tenant = senders.tenant(presented(exchange));
      exporter.admit(tenant);
      Signal known = required(exchange, signal);
      BodyFormat format = BodyFormat.served(type);
      Body body = bodies.read(tenant, exchange);
      arrival.complete();
      return format == BodyFormat.JSON && known != Signal.METRICS
          ? fromJson(tenant, known, body)
          : new Arrived(tenant, known, format, body, "");
    } catch (RuntimeException e) {
      ExportException failure = ExportFailure.of(e);
      metrics.failed(origin(signal, type, tenant), failure.kind(), 0);
      throw failure;
    } catch (IOException e) {
      metrics.failed(
          origin(signal, type, tenant),
          arrival.isLate() ? FailureKind.TOO_SLOW : FailureKind.SENDER_GONE,
          0);
      throw e;
    }
  }

  private Arrived fromJson(Tenant tenant, Signal signal, Body body) {
    JsonRequest read = json.read(body, signal);
    String problem = read.firstProblem();
    String note = problem == null ? "" : "; the first unreadable one: " + problem;
    return new Arrived(tenant, signal, BodyFormat.JSON, read.body(), note);
  }

  private static Origin origin(
      @Nullable Signal signal, @Nullable String type, @Nullable Tenant tenant) {
    return new Origin(signal, transport(BodyFormat.of(type)), tenant);
  }

  private static Presented presented(HttpExchange exchange) {
    return new Presented(
        exchange.getRequestHeaders().getOrDefault(Presented.HEADER, List.of()),
        exchange instanceof HttpsExchange tls ? tls.getSSLSession() : null);
  }

  private static Transport transport(@Nullable BodyFormat format) {
    return format == BodyFormat.JSON ? Transport.HTTP_JSON : Transport.HTTP;
  }

  private static Signal required(HttpExchange exchange, @Nullable Signal signal) {
    if (signal == null) {
      throw new ExportException(
          FailureKind.UNKNOWN_PATH,
          "found "
              + exchange.getRequestURI().getPath()
              + ", expected /v1/traces, /v1/logs or /v1/metrics; an endpoint that is set for one"
              + " signal is used as it is, so it must end in the signal's path");
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      throw new ExportException(
          FailureKind.WRONG_METHOD, "found " + exchange.getRequestMethod() + ", expected POST");
    }
    return signal;
  }
}

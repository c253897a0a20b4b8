package dev.plumbline.ingest.receive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.plumbline.ingest.admission.Body;
import dev.plumbline.ingest.admission.ExportFailure;
import dev.plumbline.ingest.admission.Exporter;
import dev.plumbline.ingest.admission.IngestMetrics;
import dev.plumbline.ingest.admission.Origin;
import dev.plumbline.ingest.admission.Transport;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.ExportResult;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.Signal;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Handles one HTTP request on its own thread, from its path to its answer. */
final class HttpExports implements HttpHandler {
  private static final Map<String, Signal> PATHS =
      Map.of("/v1/traces", Signal.TRACES, "/v1/logs", Signal.LOGS, "/v1/metrics", Signal.METRICS);

  private final HttpBodies bodies;
  private final Exporter exporter;
  private final IngestMetrics metrics;

  HttpExports(HttpBodies bodies, Exporter exporter, IngestMetrics metrics) {
    this.bodies = bodies;
    this.exporter = exporter;
    this.metrics = metrics;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Signal signal = PATHS.get(exchange.getRequestURI().getPath());
      try {
        Arrived arrived = arrive(exchange, signal);
        HttpAnswers.accept(exchange, export(arrived));
      } catch (ExportException e) {
        HttpAnswers.refuse(exchange, e);
      }
    }
  }

  /** A request that is in memory. */
  private record Arrived(Signal signal, Body body) {}

  private ExportResult export(Arrived arrived) {
    try {
      return exporter.export(arrived.signal(), Transport.HTTP, arrived.body()).join();
    } catch (CompletionException e) {
      throw ExportFailure.of(e);
    }
  }

  /** Reads the request and counts it when it does not get as far as the exporter. */
  private Arrived arrive(HttpExchange exchange, @Nullable Signal signal) throws IOException {
    ArrivalThreads.Arrival arrival = ArrivalThreads.current();
    try {
      Signal known = required(exchange, signal);
      Body body = bodies.read(exchange);
      arrival.complete();
      return new Arrived(known, body);
    } catch (RuntimeException e) {
      ExportException failure = ExportFailure.of(e);
      count(signal, failure.kind());
      throw failure;
    } catch (IOException e) {
      count(signal, arrival.isLate() ? FailureKind.TOO_SLOW : FailureKind.SENDER_GONE);
      throw e;
    }
  }

  private void count(@Nullable Signal signal, FailureKind kind) {
    metrics.failed(new Origin(signal, Transport.HTTP), kind, 0);
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

package dev.plumbline.standalone.senders;

import dev.plumbline.standalone.verify.Exporter;
import dev.plumbline.standalone.verify.OtlpTransport;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Hands known traces to a Collector, one request each, until it has taken them. */
final class CollectorFeed {
  private CollectorFeed() {}

  /** Sends to one pipeline. */
  static void send(KnownTraces known, int port, Duration pause) throws InterruptedException {
    try (OtlpTransport transport = OtlpTransport.grpc(port)) {
      Exporter exporter = new Exporter(transport, new Exporter.Ledger());
      for (var trace : known.traces()) {
        exporter.export(ExportTraceServiceRequest.newBuilder().addResourceSpans(trace).build());
        Thread.sleep(pause);
      }
    }
  }

  /** Sends to all pipelines at once. */
  static void sendAll(List<KnownTraces> known, List<CollectorMatrix.Way> ways, Duration pause)
      throws Exception {
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> all = new ArrayList<>();
      for (int i = 0; i < ways.size(); i++) {
        KnownTraces traces = known.get(i);
        int port = ways.get(i).port();
        all.add(
            () -> {
              send(traces, port, pause);
              return null;
            });
      }
      for (Future<Void> sent : senders.invokeAll(all)) {
        sent.get();
      }
    }
  }
}

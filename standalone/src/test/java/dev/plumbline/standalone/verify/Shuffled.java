package dev.plumbline.standalone.verify;

import com.google.protobuf.Message;
import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.TraceFactory;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Traces whose spans and log records come one by one and in any order, children before parents. */
final class Shuffled {
  private static final Duration LOAD = Duration.ofSeconds(40);
  private static final int MOVED_MILLIS = 20_000;
  private static final int TICK_MILLIS = 250;
  private static final long STEP_MILLIS = 500;

  private final List<GeneratedTrace> traces = new ArrayList<>();
  private final List<Due> due = new ArrayList<>();

  /** A span, a log record or a thumb, and when it is sent. */
  private record Due(long atMillis, Object item) {}

  Shuffled(long seed, long now, double perSecond) {
    TraceFactory factory = new TraceFactory(seed, new Behaviour(false));
    Random random = new Random(seed);
    long count = (long) (perSecond * LOAD.toSeconds());
    long first = now - Duration.ofHours(2).toMillis();
    for (long number = 0; number < count; number++) {
      GeneratedTrace trace = factory.online(number, "v6", first + number * STEP_MILLIS);
      traces.add(trace);
      long at = MOVED_MILLIS + (long) (number * 1000 / perSecond);
      singles(trace.spans()).forEach(span -> due.add(new Due(at + moved(random), span)));
      trace
          .logs()
          .ifPresent(
              logs -> singles(logs).forEach(log -> due.add(new Due(at + moved(random), log))));
      trace.thumb().ifPresent(thumb -> due.add(new Due(at + moved(random), thumb.logs())));
    }
    due.sort(Comparator.comparingLong(Due::atMillis));
  }

  /** Sends everything at its time. */
  List<Load.Sent> send(Installation installation, Row row) throws InterruptedException {
    Exporter.Ledger ledger = new Exporter.Ledger();
    try (OtlpTransport transport = OtlpTransport.grpc(installation.grpcPort())) {
      Exporter exporter = new Exporter(transport, ledger);
      long start = System.nanoTime();
      for (int from = 0; from < due.size(); ) {
        long tick = due.get(from).atMillis() / TICK_MILLIS;
        int to = from;
        while (to < due.size() && due.get(to).atMillis() / TICK_MILLIS == tick) {
          to++;
        }
        long wait = (tick + 1) * TICK_MILLIS - (System.nanoTime() - start) / 1_000_000;
        Thread.sleep(Math.max(0, wait));
        for (Message request : requests(due.subList(from, to))) {
          exporter.export(request);
        }
        from = to;
      }
    }
    row.figure("exports acknowledged", ledger.acknowledged());
    return traces.stream().map(trace -> new Load.Sent(trace, true)).toList();
  }

  private static List<Message> requests(List<Due> due) {
    ExportTraceServiceRequest.Builder spans = ExportTraceServiceRequest.newBuilder();
    ExportLogsServiceRequest.Builder logs = ExportLogsServiceRequest.newBuilder();
    for (Due one : due) {
      switch (one.item()) {
        case ResourceSpans span -> spans.addResourceSpans(span);
        case ResourceLogs log -> logs.addResourceLogs(log);
        default -> throw new IllegalStateException();
      }
    }
    List<Message> requests = new ArrayList<>();
    if (spans.getResourceSpansCount() > 0) {
      requests.add(spans.build());
    }
    if (logs.getResourceLogsCount() > 0) {
      requests.add(logs.build());
    }
    return requests;
  }

  private static List<ResourceSpans> singles(ResourceSpans trace) {
    return trace.getScopeSpansList().stream()
        .flatMap(
            scope ->
                scope.getSpansList().stream()
                    .map(
                        span ->
                            trace.toBuilder()
                                .clearScopeSpans()
                                .addScopeSpans(scope.toBuilder().clearSpans().addSpans(span))
                                .build()))
        .toList();
  }

  private static List<ResourceLogs> singles(ResourceLogs logs) {
    return logs.getScopeLogsList().stream()
        .flatMap(
            scope ->
                scope.getLogRecordsList().stream()
                    .map(
                        log ->
                            logs.toBuilder()
                                .clearScopeLogs()
                                .addScopeLogs(
                                    scope.toBuilder().clearLogRecords().addLogRecords(log))
                                .build()))
        .toList();
  }

  private static long moved(Random random) {
    return random.nextInt(-MOVED_MILLIS, MOVED_MILLIS);
  }
}

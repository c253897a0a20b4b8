package dev.plumbline.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.standalone.oracle.Found;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.TraceFactory;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Traces whose first model call is held back, and sent when the trace was emitted, when its content
 * is still kept, when only its compact row is, and when it is forgotten. The times are those of the
 * fault matrix (1 s, 45 s, 20 min, 2 h) with the keeping times shortened alike.
 */
final class LateSpans {
  /** Content for 20 s after the emit, the compact row for 25 s after that. */
  static final String ASSEMBLY =
      "{rootIdle: 1s, idle: 3s, maxAge: 1m, keepContent: 20s, keepCompact: 25s}";

  private static final int EACH = 20;
  private static final Duration EMITTED = Duration.ofSeconds(3);

  /** Seconds after the emit to what such a span is counted as. */
  private static final Map<Integer, String> LATE = new LinkedHashMap<>();

  static {
    LATE.put(2, "late_addition");
    LATE.put(12, "late_addition");
    LATE.put(32, "late_span");
    LATE.put(60, "late_trace");
  }

  private final long seed;
  private final Installation installation;
  private final Row row;

  LateSpans(long seed, Installation installation, Row row) {
    this.seed = seed;
    this.installation = installation;
    this.row = row;
  }

  void run() throws Exception {
    long now = System.currentTimeMillis();
    List<GeneratedTrace> late = traces(now);
    List<Load.Sent> sent = new ArrayList<>(late.stream().map(t -> new Load.Sent(t, true)).toList());
    try (Load load =
            new Load(seed + 1000, now, installation.grpcPort(), installation.httpPort(), 10);
        OtlpTransport transport = OtlpTransport.grpc(installation.grpcPort())) {
      load.start();
      Exporter exporter = new Exporter(transport, new Exporter.Ledger());
      exporter.export(request(late, false));
      long emitted = System.nanoTime() + EMITTED.toNanos();
      int bucket = 0;
      for (int seconds : LATE.keySet()) {
        Thread.sleep(Duration.ofNanos(emitted + seconds * 1_000_000_000L - System.nanoTime()));
        exporter.export(request(late.subList(bucket * EACH, (bucket + 1) * EACH), true));
        bucket++;
      }
      sent.addAll(load.stop());
    }
    new Settlement(installation, sent, row).reach();
    TrafficIT.dropped(installation, row, "late_addition", 2 * EACH);
    TrafficIT.dropped(installation, row, "late_span", EACH);
    TrafficIT.dropped(installation, row, "late_trace", EACH);
    revised(late);
  }

  /** What came while there was content makes a second revision; nothing else does. */
  private void revised(List<GeneratedTrace> late) {
    try (Found found = new Found(installation.kafka())) {
      found.read();
      List<String> revised =
          found.interactions().stream()
              .filter(interaction -> interaction.getRevision() > 1)
              .map(interaction -> interaction.getTraceId())
              .toList();
      assertThat(revised)
          .containsExactlyInAnyOrderElementsOf(
              late.subList(0, 2 * EACH).stream().map(trace -> trace.truth().traceId()).toList());
    }
  }

  /** Only the traces with a tool have a call beside the one that answers. */
  private List<GeneratedTrace> traces(long now) {
    TraceFactory factory = new TraceFactory(seed, new Behaviour(false));
    long first = now - Duration.ofHours(3).toMillis();
    return Stream.iterate(0L, number -> number + 1)
        .map(number -> factory.online(number, "v6", first + number * 10))
        .filter(trace -> trace.logs().isEmpty() && trace.thumb().isEmpty())
        .filter(
            trace ->
                trace.spans().getScopeSpans(0).getSpansList().stream()
                    .anyMatch(LateSpans::isHeldBack))
        .limit((long) EACH * LATE.size())
        .toList();
  }

  private static boolean isHeldBack(Span span) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals("gen_ai.response.finish_reasons"))
        .anyMatch(
            attribute ->
                attribute
                    .getValue()
                    .getArrayValue()
                    .getValues(0)
                    .getStringValue()
                    .equals("tool_calls"));
  }

  private static ExportTraceServiceRequest request(List<GeneratedTrace> traces, boolean heldBack) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (GeneratedTrace trace : traces) {
      ScopeSpans scope = trace.spans().getScopeSpans(0);
      ResourceSpans.Builder part = trace.spans().toBuilder().clearScopeSpans();
      part.addScopeSpans(
          scope.toBuilder()
              .clearSpans()
              .addAllSpans(
                  scope.getSpansList().stream()
                      .filter(span -> isHeldBack(span) == heldBack)
                      .toList()));
      request.addResourceSpans(part);
    }
    return request.build();
  }
}

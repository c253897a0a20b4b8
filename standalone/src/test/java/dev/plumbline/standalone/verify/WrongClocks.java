package dev.plumbline.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.standalone.oracle.Found;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.standalone.traffic.Truth;
import dev.plumbline.v1.Interaction;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Traces of senders whose clocks are far off, among those of others. They are booked at their
 * arrival, so the expected windows follow from the arrival that their interactions tell; everybody
 * else's follow from the times that were sent.
 */
final class WrongClocks {
  private static final int EACH = 25;
  private static final Duration LOAD = Duration.ofSeconds(25);
  private static final Duration BACKWARDS = Duration.ofMinutes(1);
  private static final long YEARS = Duration.ofDays(3_652).toMillis();

  private final long seed;
  private final Installation installation;
  private final Row row;
  private final List<GeneratedTrace> clamped = new ArrayList<>();
  private final List<GeneratedTrace> backwards;

  WrongClocks(long seed, Installation installation, Row row) {
    this.seed = seed;
    this.installation = installation;
    this.row = row;
    long now = System.currentTimeMillis();
    clamped.addAll(traces(0, now + YEARS, span -> span));
    clamped.addAll(traces(1, now - YEARS, span -> span));
    clamped.addAll(traces(2, now, span -> span.setStartTimeUnixNano(0).setEndTimeUnixNano(0)));
    // Each is taken as one that took no time, at its start.
    backwards =
        traces(
            3,
            now - Duration.ofHours(3).toMillis(),
            span -> span.setStartTimeUnixNano(span.getEndTimeUnixNano() + BACKWARDS.toNanos()));
  }

  void run() throws Exception {
    List<Load.Sent> sent;
    try (Load load =
            new Load(
                seed,
                System.currentTimeMillis(),
                installation.grpcPort(),
                installation.httpPort(),
                30);
        OtlpTransport transport = OtlpTransport.grpc(installation.grpcPort())) {
      load.start();
      Exporter exporter = new Exporter(transport, new Exporter.Ledger());
      for (GeneratedTrace trace : wrong().toList()) {
        exporter.export(
            ExportTraceServiceRequest.newBuilder().addResourceSpans(trace.spans()).build());
      }
      Thread.sleep(LOAD);
      sent = new ArrayList<>(load.stop());
    }
    Map<String, Interaction> found = flagged();
    for (GeneratedTrace trace : clamped) {
      long arrival = found.get(trace.truth().traceId()).getArrivalUnixMillis();
      sent.add(new Load.Sent(endingAt(trace, arrival), true));
    }
    for (GeneratedTrace trace : backwards) {
      long end = trace.truth().endMillis() + BACKWARDS.toMillis();
      sent.add(new Load.Sent(endingAt(trace, end), true));
    }
    new Settlement(installation, sent, row).reach();
    TrafficIT.dropped(installation, row, "clock_suspect", wrong().count());
  }

  /** The interactions that say that their clock was wrong; they must be those. */
  private Map<String, Interaction> flagged() {
    Set<String> expected =
        wrong().map(trace -> trace.truth().traceId()).collect(Collectors.toSet());
    Map<String, Interaction> flagged = new HashMap<>();
    try (Found found = new Found(installation.kafka())) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                found.read();
                found.interactions().stream()
                    .filter(Interaction::getClockSuspect)
                    .forEach(interaction -> flagged.put(interaction.getTraceId(), interaction));
                assertThat(flagged.keySet()).as("flagged").isEqualTo(expected);
              });
    }
    return flagged;
  }

  private Stream<GeneratedTrace> wrong() {
    return Stream.concat(clamped.stream(), backwards.stream());
  }

  private List<GeneratedTrace> traces(int kind, long end, UnaryOperator<Span.Builder> clock) {
    TraceFactory factory = new TraceFactory(seed + 5_000 + kind, new Behaviour(false));
    return Stream.iterate(0L, number -> number + 1)
        .map(number -> factory.online(number, "v6", end))
        .filter(trace -> trace.logs().isEmpty() && trace.thumb().isEmpty())
        // Without times nobody can tell which of two calls answered.
        .filter(
            trace ->
                trace.spans().getScopeSpans(0).getSpansList().stream()
                    .noneMatch(WrongClocks::isTool))
        .limit(EACH)
        .map(trace -> withClock(trace, clock))
        .toList();
  }

  private static boolean isTool(Span span) {
    return span.getAttributesList().stream().anyMatch(a -> a.getKey().equals("gen_ai.tool.name"));
  }

  private static GeneratedTrace withClock(GeneratedTrace trace, UnaryOperator<Span.Builder> clock) {
    ScopeSpans scope = trace.spans().getScopeSpans(0);
    return new GeneratedTrace(
        trace.spans().toBuilder()
            .clearScopeSpans()
            .addScopeSpans(
                scope.toBuilder()
                    .clearSpans()
                    .addAllSpans(
                        scope.getSpansList().stream()
                            .map(span -> clock.apply(span.toBuilder()).build())
                            .toList()))
            .build(),
        trace.logs(),
        trace.thumb(),
        trace.truth());
  }

  private static GeneratedTrace endingAt(GeneratedTrace trace, long endMillis) {
    Truth t = trace.truth();
    return new GeneratedTrace(
        trace.spans(),
        trace.logs(),
        trace.thumb(),
        new Truth(
            t.traceId(),
            t.rootSpanId(),
            t.answerSpanId(),
            t.service(),
            t.route(),
            t.model(),
            t.promptVersion(),
            t.conversation(),
            t.question(),
            t.answer(),
            t.kind(),
            t.json(),
            endMillis - (t.endMillis() - t.startMillis()),
            endMillis,
            t.spans(),
            t.logs(),
            t.thumb()));
  }
}

package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Interaction;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A batching exporter or a Collector cuts requests where it likes: each recorded trace as one
 * request for every span and every log record, in any order, some of them twice. Only of several
 * turns with one time nobody can tell the order: those stay together.
 */
class CutRequestsTest {
  private static final Normaliser NORMALISER = new Normaliser(NormaliserConfig.defaults());

  static Stream<Recording> recordings() {
    return Recording.all();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void givesTheSameInteractionsHoweverRequestsAreCut(Recording recording) {
    for (TraceContent trace : RecordedPayloads.traces(recording.files())) {
      List<Interaction> expected = NORMALISER.normalise(trace);
      for (int seed = 0; seed < 3; seed++) {
        assertThat(
                NORMALISER.normalise(cut(trace, recording.isAbout("multi_turn"), new Random(seed))))
            .as("seed %d", seed)
            .isEqualTo(expected);
      }
    }
  }

  private static TraceContent cut(TraceContent trace, boolean turns, Random random) {
    List<ResourceSpans> spans = new ArrayList<>();
    for (ResourceSpans resource : trace.spans()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          ScopeSpans one = scope.toBuilder().clearSpans().addSpans(span).build();
          spans.add(resource.toBuilder().clearScopeSpans().addScopeSpans(one).build());
        }
      }
    }
    List<ResourceLogs> logs = new ArrayList<>();
    for (ResourceLogs resource : trace.logs()) {
      Map<Long, ResourceLogs.Builder> parts = new LinkedHashMap<>();
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        for (LogRecord record : scope.getLogRecordsList()) {
          long part = turns ? record.getTimeUnixNano() : parts.size();
          parts
              .computeIfAbsent(part, p -> resource.toBuilder().clearScopeLogs())
              .addScopeLogs(scope.toBuilder().clearLogRecords().addLogRecords(record));
        }
      }
      parts.values().forEach(part -> logs.add(part.build()));
    }
    spans.addAll(spans.subList(0, spans.size() / 2));
    logs.addAll(logs.subList(0, logs.size() / 2));
    Collections.shuffle(spans, random);
    Collections.shuffle(logs, random);
    return new TraceContent(trace.tenant(), trace.traceId(), spans, logs);
  }
}

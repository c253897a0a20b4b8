package dev.plumbline.scoring;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Seeded spans and log records, cut into requests anyhow: in any order, twice, long after their
 * trace, many traces in one record, without a key, and between records that are none. It counts
 * what it sends.
 */
final class SpanFeed {
  /** Service to spans sent. */
  final Map<String, Long> spans = new TreeMap<>();

  /** Service to log records sent. */
  final Map<String, Long> logs = new TreeMap<>();

  long spansTwice;
  long logsTwice;
  long feedback;
  long withoutTrace;
  long ofBadRecords;
  long unreadable;

  private final Random random;
  private final ScoringRun run;
  private final Set<ByteString> seen = new HashSet<>();

  SpanFeed(ScoringRun run, long seed) {
    this.run = run;
    this.random = new Random(seed);
  }

  private record Piece(String trace, String service, Span span) {}

  /** Sends the spans of so many traces over about an hour. */
  void send(int traces, Runnable between) {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < traces; i++) {
      pieces.addAll(trace("t" + i, random.nextInt(3) > 0));
    }
    // Mostly in order, so that most traces are whole when they are done, and some are not.
    for (int i = 0; i < pieces.size(); i++) {
      if (random.nextInt(10) == 0) {
        Collections.swap(pieces, i, random.nextInt(pieces.size()));
      }
    }
    while (!pieces.isEmpty()) {
      int take = Math.min(pieces.size(), 1 + random.nextInt(4));
      List<Piece> request = List.copyOf(pieces.subList(0, take));
      pieces.subList(0, take).clear();
      spans(request);
      if (random.nextInt(6) == 0) {
        spans(request);
      }
      if (random.nextInt(3) == 0) {
        logs(request.getFirst().trace());
      }
      if (random.nextInt(8) == 0) {
        broken();
      }
      run.ticked(Duration.ofMillis(random.nextInt(30) == 0 ? 700_000 : random.nextInt(4_000)));
      between.run();
    }
  }

  private List<Piece> trace(String name, boolean genAi) {
    long end = run.nowMillis();
    List<Piece> trace = new ArrayList<>();
    trace.add(new Piece(name, "web", Traces.root(name, end)));
    if (genAi) {
      trace.add(new Piece(name, "bot", Traces.chat(name, Traces.GOOD, end)));
      trace.add(new Piece(name, "bot", Traces.retrieval(name, end)));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      trace.add(new Piece(name, random.nextBoolean() ? "web" : "", Traces.plain(name, i, end)));
    }
    return trace;
  }

  private void spans(List<Piece> pieces) {
    TracesData.Builder data = TracesData.newBuilder();
    for (Piece piece : pieces) {
      data.addResourceSpans(
          ResourceSpans.newBuilder()
              .setResource(resource(piece.service()))
              .addScopeSpans(ScopeSpans.newBuilder().addSpans(piece.span())));
      spans.merge(piece.service(), 1L, Long::sum);
      Span span = piece.span();
      spansTwice += seen.add(span.getTraceId().concat(span.getSpanId())) ? 0 : 1;
    }
    String key = random.nextInt(4) == 0 ? null : Traces.traceId(pieces.getFirst().trace());
    run.spansWithKey(key, data.build().toByteArray());
  }

  private void logs(String trace) {
    List<LogRecord> records = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      LogRecord.Builder log = LogRecord.newBuilder().setTimeUnixNano(random.nextInt(5));
      switch (random.nextInt(4)) {
        case 0 -> withoutTrace++;
        case 1 -> {
          log.setTraceId(Traces.bytes(Traces.traceId(trace)));
          log.setEventName("gen_ai.evaluation.result")
              .addAttributes(Talks.text("gen_ai.evaluation.name", "relevance"));
          feedback += isNew(log) ? 1 : 0;
        }
        default -> {
          log.setTraceId(Traces.bytes(Traces.traceId(trace)));
          var _ = isNew(log);
        }
      }
      records.add(log.build());
    }
    logs.merge("bot", (long) records.size(), Long::sum);
    run.logsWithKey(
        random.nextBoolean() ? null : Traces.traceId(trace),
        LogsData.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .setResource(resource("bot"))
                    .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(records)))
            .build()
            .toByteArray());
  }

  private boolean isNew(LogRecord.Builder log) {
    boolean fresh = seen.add(log.build().toByteString());
    logsTwice += fresh ? 0 : 1;
    return fresh;
  }

  private void broken() {
    if (random.nextBoolean()) {
      unreadable++;
      run.spans("x", new byte[] {10, 127, 1});
    } else {
      ofBadRecords += 2;
      spans.merge("web", 2L, Long::sum);
      run.spans(
          "x",
          Traces.request(
              Traces.plain("x", 1, 0).toBuilder().setTraceId(ByteString.copyFromUtf8("no")).build(),
              Traces.plain("x", 2, 0)));
    }
  }

  /** One span of a service. */
  static byte[] request(String service, Span span) {
    return TracesData.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(resource(service))
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
        .build()
        .toByteArray();
  }

  private static Resource.Builder resource(String service) {
    Resource.Builder resource = Resource.newBuilder();
    return service.isEmpty()
        ? resource
        : resource.addAttributes(
            KeyValue.newBuilder()
                .setKey("service.name")
                .setValue(AnyValue.newBuilder().setStringValue(service)));
  }
}

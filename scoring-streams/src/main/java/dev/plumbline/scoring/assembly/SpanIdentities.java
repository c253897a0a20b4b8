package dev.plumbline.scoring.assembly;

import com.google.protobuf.ByteString;
import dev.plumbline.evaluation.interaction.GenAiSpans;
import dev.plumbline.evaluation.signal.Feedback;
import dev.plumbline.evaluation.signal.SpanFeedback;
import dev.plumbline.scoring.spans.Shares;
import dev.plumbline.scoring.state.TraceState;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HashSet;
import java.util.Set;

/**
 * What has been seen of a trace: 64 bits per span (its id) and per log record (a hash of its
 * bytes). Two different log records with one hash would be taken for a duplicate: a chance of n^2 /
 * 2^65 per trace.
 */
final class SpanIdentities {
  /** What was found good or bad is no part of an answer, whether it can be read or not. */
  private static final String EVALUATION = "gen_ai.evaluation.";

  private SpanIdentities() {}

  /**
   * What a record added.
   *
   * @param fresh new spans and log records but for feedback
   * @param feedback new log records and spans that are feedback and nothing else
   * @param duplicates spans and log records that were there
   * @param revises whether a new span or log can change an interaction
   */
  record News(Shares fresh, Shares feedback, Shares duplicates, boolean revises) {
    int added() {
      return fresh.total() + feedback.total();
    }
  }

  /** Notes the record's spans and logs in the state, and counts the spans there. */
  static News add(TraceState.Builder state, TraceRecord record) {
    Set<Long> seen = new HashSet<>(state.getSpanHashesList());
    int spans = 0;
    Shares fresh = new Shares();
    Shares feedback = new Shares();
    Shares duplicates = new Shares();
    boolean revises = false;
    for (ResourceSpans resource : record.spans()) {
      String service = Shares.service(resource.getResource());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          long hash = asLong(span.getSpanId());
          if (seen.add(hash)) {
            state.addSpanHashes(hash);
            spans++;
            boolean carrier = SpanFeedback.isCarrier(span);
            (carrier ? feedback : fresh).spans(service, 1);
            revises |= !carrier && (GenAiSpans.isGenAi(span) || isEntrance(span));
          } else {
            duplicates.spans(service, 1);
          }
        }
      }
    }
    for (ResourceLogs resource : record.logs()) {
      String service = Shares.service(resource.getResource());
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        for (LogRecord log : scope.getLogRecordsList()) {
          long hash = hash(log);
          if (seen.add(hash)) {
            state.addSpanHashes(hash);
            (Feedback.isFeedback(log) ? feedback : fresh).logs(service, 1);
            String event = event(log);
            revises |= event.startsWith("gen_ai.") && !event.startsWith(EVALUATION);
          } else {
            duplicates.logs(service, 1);
          }
        }
      }
    }
    state.setSpans(state.getSpans() + spans);
    return new News(fresh, feedback, duplicates, revises);
  }

  /** A root and the span of a server name the route, and are exported last. */
  private static boolean isEntrance(Span span) {
    return span.getParentSpanId().isEmpty() || span.getKind() == Span.SpanKind.SPAN_KIND_SERVER;
  }

  static boolean hasRoot(TraceRecord record) {
    return record.spans().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .anyMatch(span -> span.getParentSpanId().isEmpty());
  }

  private static String event(LogRecord log) {
    return log.getEventName().isEmpty()
        ? log.getAttributesList().stream()
            .filter(a -> a.getKey().equals("event.name"))
            .map(a -> a.getValue().getStringValue())
            .findFirst()
            .orElse("")
        : log.getEventName();
  }

  private static long asLong(ByteString id) {
    return id.size() == Long.BYTES ? id.asReadOnlyByteBuffer().getLong() : id.hashCode();
  }

  /** FNV-1a, 64 bits, over the record's bytes (Fowler, Noll, Vo). */
  private static long hash(LogRecord log) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : log.toByteArray()) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}

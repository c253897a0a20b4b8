package dev.plumbline.evaluation.capture;

import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.plumbline.evaluation.redaction.Kind;
import dev.plumbline.evaluation.redaction.Redaction;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.Map;

/**
 * Makes OTLP export requests poorer, to a {@link CaptureLevel}. Ids, times, names and status codes
 * always stay. What protobuf does not know is dropped, since nobody can say what it holds.
 */
public final class Capture {
  private static final Parser<TracesData> TRACES =
      DiscardUnknownFieldsParser.wrap(TracesData.parser());
  private static final Parser<LogsData> LOGS = DiscardUnknownFieldsParser.wrap(LogsData.parser());

  private final Redaction redaction;

  /** A capture that replaces values where content stays, and in what else stays. */
  public Capture(Redaction redaction) {
    this.redaction = redaction;
  }

  /**
   * A request as it goes on.
   *
   * @param replaced how many values of each kind are tokens now
   */
  public record Kept(byte[] request, Map<Kind, Integer> replaced) {}

  /**
   * A traces request.
   *
   * @throws InvalidProtocolBufferException when it is none
   */
  public Kept spans(CaptureLevel level, String tenant, byte[] request)
      throws InvalidProtocolBufferException {
    if (level == CaptureLevel.FULL) {
      return new Kept(request, Map.of());
    }
    TracesData.Builder data = TRACES.parseFrom(request).toBuilder();
    Keeping keeping = new Keeping(level, redaction.of(tenant));
    for (ResourceSpans.Builder resource : data.getResourceSpansBuilderList()) {
      keeping.resource(resource.getResourceBuilder());
      for (ScopeSpans.Builder scope : resource.getScopeSpansBuilderList()) {
        keeping.scope(scope.getScopeBuilder());
        for (Span.Builder span : scope.getSpansBuilderList()) {
          keeping.span(span);
        }
      }
    }
    return new Kept(data.build().toByteArray(), keeping.replaced());
  }

  /**
   * A logs request.
   *
   * @throws InvalidProtocolBufferException when it is none
   */
  public Kept logs(CaptureLevel level, String tenant, byte[] request)
      throws InvalidProtocolBufferException {
    if (level == CaptureLevel.FULL) {
      return new Kept(request, Map.of());
    }
    LogsData.Builder data = LOGS.parseFrom(request).toBuilder();
    Keeping keeping = new Keeping(level, redaction.of(tenant));
    for (ResourceLogs.Builder resource : data.getResourceLogsBuilderList()) {
      keeping.resource(resource.getResourceBuilder());
      for (ScopeLogs.Builder scope : resource.getScopeLogsBuilderList()) {
        keeping.scope(scope.getScopeBuilder());
        for (LogRecord.Builder log : scope.getLogRecordsBuilderList()) {
          keeping.log(log);
        }
      }
    }
    return new Kept(data.build().toByteArray(), keeping.replaced());
  }
}

package dev.plumbline.standalone.inspect;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tells what a protobuf export request holds. The three kinds have the same numbers for resources,
 * scopes and items, so that one may parse as another; the items tell. A span begins with ids of 16
 * and 8 bytes where a log record has a time and a severity, and a metric its name.
 */
final class ProtobufPayload {
  private static final int TRACE_ID = 16;
  private static final int SPAN_ID = 8;

  /** Highest field number of a log record. */
  private static final int LOG_FIELDS = 12;

  private ProtobufPayload() {}

  /** The payload; empty when the bytes are of none of the three kinds. */
  static Optional<Payload> read(byte[] bytes) {
    return parse(bytes, TracesData.parser(), ProtobufPayload::isTraces)
        .<Payload>map(Payload.Spans::new)
        .or(() -> parse(bytes, LogsData.parser(), ProtobufPayload::isLogs).map(Payload.Logs::new))
        .or(
            () ->
                parse(bytes, MetricsData.parser(), ProtobufPayload::isMetrics)
                    .map(data -> new Payload.Metrics()));
  }

  /** Whether the span could be one of a trace. */
  static boolean hasIds(Span span) {
    return valid(span.getTraceId(), TRACE_ID) && valid(span.getSpanId(), SPAN_ID);
  }

  private static boolean valid(ByteString id, int size) {
    return id.size() == size && !id.equals(ByteString.copyFrom(new byte[size]));
  }

  private static <T extends Message> Optional<T> parse(
      byte[] bytes, Parser<T> parser, Predicate<T> isThis) {
    try {
      return Optional.of(parser.parseFrom(bytes)).filter(isThis);
    } catch (InvalidProtocolBufferException e) {
      // Not of this kind, then; the caller tries the next.
      return Optional.empty();
    }
  }

  /** One whole span is enough: others may be broken. */
  private static boolean isTraces(TracesData data) {
    List<Span> spans =
        data.getResourceSpansList().stream()
            .flatMap(resource -> resource.getScopeSpansList().stream())
            .flatMap(scope -> scope.getSpansList().stream())
            .toList();
    return items(data) && (spans.isEmpty() || spans.stream().anyMatch(ProtobufPayload::hasIds));
  }

  private static boolean isLogs(LogsData data) {
    Stream<LogRecord> records =
        data.getResourceLogsList().stream()
            .flatMap(resource -> resource.getScopeLogsList().stream())
            .flatMap(scope -> scope.getLogRecordsList().stream());
    return items(data)
        && records.allMatch(
            record ->
                record.getUnknownFields().asMap().keySet().stream()
                    .noneMatch(n -> n <= LOG_FIELDS));
  }

  private static boolean isMetrics(MetricsData data) {
    Stream<Metric> metrics =
        data.getResourceMetricsList().stream()
            .flatMap(resource -> resource.getScopeMetricsList().stream())
            .flatMap(scope -> scope.getMetricsList().stream());
    return items(data) && metrics.allMatch(metric -> !metric.getName().isEmpty());
  }

  /** A request of any kind has its resources in field 1 and nothing else. */
  private static boolean items(Message data) {
    return data.getUnknownFields().asMap().isEmpty();
  }
}

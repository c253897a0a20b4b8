package dev.plumbline.scoring.assembly;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.plumbline.evaluation.signal.Feedback;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.deadletter.RefusedRecordException;
import dev.plumbline.scoring.spans.Shares;
import dev.plumbline.scoring.spans.SpanBook;
import dev.plumbline.scoring.state.ServiceShare;
import dev.plumbline.topics.RecordHeaders;
import dev.plumbline.topics.TopicSpec;
import dev.plumbline.v1.SpanCounts.Outcome;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Lets a record pass only if it holds one trace, its key is that trace's id, and it lies in the
 * partition that Java's partitioner gives that key. Everything else comes from a foreign producer
 * (null key, many traces, another hash) and is split and sent round by {@code spans-rekeyed}. No
 * header is trusted for this. What can never be a record of ours is thrown before any part of it is
 * sent on, and becomes a dead letter.
 */
public final class RouteProcessor implements Processor<String, byte[], String, Object> {
  /** Signal of a router whose records name theirs in a header. */
  public static final String BY_HEADER = "";

  /** Signal of a router of spans. */
  public static final String TRACES = "traces";

  /** Signal of a router of logs. */
  public static final String LOGS = "logs";

  /**
   * A record must fit into a request with its key and headers, also where it is kept or sent round;
   * a compressed batch may bring a larger one.
   */
  static final int MAX_VALUE_BYTES = TopicSpec.MAX_MESSAGE_BYTES - 64 * 1024;

  private static final ByteString NO_TRACE = ByteString.EMPTY;

  private final String signal;
  private final int partitions;
  private final String passed;
  private final String rekeyed;
  private final String untraced;
  private final ScoringMetrics metrics;
  private @Nullable ProcessorContext<String, Object> context;
  private @Nullable SpanBook openBook;
  private @Nullable Gate openGate;

  /**
   * A router.
   *
   * @param signal {@link #TRACES}, {@link #LOGS} or {@link #BY_HEADER}
   * @param partitions the common partition count
   * @param passed node that takes {@link TraceRecord}s
   * @param rekeyed node that takes bytes
   * @param untraced node that takes logs without a trace, as {@link TraceRecord}s
   */
  public RouteProcessor(
      String signal,
      int partitions,
      String passed,
      String rekeyed,
      String untraced,
      ScoringMetrics metrics) {
    this.signal = signal;
    this.partitions = partitions;
    this.passed = passed;
    this.rekeyed = rekeyed;
    this.untraced = untraced;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    SpanBook spans = new SpanBook(processorContext.getStateStore(SpanBook.STORE));
    openBook = spans;
    openGate = new Gate(spans, signal.equals(BY_HEADER));
  }

  @Override
  public void process(Record<String, byte[]> record) {
    String kind =
        signal.equals(BY_HEADER)
            ? String.valueOf(RecordHeaders.text(record.headers(), RecordHeaders.SIGNAL))
            : signal;
    switch (kind) {
      case LOGS -> logs(record, read(record, kind, LogsData.parser()));
      case TRACES -> spans(record, read(record, kind, TracesData.parser()));
      default ->
          throw unreadable(
              record,
              "found no header " + RecordHeaders.SIGNAL + " that says traces or logs, expected one",
              null);
    }
  }

  private <T> T read(Record<String, byte[]> record, String kind, Parser<T> parser) {
    byte[] value = record.value();
    if (value == null || value.length > MAX_VALUE_BYTES) {
      throw unreadable(
          record,
          value == null
              ? "found no value, expected an OTLP request of " + kind
              : "found a value of %d bytes, expected at most %d"
                  .formatted(value.length, MAX_VALUE_BYTES),
          null);
    }
    try {
      return parser.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw unreadable(record, "found a value that is no OTLP request, expected one of " + kind, e);
    }
  }

  private RefusedRecordException unreadable(
      Record<String, byte[]> record, String why, @Nullable Exception cause) {
    gate().unreadable(record);
    return new RefusedRecordException(why, cause);
  }

  private void spans(Record<String, byte[]> record, TracesData data) {
    Set<ByteString> traces = TraceSplit.traces(data);
    if (traces.isEmpty()) {
      // Another message may parse as spans of which there are none: it must not vanish.
      throw unreadable(record, "found no span, expected at least one", null);
    }
    List<ServiceShare> shares = Shares.of(data.getResourceSpansList(), List.of()).list();
    String tenant = gate().admit(record, shares, traces);
    if (ours(record, traces)) {
      pass(tenant, record, data.getResourceSpansList(), List.of());
    } else {
      book().sentRound(tenant, shares);
      TraceSplit.split(data)
          .forEach((trace, part) -> rekey(record, hex(trace), part.toByteArray(), TRACES));
    }
  }

  private void logs(Record<String, byte[]> record, LogsData data) {
    Set<ByteString> traces = TraceSplit.traces(data);
    boolean someWithout = traces.remove(NO_TRACE);
    if (traces.isEmpty() && !someWithout) {
      throw unreadable(record, "found no log record, expected at least one", null);
    }
    String tenant = gate().admit(record, shares(data), traces);
    if (!someWithout && ours(record, traces)) {
      pass(tenant, record, List.of(), data.getResourceLogsList());
      return;
    }
    TraceSplit.split(data)
        .forEach(
            (trace, part) -> {
              if (trace.isEmpty()) {
                book().ended(tenant, untraced(part, true), Outcome.FEEDBACK);
                book().ended(tenant, untraced(part, false), Outcome.NO_TRACE);
                untraced(tenant, record, part);
              } else {
                book().sentRound(tenant, shares(part));
                rekey(record, hex(trace), part.toByteArray(), LOGS);
              }
            });
  }

  /** Of log records without a trace, those that are feedback, or the others. */
  private static List<ServiceShare> untraced(LogsData data, boolean feedback) {
    Shares shares = new Shares();
    for (ResourceLogs resource : data.getResourceLogsList()) {
      long count =
          resource.getScopeLogsList().stream()
              .flatMap(scope -> scope.getLogRecordsList().stream())
              .filter(log -> Feedback.isFeedback(log) == feedback)
              .count();
      shares.logs(Shares.service(resource.getResource()), (int) count);
    }
    return shares.list();
  }

  private static List<ServiceShare> shares(LogsData data) {
    return Shares.of(List.of(), data.getResourceLogsList()).list();
  }

  /** Feedback may name a response or a conversation instead; by the router's own topic only. */
  private void untraced(String tenant, Record<String, byte[]> record, LogsData part) {
    if (signal.equals(LOGS)) {
      Object logs =
          new TraceRecord(tenant, "", List.of(), part.getResourceLogsList(), record.value());
      out().forward(record.withValue(logs), untraced);
    } else {
      metrics.dropped(
          ScoringMetrics.Drop.LOG_WITHOUT_TRACE, new Shares().add(shares(part)).total());
    }
  }

  private boolean ours(Record<String, byte[]> record, Set<ByteString> traces) {
    return traces.size() == 1
        && hex(traces.iterator().next()).equals(record.key())
        && partitionOf(record.key()) == partition();
  }

  private int partitionOf(String key) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  private int partition() {
    return out()
        .recordMetadata()
        .orElseThrow(() -> new IllegalStateException("a record without metadata"))
        .partition();
  }

  private void pass(
      String tenant,
      Record<String, byte[]> record,
      List<ResourceSpans> spans,
      List<ResourceLogs> logs) {
    Object trace = new TraceRecord(tenant, record.key(), spans, logs, record.value());
    out().forward(record.withValue(trace), passed);
  }

  private void rekey(Record<String, byte[]> record, String trace, byte[] value, String kind) {
    Record<String, Object> part = record.withKey(trace).withValue(value);
    RecordHeaders.set(part.headers(), RecordHeaders.SIGNAL, kind);
    part.headers().remove(RecordHeaders.REPLAYED);
    out().forward(part, rekeyed);
  }

  private ProcessorContext<String, Object> out() {
    return Objects.requireNonNull(context);
  }

  private SpanBook book() {
    return Objects.requireNonNull(openBook);
  }

  private Gate gate() {
    return Objects.requireNonNull(openGate);
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}

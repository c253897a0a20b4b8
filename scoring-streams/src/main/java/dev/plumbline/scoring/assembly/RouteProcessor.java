package dev.plumbline.scoring.assembly;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.topics.RecordHeaders;
import dev.plumbline.topics.TopicSpec;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
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

  private static final String DEFAULT_TENANT = "default";
  private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int TRACE_ID_BYTES = 16;
  private static final ByteString NO_TRACE = ByteString.EMPTY;
  private static final ByteString ZERO_TRACE = ByteString.copyFrom(new byte[TRACE_ID_BYTES]);

  private final String signal;
  private final int partitions;
  private final String passed;
  private final String rekeyed;
  private final ScoringMetrics metrics;
  private @Nullable ProcessorContext<String, Object> context;

  /**
   * A router.
   *
   * @param signal {@link #TRACES}, {@link #LOGS} or {@link #BY_HEADER}
   * @param partitions the common partition count
   * @param passed node that takes {@link TraceRecord}s
   * @param rekeyed node that takes bytes
   */
  public RouteProcessor(
      String signal, int partitions, String passed, String rekeyed, ScoringMetrics metrics) {
    this.signal = signal;
    this.partitions = partitions;
    this.passed = passed;
    this.rekeyed = rekeyed;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (record.value() == null || record.value().length > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "value of more than " + MAX_VALUE_BYTES + " bytes, or none");
    }
    String kind =
        signal.equals(BY_HEADER)
            ? String.valueOf(RecordHeaders.text(record.headers(), RecordHeaders.SIGNAL))
            : signal;
    try {
      switch (kind) {
        case LOGS -> logs(record, LogsData.parseFrom(record.value()));
        case TRACES -> spans(record, TracesData.parseFrom(record.value()));
        default -> throw new IllegalArgumentException("header names no signal that is known");
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("value is not an OTLP request of " + kind, e);
    }
  }

  private void spans(Record<String, byte[]> record, TracesData data) {
    Set<ByteString> traces = TraceSplit.traces(data);
    check(traces);
    if (ours(record, traces)) {
      pass(record, data.getResourceSpansList(), List.of());
    } else {
      TraceSplit.split(data)
          .forEach((trace, part) -> rekey(record, hex(trace), part.toByteArray(), TRACES));
    }
  }

  private void logs(Record<String, byte[]> record, LogsData data) {
    Set<ByteString> traces = TraceSplit.traces(data);
    boolean someWithout = traces.remove(NO_TRACE);
    check(traces);
    if (!someWithout && ours(record, traces)) {
      pass(record, List.of(), data.getResourceLogsList());
      return;
    }
    TraceSplit.split(data)
        .forEach(
            (trace, part) -> {
              if (trace.isEmpty()) {
                metrics.dropped(ScoringMetrics.Drop.LOG_WITHOUT_TRACE, count(part));
              } else {
                rekey(record, hex(trace), part.toByteArray(), LOGS);
              }
            });
  }

  private static void check(Set<ByteString> traces) {
    for (ByteString trace : traces) {
      if (trace.size() != TRACE_ID_BYTES || trace.equals(ZERO_TRACE)) {
        throw new IllegalArgumentException("a trace id of other than 16 bytes, or all zero");
      }
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
      Record<String, byte[]> record, List<ResourceSpans> spans, List<ResourceLogs> logs) {
    Object trace = new TraceRecord(tenant(record), record.key(), spans, logs, record.value());
    out().forward(record.withValue(trace), passed);
  }

  private void rekey(Record<String, byte[]> record, String trace, byte[] value, String kind) {
    Record<String, Object> part = record.withKey(trace).withValue(value);
    RecordHeaders.set(part.headers(), RecordHeaders.SIGNAL, kind);
    out().forward(part, rekeyed);
  }

  /** Store keys begin with it, so no tenant may hold their separator. */
  private static String tenant(Record<String, byte[]> record) {
    String tenant = RecordHeaders.text(record.headers(), RecordHeaders.TENANT);
    if (tenant == null) {
      return DEFAULT_TENANT;
    }
    if (!TENANT.matcher(tenant).matches()) {
      throw new IllegalArgumentException("header holds no tenant name");
    }
    return tenant;
  }

  private static long count(LogsData data) {
    return data.getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .mapToLong(ScopeLogs::getLogRecordsCount)
        .sum();
  }

  private ProcessorContext<String, Object> out() {
    return Objects.requireNonNull(context);
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}

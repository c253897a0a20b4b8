package dev.plumbline.standalone.doctor;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/** What the newest records of spans tell: whose keys they have, and whose clock is off. */
final class SpanProbe {
  private static final long AHEAD_MILLIS = Duration.ofSeconds(2).toMillis();
  private static final long SLOW_MILLIS = Duration.ofMinutes(5).toMillis();

  private final int partitions;
  private final List<Long> delays = new ArrayList<>();
  private final Map<String, Long> ahead = new TreeMap<>();
  private long records;
  private long foreign;
  private long unreadable;

  SpanProbe(int partitions) {
    this.partitions = partitions;
  }

  /** Looks at a record of {@code otlp_spans}. */
  void look(ConsumerRecord<byte[], byte[]> record) {
    records++;
    try {
      TracesData data = TracesData.parseFrom(record.value());
      Set<ByteString> traces = new HashSet<>();
      for (ResourceSpans resource : data.getResourceSpansList()) {
        String service = service(resource);
        for (ScopeSpans scope : resource.getScopeSpansList()) {
          for (Span span : scope.getSpansList()) {
            traces.add(span.getTraceId());
            clock(service, record.timestamp() - span.getEndTimeUnixNano() / 1_000_000);
          }
        }
      }
      foreign += ours(record, traces) ? 0 : 1;
    } catch (InvalidProtocolBufferException e) {
      unreadable++;
    }
  }

  /** Whether records lie where their trace is assembled, or are sent round first. */
  Finding keys() {
    if (records == 0) {
      return Finding.warn("keys", "no spans yet; send some to ingest");
    }
    List<String> problems = new ArrayList<>();
    if (unreadable > 0) {
      problems.add(
          unreadable
              + " are no OTLP requests; the Collector's Kafka exporter must write encoding:"
              + " otlp_proto");
    }
    if (foreign > 0) {
      problems.add(
          foreign
              + " have another key or partition and are sent round once more; in the Collector's"
              + " Kafka exporter set partition_traces_by_id: true and"
              + " record_partitioner.sticky_key.hasher: murmur2");
    }
    if (problems.isEmpty()) {
      return Finding.ok("keys", "the " + records + " newest records have our key and partition");
    }
    String text = "of the " + records + " newest records " + String.join("; ", problems);
    return unreadable == records ? Finding.fail("keys", text) : Finding.warn("keys", text);
  }

  /** Whether spans end before they arrive, and not long before. */
  Finding clocks() {
    if (delays.isEmpty()) {
      return Finding.warn("clocks", "no spans yet");
    }
    Collections.sort(delays);
    long median = delays.get(delays.size() / 2);
    String usual = "spans arrive %.1f s after they end (median)".formatted(median / 1e3);
    if (!ahead.isEmpty()) {
      List<String> services = new ArrayList<>();
      ahead.forEach(
          (service, millis) -> services.add("%s by %.1f s".formatted(service, millis / 1e3)));
      return Finding.warn(
          "clocks",
          usual + "; the clock is ahead at " + String.join(", ", services) + ": check its NTP");
    }
    return median < SLOW_MILLIS
        ? Finding.ok("clocks", usual + ", and none before")
        : Finding.warn(
            "clocks", usual + ": an old backlog, or a clock that is behind; check its NTP");
  }

  private void clock(String service, long delayMillis) {
    delays.add(delayMillis);
    if (-delayMillis > AHEAD_MILLIS) {
      ahead.merge(service.isEmpty() ? "(no service name)" : service, -delayMillis, Math::max);
    }
  }

  private boolean ours(ConsumerRecord<byte[], byte[]> record, Set<ByteString> traces) {
    byte[] key = record.key();
    return key != null
        && traces.size() == 1
        && HexFormat.of()
            .formatHex(traces.iterator().next().toByteArray())
            .equals(new String(key, StandardCharsets.UTF_8))
        && Utils.toPositive(Utils.murmur2(key)) % partitions == record.partition();
  }

  private static String service(ResourceSpans resource) {
    return resource.getResource().getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals("service.name"))
        .map(KeyValue::getValue)
        .map(value -> value.getStringValue())
        .findFirst()
        .orElse("");
  }
}

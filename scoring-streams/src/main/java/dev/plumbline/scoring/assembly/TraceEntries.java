package dev.plumbline.scoring.assembly;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.evaluation.interaction.TraceContent;
import dev.plumbline.scoring.state.TraceEntry;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The content of traces: one entry per arriving record, never rewritten. */
final class TraceEntries {
  private final KeyValueStore<String, TraceEntry> store;

  TraceEntries(KeyValueStore<String, TraceEntry> store) {
    this.store = store;
  }

  void add(String traceKey, int sequence, TraceRecord record) {
    store.put(
        entryKey(traceKey, sequence),
        TraceEntry.newBuilder()
            .setLogs(!record.logs().isEmpty())
            .setValue(ByteString.copyFrom(record.value()))
            .build());
  }

  /** Everything of the trace, in the order of arrival. */
  TraceContent read(String traceKey) {
    List<ResourceSpans> spans = new ArrayList<>();
    List<ResourceLogs> logs = new ArrayList<>();
    try (KeyValueIterator<String, TraceEntry> range = range(traceKey)) {
      while (range.hasNext()) {
        TraceEntry entry = range.next().value;
        if (entry.getLogs()) {
          logs.addAll(LogsData.parseFrom(entry.getValue()).getResourceLogsList());
        } else {
          spans.addAll(TracesData.parseFrom(entry.getValue()).getResourceSpansList());
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new ProcessorStateException("a stored entry does not parse", e);
    }
    int bar = traceKey.lastIndexOf('|');
    return new TraceContent(traceKey.substring(0, bar), traceKey.substring(bar + 1), spans, logs);
  }

  void delete(String traceKey) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, TraceEntry> range = range(traceKey)) {
      range.forEachRemaining(next -> keys.add(next.key));
    }
    keys.forEach(store::delete);
  }

  private KeyValueIterator<String, TraceEntry> range(String traceKey) {
    return store.range(traceKey + "|", traceKey + "}");
  }

  private static String entryKey(String traceKey, int sequence) {
    return traceKey + "|" + String.format("%08x", sequence);
  }
}

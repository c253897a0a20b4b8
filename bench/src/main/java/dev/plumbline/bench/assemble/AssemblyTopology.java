package dev.plumbline.bench.assemble;

import com.google.protobuf.Message;
import dev.plumbline.scoring.AssemblyConfig;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.assembly.AssembleProcessor;
import dev.plumbline.scoring.assembly.AssembledTrace;
import dev.plumbline.scoring.assembly.RouteProcessor;
import dev.plumbline.scoring.spans.SpanBook;
import dev.plumbline.scoring.state.TraceEntry;
import dev.plumbline.scoring.state.TraceState;
import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.v1.SpanLedger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The beginning of the scoring topology, from the records of ingest to assembled traces, with the
 * stores that it has there. Three lengths of it tell what each step costs.
 */
final class AssemblyTopology {
  static final String TOPIC = "otlp_spans";

  private static final String IN = "spans-in";
  private static final String ROUTED = "routed";
  private static final String ASSEMBLE = "assemble";

  private final ScoringMetrics metrics = new ScoringMetrics(new SimpleMeterRegistry());

  /** Reads records and nothing more: what the driver of the bench costs. */
  Topology read() {
    return source().addProcessor("end", () -> new End<byte[]>(value -> {}), IN);
  }

  /** Reads, and finds the trace of each record. */
  Topology route() {
    return routing().addProcessor("end", () -> new End<>(value -> {}), ROUTED);
  }

  /** Reads, routes, and assembles traces until they are done. */
  Topology assemble(Consumer<AssembledTrace> done) {
    return routing()
        .addProcessor(
            ASSEMBLE, () -> new AssembleProcessor(AssemblyConfig.defaults(), metrics), ROUTED)
        .addProcessor("end", () -> new End<>(done), ASSEMBLE)
        .addStateStore(
            onDisk(AssembleProcessor.STATES, stored(TraceState.getDefaultInstance()))
                .withCachingEnabled(),
            ASSEMBLE)
        .addStateStore(
            onDisk(AssembleProcessor.ENTRIES, stored(TraceEntry.getDefaultInstance())), ASSEMBLE)
        .addStateStore(onDisk(AssembleProcessor.SCHEDULE, Serdes.String()), ASSEMBLE)
        .connectProcessorAndStateStores(ASSEMBLE, SpanBook.STORE);
  }

  private Topology source() {
    return new Topology()
        .addSource(IN, new StringDeserializer(), new ByteArrayDeserializer(), TOPIC);
  }

  private Topology routing() {
    return source()
        .addProcessor(
            "route",
            () ->
                new RouteProcessor(
                    RouteProcessor.TRACES, 1, ROUTED, "rekeyed", "untraced", metrics),
            IN)
        .addProcessor(ROUTED, Forwarding::new, "route")
        .addProcessor("rekeyed", () -> new End<>(value -> {}), "route")
        .addProcessor("untraced", () -> new End<>(value -> {}), "route")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(SpanBook.STORE),
                    Serdes.String(),
                    stored(SpanLedger.getDefaultInstance()))
                .withLoggingEnabled(Map.of())
                .withCachingEnabled(),
            "route");
  }

  private static <T> StoreBuilder<KeyValueStore<String, T>> onDisk(String name, Serde<T> serde) {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), serde)
        .withLoggingEnabled(Map.of());
  }

  private static <T extends Message> Serde<T> stored(T prototype) {
    ProtoSerde<T> serde = ProtoSerde.of(prototype);
    Serializer<T> serializer = serde.serializer();
    Deserializer<T> deserializer = serde.deserializer();
    return Serdes.serdeFrom(serializer::serialize, deserializer::deserialize);
  }
}

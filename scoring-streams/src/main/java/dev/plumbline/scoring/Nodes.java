package dev.plumbline.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import dev.plumbline.scoring.windows.WindowKeys;
import dev.plumbline.topics.ProtoJson;
import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.topics.RecordHeaders;
import dev.plumbline.topics.TopicSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The parts that the topology is put together from: serdes, stores and partitioners. */
final class Nodes {
  static final Deserializer<String> TEXT = new StringDeserializer();
  static final Deserializer<byte[]> BYTES = new ByteArrayDeserializer();
  static final Serializer<String> TEXT_OUT = new StringSerializer();
  static final Serializer<byte[]> BYTES_OUT = new ByteArraySerializer();

  private static final int MAX_VALUE_BYTES = TopicSpec.MAX_MESSAGE_BYTES - 64 * 1024;

  private Nodes() {}

  static <T extends Message> Deserializer<T> reader(T prototype) {
    return ProtoSerde.of(prototype).deserializer();
  }

  /**
   * Writes any message under its own type; a node's children differ in theirs. One that is too
   * large for a record is refused here, where its source can still become a dead letter: refused by
   * the producer, it would abort the transaction again and again. Without a message it withdraws
   * what the key stood for.
   */
  static Serializer<Message> messages() {
    return written("application/x-protobuf", Message::toByteArray);
  }

  /** Writes any message as JSON; the headers say so, and are otherwise those of protobuf. */
  static Serializer<Message> json() {
    return written("application/json", message -> ProtoJson.of(message).getBytes(UTF_8));
  }

  private static Serializer<Message> written(
      String contentType, Function<Message, byte[]> encoding) {
    return new Serializer<>() {
      @Override
      public byte @Nullable [] serialize(String topic, @Nullable Message message) {
        if (message == null) {
          return null;
        }
        byte[] value = encoding.apply(message);
        if (value.length > MAX_VALUE_BYTES) {
          throw new SerializationException(
              value.length + " bytes for " + topic + ", at most " + MAX_VALUE_BYTES);
        }
        return value;
      }

      @Override
      public byte @Nullable [] serialize(String topic, Headers headers, @Nullable Message message) {
        if (message == null) {
          return null;
        }
        RecordHeaders.set(headers, RecordHeaders.CONTENT_TYPE, contentType);
        RecordHeaders.set(
            headers, RecordHeaders.TYPE, message.getDescriptorForType().getFullName());
        RecordHeaders.set(headers, RecordHeaders.SCHEMA, "1");
        return serialize(topic, message);
      }
    };
  }

  /** A store whose content may outgrow memory. */
  static <T extends Message> StoreBuilder<KeyValueStore<String, T>> onDisk(
      String name, T prototype) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), stored(prototype))
        .withLoggingEnabled(Map.of());
  }

  /** A store that is small by its nature. */
  static <T extends Message> StoreBuilder<KeyValueStore<String, T>> inMemory(
      String name, T prototype) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), stored(prototype))
        .withLoggingEnabled(Map.of());
  }

  /**
   * A message in a store. Stores see the headers of whatever record is being processed, so a stored
   * value neither writes nor reads any.
   */
  private static <T extends Message> Serde<T> stored(T prototype) {
    ProtoSerde<T> serde = ProtoSerde.of(prototype);
    Serializer<T> serializer = serde.serializer();
    Deserializer<T> deserializer = serde.deserializer();
    return Serdes.serdeFrom(serializer::serialize, deserializer::deserialize);
  }

  /** What is due when: as many entries as the stores that it goes through. */
  static StoreBuilder<KeyValueStore<String, String>> schedule(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.String())
        .withLoggingEnabled(Map.of());
  }

  static StoreBuilder<KeyValueStore<String, Long>> numbers(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.Long())
        .withLoggingEnabled(Map.of());
  }

  /** All windows of one slice, metric and judge go to one partition. */
  static StreamPartitioner<String, Message> bySeries() {
    return (topic, key, value, partitions) ->
        Optional.of(
            Set.of(
                Utils.toPositive(Utils.murmur2(Utils.utf8(WindowKeys.series(key)))) % partitions));
  }

  /** One record for every partition. */
  static StreamPartitioner<String, Message> everywhere() {
    return (topic, key, value, partitions) ->
        Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
  }

  /** A node that joins branches under one name. */
  static Processor<String, Object, String, Object> pass() {
    return new ContextualProcessor<>() {
      @Override
      public void process(Record<String, Object> record) {
        context().forward(record);
      }
    };
  }
}

package dev.plumbline.topics;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A protobuf message as Kafka bytes. Writing names the type and the schema's major version in the
 * headers; reading refuses a record whose headers name another type, since a record on the wrong
 * topic often parses.
 *
 * @param <T> the message
 */
public final class ProtoSerde<T extends Message> implements Serde<T> {
  private static final String SCHEMA_VERSION = "1";

  private final Parser<T> parser;
  private final String type;

  private ProtoSerde(Parser<T> parser, String type) {
    this.parser = parser;
    this.type = type;
  }

  /**
   * A serde for the type of {@code prototype}.
   *
   * @param prototype any instance, usually the default one
   */
  @SuppressWarnings("unchecked")
  public static <T extends Message> ProtoSerde<T> of(T prototype) {
    return new ProtoSerde<>(
        (Parser<T>) prototype.getParserForType(), prototype.getDescriptorForType().getFullName());
  }

  @Override
  public Serializer<T> serializer() {
    return new Serializer<>() {
      @Override
      public byte @Nullable [] serialize(String topic, @Nullable T message) {
        return message == null ? null : message.toByteArray();
      }

      @Override
      public byte @Nullable [] serialize(String topic, Headers headers, @Nullable T message) {
        RecordHeaders.set(headers, RecordHeaders.CONTENT_TYPE, "application/x-protobuf");
        RecordHeaders.set(headers, RecordHeaders.TYPE, type);
        RecordHeaders.set(headers, RecordHeaders.SCHEMA, SCHEMA_VERSION);
        return serialize(topic, message);
      }
    };
  }

  @Override
  public Deserializer<T> deserializer() {
    return new Deserializer<>() {
      @Override
      public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        return bytes == null ? null : parse(topic, bytes);
      }

      @Override
      public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
        String found = RecordHeaders.text(headers, RecordHeaders.TYPE);
        if (found != null && !found.equals(type)) {
          throw new SerializationException(
              "record on " + topic + " holds " + found + ", expected " + type);
        }
        return deserialize(topic, bytes);
      }
    };
  }

  private T parse(String topic, byte[] bytes) {
    try {
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new SerializationException("value on " + topic + " is not a " + type, e);
    }
  }
}

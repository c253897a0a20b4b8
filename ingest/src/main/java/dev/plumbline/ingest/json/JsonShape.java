package dev.plumbline.ingest.json;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.plumbline.ingest.json.JsonType.Scalar;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a message by their keys in JSON, camelCase and snake_case. */
final class JsonShape {
  private final Map<String, JsonField> fields = new HashMap<>();

  private JsonShape() {}

  /**
   * The shape of a request.
   *
   * @param item the message in it that is rejected alone when it is wrong
   */
  static JsonShape of(Descriptor request, Descriptor item) {
    return of(request, item, new HashMap<>());
  }

  private static JsonShape of(Descriptor type, Descriptor item, Map<Descriptor, JsonShape> known) {
    JsonShape found = known.get(type);
    if (found != null) {
      return found;
    }
    JsonShape shape = new JsonShape();
    known.put(type, shape);
    for (FieldDescriptor field : type.getFields()) {
      JsonField made = of(field, type(field, item, known));
      shape.fields.put(field.getJsonName(), made);
      shape.fields.put(field.getName(), made);
    }
    return shape;
  }

  /** The field of a key, or null when this version of OTLP has none. */
  @Nullable JsonField field(String key) {
    return fields.get(key);
  }

  private static JsonField of(FieldDescriptor field, JsonType type) {
    boolean repeated = field.isRepeated();
    String expected = repeated ? "a list, each element " + type.expected() : type.expected();
    return new JsonField(field.getNumber(), repeated, bit(field), type, expected);
  }

  /** No message of OTLP has 64 fields. */
  private static long bit(FieldDescriptor field) {
    OneofDescriptor oneof = field.getContainingOneof();
    return 1L << (oneof == null ? field : oneof.getField(0)).getIndex();
  }

  private static JsonType type(
      FieldDescriptor field, Descriptor item, Map<Descriptor, JsonShape> known) {
    return switch (field.getType()) {
      case MESSAGE -> {
        Descriptor message = field.getMessageType();
        yield new JsonType.Nested(
            "an object (" + message.getName() + ")",
            of(message, item, known),
            message.equals(item));
      }
      case ENUM ->
          new JsonType.Named(
              "a " + field.getEnumType().getName() + " by its number or its name",
              field.getEnumType());
      case STRING -> Scalar.TEXT;
      case BYTES ->
          field.getName().endsWith("trace_id")
              ? Scalar.TRACE_ID
              : field.getName().endsWith("span_id") ? Scalar.SPAN_ID : Scalar.BYTES;
      case BOOL -> Scalar.BOOL;
      case DOUBLE -> Scalar.DOUBLE;
      case INT32 -> Scalar.INT32;
      case INT64 -> Scalar.INT64;
      case UINT32 -> Scalar.UINT32;
      case FIXED32 -> Scalar.FIXED32;
      case FIXED64 -> Scalar.FIXED64;
      case FLOAT, UINT64, SFIXED32, SFIXED64, SINT32, SINT64, GROUP ->
          throw new IllegalStateException("no spans or logs have had a " + field.getType());
    };
  }
}

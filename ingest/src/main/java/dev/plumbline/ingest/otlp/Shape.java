package dev.plumbline.ingest.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a message a protobuf parser looks into: texts, which must be UTF-8, and messages.
 * Taken from the descriptor, so it knows what the OTLP version on the class path knows.
 */
final class Shape {
  /** Of a field that a message does not have; no byte has this value. */
  static final int NO_TAG = Integer.MIN_VALUE;

  /** Of a message that is only stepped over. */
  static final Shape ANYTHING = new Shape(0, NO_TAG);

  /** Of a field that holds a text. */
  static final Shape TEXT = new Shape(0, NO_TAG);

  private final @Nullable Shape[] fields;
  private final int attributes;

  private Shape(int fields, int attributes) {
    this.fields = new Shape[fields];
    this.attributes = attributes;
  }

  static Shape of(Descriptor type) {
    return of(type, new HashMap<>());
  }

  private static Shape of(Descriptor type, Map<Descriptor, Shape> known) {
    Shape found = known.get(type);
    if (found != null) {
      return found;
    }
    int fields = 1 + type.getFields().stream().mapToInt(FieldDescriptor::getNumber).max().orElse(0);
    Shape shape = new Shape(fields, attributes(type));
    known.put(type, shape);
    for (FieldDescriptor field : type.getFields()) {
      switch (field.getJavaType()) {
        case MESSAGE -> shape.fields[field.getNumber()] = of(field.getMessageType(), known);
        case STRING -> shape.fields[field.getNumber()] = TEXT;
        case INT, LONG, FLOAT, DOUBLE, BOOLEAN, BYTE_STRING, ENUM -> {}
      }
    }
    return shape;
  }

  private static int attributes(Descriptor type) {
    return type.getFields().stream()
        .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
        .filter(field -> field.getMessageType() == KeyValue.getDescriptor())
        .mapToInt(field -> field.getNumber() << 3 | Wire.BYTES)
        .findFirst()
        .orElse(NO_TAG);
  }

  /** Tag of the field that holds keys with their values, of which no message has two. */
  int attributes() {
    return attributes;
  }

  /**
   * What a field holds whose wire type is that of bytes: {@link #TEXT}, a message's shape, or null
   * when nobody looks into it.
   */
  @Nullable Shape inside(int field) {
    return field < fields.length ? fields[field] : null;
  }
}

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
  /** Of a message that is only stepped over. */
  static final Shape ANYTHING = new Shape(0, false);

  /** Of a field that holds a text. */
  static final Shape TEXT = new Shape(0, false);

  private final @Nullable Shape[] fields;
  private final boolean attribute;

  private Shape(int fields, boolean attribute) {
    this.fields = new Shape[fields];
    this.attribute = attribute;
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
    Shape shape = new Shape(fields, type == KeyValue.getDescriptor());
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

  /** Whether the message is a key with its value. */
  boolean isAttribute() {
    return attribute;
  }

  /**
   * What a field holds whose wire type is that of bytes: {@link #TEXT}, a message's shape, or null
   * when nobody looks into it.
   */
  @Nullable Shape inside(int field) {
    return field < fields.length ? fields[field] : null;
  }
}

package dev.plumbline.ingest.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must hold inside a message so that a protobuf parser takes it: framing to the innermost
 * level, UTF-8 in texts, and nesting within a parser's limit. Taken from the descriptor, so it
 * knows what the OTLP version on the class path knows; other fields are stepped over.
 */
final class Shape {
  /**
   * Messages inside each other, counted from the request; protobuf-java refuses to parse more than
   * 100. An attribute of lists in lists reaches it at 48 levels.
   */
  static final int MAX_DEPTH = 100;

  private final @Nullable Shape[] messages;
  private final boolean[] texts;

  private Shape(int fields) {
    messages = new Shape[fields];
    texts = new boolean[fields];
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
    Shape shape = new Shape(fields);
    known.put(type, shape);
    for (FieldDescriptor field : type.getFields()) {
      switch (field.getJavaType()) {
        case MESSAGE -> shape.messages[field.getNumber()] = of(field.getMessageType(), known);
        case STRING -> shape.texts[field.getNumber()] = true;
        case INT, LONG, FLOAT, DOUBLE, BOOLEAN, BYTE_STRING, ENUM -> {}
      }
    }
    return shape;
  }

  /** Steps over all fields that are left in the cursor's range. */
  void check(Wire wire, int depth) throws MalformedRequestException {
    if (depth > MAX_DEPTH) {
      throw wire.malformed("more than " + MAX_DEPTH + " messages inside each other");
    }
    while (wire.next()) {
      field(wire, depth);
    }
  }

  /** Steps over the current field of a message at {@code depth}. */
  void field(Wire wire, int depth) throws MalformedRequestException {
    int field = wire.field();
    if (wire.type() != Wire.BYTES || field >= messages.length) {
      wire.skip();
      return;
    }
    Shape inner = messages[field];
    if (inner != null) {
      int outer = wire.enter(wire.length());
      inner.check(wire, depth + 1);
      wire.leave(outer);
    } else if (texts[field]) {
      wire.text();
    } else {
      wire.skip();
    }
  }
}

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

  /** Of a message that is only stepped over. */
  static final Shape ANYTHING = new Shape(0);

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

  /** Steps over the current field of a message at {@code depth}. */
  void field(Wire wire, int depth) throws MalformedRequestException {
    int field = wire.field();
    if (wire.type() != Wire.BYTES || field >= messages.length) {
      wire.skip();
      return;
    }
    Shape inner = messages[field];
    if (inner != null) {
      int length = wire.length();
      inner.check(wire.buffer(), wire.position(), wire.position() + length, depth + 1);
      wire.advance(length);
    } else if (texts[field]) {
      wire.text();
    } else {
      wire.skip();
    }
  }

  /**
   * Checks a message. Nearly all fields of a span have a tag and a length of one byte each; these
   * are stepped over right here, with the position in a register, and the rest by a {@link Wire}.
   */
  private void check(byte[] bytes, int start, int end, int depth) throws MalformedRequestException {
    if (depth > MAX_DEPTH) {
      throw new Wire(bytes, start, end)
          .malformed("more than " + MAX_DEPTH + " messages inside each other");
    }
    int at = start;
    while (at < end) {
      int next = quickly(bytes, at, end, depth);
      at = next > 0 ? next : checkField(bytes, at, end, depth);
    }
  }

  /** Where the next field is, or 0 when this one is not of the plain kinds. */
  private int quickly(byte[] bytes, int at, int end, int depth) throws MalformedRequestException {
    int field = bytes[at] >> 3;
    if (field <= 0 || at + 1 == end) {
      return 0;
    }
    int type = bytes[at] & 7;
    if (type == Wire.VARINT) {
      int last = at + 1;
      while (last < end && bytes[last] < 0) {
        last++;
      }
      return last < end && last - at <= 10 ? last + 1 : 0;
    }
    int from = at + 2;
    int to = from + bytes[at + 1];
    if (type != Wire.BYTES || to < from || to > end) {
      return 0;
    }
    if (field < messages.length) {
      Shape inner = messages[field];
      if (inner != null) {
        inner.check(bytes, from, to, depth + 1);
      } else if (texts[field] && !Utf8.isValid(bytes, from, to)) {
        return 0;
      }
    }
    return to;
  }

  /** Checks the field at a position and says where the next one is. */
  private int checkField(byte[] bytes, int start, int end, int depth)
      throws MalformedRequestException {
    Wire wire = new Wire(bytes, start, end);
    wire.next();
    field(wire, depth);
    return wire.position();
  }
}

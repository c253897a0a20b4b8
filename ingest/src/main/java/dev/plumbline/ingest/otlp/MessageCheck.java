package dev.plumbline.ingest.otlp;

import java.util.Arrays;

/**
 * Checks messages of one request as a protobuf parser would, without decoding any: framing to the
 * innermost level, UTF-8 in texts, and nesting within a parser's limit. On its way it notes where
 * the ids of a message stand.
 */
final class MessageCheck {
  /**
   * Messages inside each other, counted from the request; protobuf-java refuses to parse more than
   * 100. An attribute of lists in lists reaches it at 48 levels.
   */
  static final int MAX_DEPTH = 100;

  /** Fields with a tag of one byte. */
  private static final int NOTED = 16;

  private final byte[] bytes;
  private final int[] starts = new int[NOTED];
  private final int[] lengths = new int[NOTED];

  MessageCheck(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Checks a message, or some whole fields of one.
   *
   * @param depth how many messages are around its fields, the request and itself among them
   */
  void check(Shape shape, int start, int end, int depth) throws MalformedRequestException {
    Arrays.fill(starts, -1);
    fields(shape, start, end, depth, true);
  }

  /** Where the last field of this number stands that holds bytes which are no text; -1 without. */
  int start(int field) {
    return starts[field];
  }

  /** The length of that field; only when there is one. */
  int length(int field) {
    return lengths[field];
  }

  /**
   * Most fields are attributes of the usual form, in which nothing is wrong, and of the others most
   * have a tag and a length of one byte each: these are stepped over right here, and the rest by a
   * {@link Wire}.
   */
  private void fields(Shape shape, int start, int end, int depth, boolean noted)
      throws MalformedRequestException {
    byte[] bytes = this.bytes;
    int attributes = depth + 2 <= MAX_DEPTH ? shape.attributes() : Shape.NO_TAG;
    int at = start;
    while (at < end) {
      int tag = bytes[at];
      if (tag == attributes && at + 1 < end) {
        int after = at + 2 + bytes[at + 1];
        if (after <= end && PlainAttribute.is(bytes, at + 2, after)) {
          at = after;
          continue;
        }
      }
      int next = endOfPlain(bytes, at, end);
      if (next == 0) {
        at = unusual(shape, at, end, depth, noted);
        continue;
      }
      if ((tag & 7) == Wire.BYTES) {
        content(shape, tag >> 3, at + 2, next, depth, noted);
      }
      at = next;
    }
  }

  private int unusual(Shape shape, int start, int end, int depth, boolean noted)
      throws MalformedRequestException {
    Wire wire = new Wire(bytes, start, end);
    wire.next();
    if (wire.type() == Wire.BYTES) {
      int length = wire.length();
      content(shape, wire.field(), wire.position(), wire.position() + length, depth, noted);
      wire.advance(length);
    } else {
      wire.skip();
    }
    return wire.position();
  }

  private void content(Shape shape, int field, int start, int end, int depth, boolean noted)
      throws MalformedRequestException {
    Shape inside = shape.inside(field);
    if (inside == null) {
      if (noted && field < NOTED) {
        starts[field] = start;
        lengths[field] = end - start;
      }
    } else if (inside == Shape.TEXT) {
      if (!Utf8.isValid(bytes, start, end)) {
        throw malformed(start, "a text that is not UTF-8");
      }
    } else {
      if (depth == MAX_DEPTH) {
        throw malformed(start, "more than " + MAX_DEPTH + " messages inside each other");
      }
      fields(inside, start, end, depth + 1, false);
    }
  }

  private MalformedRequestException malformed(int at, String what) {
    return new Wire(bytes, at, at).malformed(what);
  }

  /**
   * Nearly all fields have a tag and a length of one byte each.
   *
   * @return where the field after such a one begins, or 0 when this is none
   */
  private static int endOfPlain(byte[] bytes, int at, int end) {
    int tag = bytes[at];
    if (tag < 1 << 3 || at + 1 == end) {
      return 0;
    }
    int next =
        switch (tag & 7) {
          case Wire.BYTES -> bytes[at + 1] < 0 ? 0 : at + 2 + bytes[at + 1];
          case Wire.VARINT -> Wire.endOfVarint(bytes, at + 1, end);
          case Wire.FIXED64 -> at + 1 + Long.BYTES;
          case Wire.FIXED32 -> at + 1 + Integer.BYTES;
          default -> 0;
        };
    return next > end ? 0 : next;
  }
}

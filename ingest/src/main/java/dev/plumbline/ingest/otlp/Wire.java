package dev.plumbline.ingest.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A cursor over protobuf wire bytes. It reads framing only and never leaves its range. */
final class Wire {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;
  static final int VARINT_BYTES = 10;
  private static final long CONTINUED = 0x8080808080808080L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] buffer;
  private final int known;
  private int end;
  private int at;
  private int tag;

  /**
   * A cursor.
   *
   * @param buffer begins with the message; what stands behind it is not the sender's
   */
  Wire(byte[] buffer, int start, int end) {
    this.buffer = buffer;
    this.known = end;
    this.at = start;
    this.end = end;
  }

  int position() {
    return at;
  }

  /** Starts anew with another range. */
  void moveTo(int start, int end) {
    this.at = start;
    this.end = end;
  }

  /** Moves to the next field; false at the end. */
  boolean next() throws MalformedRequestException {
    if (at == end) {
      return false;
    }
    long read = varint();
    tag = (int) read;
    if (read != (tag & 0xffffffffL) || field() == 0) {
      throw malformed("a field number that does not exist");
    }
    return true;
  }

  int field() {
    return tag >>> 3;
  }

  int type() {
    return tag & 7;
  }

  /** Whether the current field is this one and holds bytes: a message, a text or an id. */
  boolean isBytes(int field) {
    return tag == (field << 3 | BYTES);
  }

  /** For a length-delimited field: its length, with the cursor at its first byte. */
  int length() throws MalformedRequestException {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw malformed("a length of " + length + " with " + (end - at) + " bytes left");
    }
    return (int) length;
  }

  /** Narrows the cursor to the next {@code length} bytes; the result goes to {@link #leave}. */
  int enter(int length) {
    int outer = end;
    end = at + length;
    return outer;
  }

  /** Widens the cursor again, after the inner message was read to its end. */
  void leave(int outer) {
    end = outer;
  }

  /** Steps over the value of the current field. Groups are not part of OTLP. */
  void skip() throws MalformedRequestException {
    switch (type()) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case FIXED32 -> advance(4);
      case BYTES -> advance(length());
      default -> throw malformed("wire type " + type());
    }
  }

  void advance(int bytes) throws MalformedRequestException {
    if (bytes > end - at) {
      throw malformed("the end of the message inside a value");
    }
    at += bytes;
  }

  MalformedRequestException malformed(String what) {
    return new MalformedRequestException(
        "not a protobuf OTLP request: found " + what + " at byte " + at + asText());
  }

  /** JSON sent with the wrong content type is the usual cause. */
  private String asText() {
    if (known == 0 || buffer[0] != '{' && buffer[0] != '[' && buffer[0] != '<') {
      return "";
    }
    int shown = Math.min(known, 12);
    return " (the body starts with the text \""
        + new String(buffer, 0, shown, StandardCharsets.US_ASCII).replaceAll("\\s", " ")
        + "\")";
  }

  private long varint() throws MalformedRequestException {
    if (at < end && buffer[at] >= 0) {
      return buffer[at++];
    }
    return longVarint();
  }

  private long longVarint() throws MalformedRequestException {
    long value = 0;
    for (int shift = 0; shift < 7 * VARINT_BYTES; shift += 7) {
      if (at == end) {
        throw malformed("the end of the message inside a number");
      }
      byte b = buffer[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed("a number of more than " + VARINT_BYTES + " bytes");
  }

  /** Whether these bytes are one varint, and no more. */
  static boolean isVarint(byte[] bytes, int start, int end) {
    int unused = Long.SIZE - Byte.SIZE * (end - start);
    if (unused < 0 || unused == Long.SIZE || end < Long.BYTES) {
      return start < end && endOfVarint(bytes, start, end) == end;
    }
    // The highest bit is set in all of its bytes but the last; those before it are shifted out.
    long ending = (long) LONGS.get(bytes, end - Long.BYTES) & CONTINUED;
    return ending >>> unused == CONTINUED >>> Byte.SIZE >>> unused;
  }

  /** Where the varint that begins there ends; 0 when it does not, or is too long. */
  static int endOfVarint(byte[] bytes, int start, int end) {
    int most = Math.min(end, start + VARINT_BYTES);
    for (int at = start; at < most; at++) {
      if (bytes[at] >= 0) {
        return at + 1;
      }
    }
    return 0;
  }

  static int varintSize(int value) {
    return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;
  }

  static int putVarint(byte[] out, int position, int value) {
    int at = position;
    int rest = value;
    while (rest >= 0x80) {
      out[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[at++] = (byte) rest;
    return at;
  }
}

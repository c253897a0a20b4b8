package dev.plumbline.ingest.json;

import com.google.protobuf.CodedOutputStream;
import dev.plumbline.ingest.admission.Share;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Protobuf bytes that are written front to back, though the length of a message stands before it. A
 * length takes one byte at first. Where that turns out too short the length is noted, and the last
 * copy makes room for it: so a message in a hundred others is moved once and not a hundred times.
 */
final class ProtobufWriter {
  private static final int BYTES = 2;
  private static final int LONGEST_VARINT = 10;
  private static final int LONGEST_CHARACTER = 4;
  private static final int ONE_BYTE = 1 << 7;

  private final Share share;
  private final long beside;
  private byte[] bytes;
  private int size;

  /** Pairs, in the order of the bytes: where a length stands; the length, once it is known. */
  private int[] lengths = new int[64];

  private int used;

  /** Bytes that the noted lengths need beyond one each. */
  private int missing;

  /**
   * A writer of nothing yet.
   *
   * @param share holds what is written
   * @param beside bytes that the share must hold beside it until it is finished
   * @param expected a guess at the size
   */
  ProtobufWriter(Share share, long beside, int expected) {
    this.share = share;
    this.beside = beside;
    share.hold(beside + expected);
    bytes = new byte[expected];
  }

  /** Begins a message or text; the result goes to {@link #close}. */
  int open(int field) {
    tag(field, BYTES);
    reserve(1);
    if (used == lengths.length) {
      lengths = Arrays.copyOf(lengths, used * 2);
    }
    lengths[used++] = size++;
    lengths[used++] = missing;
    return used - 2;
  }

  void close(int opened) {
    int at = lengths[opened];
    int length = size - at - 1 + missing - lengths[opened + 1];
    if (length < ONE_BYTE) {
      bytes[at] = (byte) length;
      // It was the last one noted, since all in it is shorter still.
      used = opened;
    } else {
      lengths[opened + 1] = length;
      missing += CodedOutputStream.computeUInt32SizeNoTag(length) - 1;
    }
  }

  /** Takes back all that was written since it was opened. */
  void clear(int opened) {
    size = lengths[opened] + 1;
    missing = lengths[opened + 1];
    used = opened + 2;
  }

  int size() {
    return size;
  }

  void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  void varint(long value) {
    reserve(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** The lowest bytes of a value, the lowest one first. */
  void fixed(long value, int count) {
    reserve(count);
    for (int i = 0; i < count; i++) {
      bytes[size++] = (byte) (value >>> i * Byte.SIZE);
    }
  }

  void raw(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** Writes characters up to the first that is not ASCII, and says where that stands. */
  int ascii(char[] chars, int from, int to) {
    reserve(to - from);
    int i = from;
    while (i < to && chars[i] < 0x80) {
      bytes[size++] = (byte) chars[i++];
    }
    return i;
  }

  void character(int codePoint) {
    reserve(LONGEST_CHARACTER);
    if (codePoint < 0x80) {
      bytes[size++] = (byte) codePoint;
      return;
    }
    int following = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
    int first = 0xff00 >> following + 1 & 0xff;
    bytes[size++] = (byte) (first | codePoint >> 6 * following);
    for (int i = following - 1; i >= 0; i--) {
      bytes[size++] = (byte) (0x80 | codePoint >> 6 * i & 0x3f);
    }
  }

  /** Puts the bytes of a base64 text in its place; false when it is none. */
  boolean decodeBase64(int start) {
    for (int i = start; i < size; i++) {
      bytes[i] = bytes[i] == '-' ? (byte) '+' : bytes[i] == '_' ? (byte) '/' : bytes[i];
    }
    try {
      ByteBuffer text = ByteBuffer.wrap(bytes, start, size - start);
      ByteBuffer decoded = Base64.getDecoder().decode(text);
      size = start + decoded.remaining();
      decoded.get(bytes, start, decoded.remaining());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * All that was written.
   *
   * @param still bytes that the share must still hold beside it
   */
  byte[] finish(long still) throws IOException {
    share.hold(still + bytes.length + size + missing);
    byte[] exact = new byte[size + missing];
    CodedOutputStream out = CodedOutputStream.newInstance(exact);
    int from = 0;
    for (int i = 0; i < used; i += 2) {
      out.write(bytes, from, lengths[i] - from);
      out.writeUInt32NoTag(lengths[i + 1]);
      from = lengths[i] + 1;
    }
    out.write(bytes, from, size - from);
    out.checkNoSpaceLeft();
    return exact;
  }

  /** Holds the old array too, which is there until its bytes are copied. */
  private void reserve(int more) {
    if (more > bytes.length - size) {
      int length = Math.addExact(size, Math.max(more, size / 2));
      share.hold(beside + bytes.length + length);
      bytes = Arrays.copyOf(bytes, length);
      share.hold(beside + length);
    }
  }
}

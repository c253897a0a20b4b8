package dev.plumbline.ingest.otlp;

import com.google.protobuf.UnsafeByteOperations;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells whether bytes are UTF-8. Most of a request is text, so this is most of its checking. */
final class Utf8 {
  private static final long NOT_ASCII = 0x8080808080808080L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Utf8() {}

  /**
   * Most text is ASCII, which costs next to nothing this way; the library's check, five times
   * slower, sees only what comes after the first eight bytes that are not.
   */
  static boolean isValid(byte[] bytes, int start, int end) {
    int at = start;
    while (at + Long.BYTES <= end) {
      if (((long) LONGS.get(bytes, at) & NOT_ASCII) != 0) {
        return isValidSlowly(bytes, at, end);
      }
      at += Long.BYTES;
    }
    return at == end || isAsciiTail(bytes, at, end) || isValidSlowly(bytes, at, end);
  }

  /** Whether all bytes are ASCII; of fewer than eight at the start of an array it says no. */
  static boolean isAscii(byte[] bytes, int start, int end) {
    long seen = 0;
    int at = start;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      seen |= (long) LONGS.get(bytes, at);
    }
    return (seen & NOT_ASCII) == 0 && (at == end || isAsciiTail(bytes, at, end));
  }

  /**
   * Fewer than eight bytes: the eight that end with them are read, and those before shifted out.
   */
  private static boolean isAsciiTail(byte[] bytes, int start, int end) {
    if (end < Long.BYTES) {
      return false;
    }
    long last = (long) LONGS.get(bytes, end - Long.BYTES);
    return (last >>> ((Long.BYTES - (end - start)) * Byte.SIZE) & NOT_ASCII) == 0;
  }

  private static boolean isValidSlowly(byte[] bytes, int start, int end) {
    return UnsafeByteOperations.unsafeWrap(bytes, start, end - start).isValidUtf8();
  }
}

package dev.plumbline.ingest.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A trace id as two numbers.
 *
 * @param high first eight bytes
 * @param low last eight bytes
 */
public record TraceId(long high, long low) {
  /** Stands for log records that belong to no trace. */
  public static final TraceId NONE = new TraceId(0, 0);

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  static TraceId of(byte[] buffer, int start) {
    return new TraceId((long) LONGS.get(buffer, start), (long) LONGS.get(buffer, start + 8));
  }

  static boolean isZero8(byte[] buffer, int start) {
    return (long) LONGS.get(buffer, start) == 0;
  }

  /** Whether all bytes are zero, which no trace may have. */
  public boolean isZero() {
    return high == 0 && low == 0;
  }

  /** 32 lower-case hex characters. */
  public String hex() {
    byte[] text = new byte[32];
    digits(high, text, 0);
    digits(low, text, 16);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void digits(long value, byte[] text, int start) {
    for (int i = 0; i < 16; i++) {
      text[start + i] = DIGITS[(int) (value >>> 60 - 4 * i) & 0xf];
    }
  }
}

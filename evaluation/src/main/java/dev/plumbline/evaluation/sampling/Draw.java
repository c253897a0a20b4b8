package dev.plumbline.evaluation.sampling;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * 56 random bits that belong to a trace: the first 56 bits of SHA-256(salt || trace id). Salted, so
 * that a sender cannot choose trace ids that are always or never judged, and so that the draw is
 * independent of an upstream sampler's. With salt {@code judge-v1} the trace {@code
 * 4bf92f3577b34da6a3ce929d0e0e4736} draws {@code 95a5955d9beda9}, which is 0.584558.
 */
public final class Draw {
  private static final double RANGE = 0x1p56;

  private Draw() {}

  /**
   * The draw of a trace.
   *
   * @param salt any text; another salt makes an independent draw
   * @param traceId 32 hex characters
   */
  public static long of(String salt, String traceId) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt.getBytes(StandardCharsets.UTF_8));
      digest.update(HexFormat.of().parseHex(traceId));
      return ByteBuffer.wrap(digest.digest()).getLong() >>> 8;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The threshold below which a draw has probability {@code pi}; 2^56 for 1. */
  public static long threshold(double pi) {
    return Math.round(pi * RANGE);
  }

  /** The probability that a draw lies below the threshold. */
  public static double probability(long threshold) {
    return threshold / RANGE;
  }
}

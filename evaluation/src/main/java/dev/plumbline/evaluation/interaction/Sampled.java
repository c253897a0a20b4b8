package dev.plumbline.evaluation.interaction;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The adjusted count that an upstream sampler left in {@code tracestate}: with the 56-bit rejection
 * threshold T of {@code ot=th:}, 2^56 / (2^56 - T) (OpenTelemetry, tracestate probability sampling;
 * {@code th:c} is 25 %, so the count is 4).
 */
final class Sampled {
  private static final Pattern THRESHOLD =
      Pattern.compile("(?:^|,)\\s*ot=(?:[^,]*;)?th:([0-9a-f]{1,14})(?:[;,]|$)");
  private static final double FULL = 0x1p56;

  private Sampled() {}

  /** The adjusted count, or empty when it is not known. */
  static OptionalDouble adjustedCount(String traceState) {
    Matcher matcher = THRESHOLD.matcher(traceState);
    if (!matcher.find()) {
      return OptionalDouble.empty();
    }
    String hex = matcher.group(1);
    long threshold = Long.parseLong(hex, 16) << (4 * (14 - hex.length()));
    return OptionalDouble.of(FULL / (FULL - threshold));
  }
}

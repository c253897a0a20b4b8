package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The adjusted count that an upstream sampler left behind: with the 56-bit rejection threshold T of
 * {@code ot=th:} in {@code tracestate}, 2^56 / (2^56 - T) (OpenTelemetry, tracestate probability
 * sampling; {@code th:c} is 25 %, so the count is 4). A span is kept when its randomness R, from
 * {@code rv:} or the last 7 bytes of the trace id, is at least T. One that is here with R below T
 * was not sampled that way: nothing is known about it.
 */
final class UpstreamSampling {
  private static final Pattern OT = Pattern.compile("(?:^|,)\\s*ot=([^,]{1,256})");
  private static final Pattern THRESHOLD = Pattern.compile("(?:^|;)th:([0-9a-f]{1,14})(?:;|$)");
  private static final Pattern RANDOM = Pattern.compile("(?:^|;)rv:([0-9a-f]{14})(?:;|$)");
  private static final long FULL = 1L << 56;

  private UpstreamSampling() {}

  /**
   * The adjusted count, or empty when it is not known.
   *
   * @param traceId lower-case hex
   */
  static OptionalDouble adjustedCount(String traceState, String traceId) {
    Matcher ot = OT.matcher(traceState);
    if (!ot.find()) {
      return OptionalDouble.empty();
    }
    String entry = ot.group(1).strip();
    Matcher matcher = THRESHOLD.matcher(entry);
    if (!matcher.find()) {
      return OptionalDouble.empty();
    }
    String hex = matcher.group(1);
    long threshold = Long.parseLong(hex, 16) << (4 * (14 - hex.length()));
    Matcher random = RANDOM.matcher(entry);
    String r = random.find() ? random.group(1) : lastSevenBytes(traceId);
    return r.isEmpty() || Long.parseLong(r, 16) < threshold
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) FULL / (FULL - threshold));
  }

  /** The count of a plain sampling rate in (0, 1]; empty when it is none. */
  static OptionalDouble ofRate(JsonNode rate) {
    double share = rate.isNumber() ? rate.doubleValue() : 0;
    return share > 0 && share <= 1 && Double.isFinite(1 / share)
        ? OptionalDouble.of(1 / share)
        : OptionalDouble.empty();
  }

  private static String lastSevenBytes(String traceId) {
    return traceId.matches("[0-9a-f]{32}") ? traceId.substring(18) : "";
  }
}

package dev.plumbline.standalone.topic;

import java.util.Locale;

/** Rates for people. */
public final class RateText {
  private RateText() {}

  /** {@code 92.1 % [88.4, 94.9]}. */
  public static String of(double rate, double low, double high) {
    return String.format(Locale.ROOT, "%.1f %% [%.1f, %.1f]", 100 * rate, 100 * low, 100 * high);
  }

  /** {@code 92.1 %}. */
  public static String percent(double rate) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * rate);
  }

  /** A difference of two rates, in points: {@code -4.1 [-7.0, -1.2]}. */
  public static String difference(double difference, double low, double high) {
    return String.format(
        Locale.ROOT, "%+.1f [%+.1f, %+.1f]", 100 * difference, 100 * low, 100 * high);
  }
}

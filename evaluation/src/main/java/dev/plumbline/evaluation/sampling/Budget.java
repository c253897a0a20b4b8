package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.config.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * What the judge may cost, all evaluators together. It lowers chances before a decision and never
 * takes the first that come.
 *
 * @param callsPerHour calls, the least of what the limits per minute, hour and day allow; infinite
 *     without one
 * @param usdPerHour a twenty-fourth of the day's money; infinite without a limit
 */
record Budget(double callsPerHour, double usdPerHour) {
  static final Budget NONE = new Budget(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  private static final String MINUTE = "callsPerMinute";
  private static final String HOUR = "callsPerHour";
  private static final String DAY = "callsPerDay";
  private static final String MONEY = "usdPerDay";
  private static final double HOURS = 24;
  private static final double MINUTES = 60;

  boolean isNone() {
    return equals(NONE);
  }

  boolean hasMoney() {
    return Double.isFinite(usdPerHour);
  }

  Budget times(double share) {
    return new Budget(share * callsPerHour, share * usdPerHour);
  }

  static Budget read(YamlValue root) {
    Optional<YamlValue> given = root.get("budget");
    if (given.isEmpty()) {
      return NONE;
    }
    YamlValue budget = given.get();
    List<String> keys = List.of(MINUTE, HOUR, DAY, MONEY);
    budget.only(keys);
    if (keys.stream().allMatch(key -> budget.get(key).isEmpty())) {
      budget.problem("found no limit, expected one or more of " + String.join(", ", keys));
    }
    double calls =
        DoubleStream.of(
                limit(budget, MINUTE) * MINUTES, limit(budget, HOUR), limit(budget, DAY) / HOURS)
            .min()
            .orElseThrow();
    return new Budget(calls, limit(budget, MONEY) / HOURS);
  }

  private static double limit(YamlValue budget, String key) {
    return budget
        .get(key)
        .map(value -> positive(value, "a number above 0"))
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** A number above 0, noted when it is none. */
  static double positive(YamlValue value, String expected) {
    double number = value.number();
    if (!(number > 0 && Double.isFinite(number))) {
      value.problem("found " + value.shown() + ", expected " + expected);
      return Double.POSITIVE_INFINITY;
    }
    return number;
  }
}

package dev.plumbline.console.quality;

import dev.plumbline.evaluation.estimate.VersionComparison;
import dev.plumbline.v1.StratumSums;
import java.util.Locale;

/**
 * A version against the one before it.
 *
 * @param previous the earlier version
 * @param difference this minus the earlier one
 * @param low of an interval that holds at every look
 * @param verdict better, worse, no_difference_shown or not_enough_data
 */
public record Change(
    String previous,
    double before,
    double after,
    double difference,
    double low,
    double high,
    long nBefore,
    long nAfter,
    String verdict) {
  /**
   * Compares sums. Checks and signals are compared by their counts. Judged rates come from unequal
   * sampling, so their weighted rate enters with its effective number of answers, rounded down.
   */
  static Change of(
      String previous, StratumSums before, StratumSums after, MetricKind kind, long minimum) {
    Counts first = Counts.of(before, kind);
    Counts second = Counts.of(after, kind);
    VersionComparison compared =
        VersionComparison.of(
            first.passes(), first.n(), second.passes(), second.n(), minimum, Rate.LEVEL);
    return new Change(
        previous,
        compared.before(),
        compared.after(),
        compared.difference(),
        compared.interval().low(),
        compared.interval().high(),
        compared.nBefore(),
        compared.nAfter(),
        compared.verdict().name().toLowerCase(Locale.ROOT));
  }

  boolean worse() {
    return verdict.equals("worse");
  }

  private record Counts(long passes, long n) {
    static Counts of(StratumSums sums, MetricKind kind) {
      if (kind != MetricKind.JUDGED) {
        return new Counts(sums.getPassed(), sums.getScored());
      }
      Rate rate = Rate.of(sums, kind);
      Double value = rate.rate();
      Double effective = rate.nEff();
      if (value == null || effective == null) {
        return new Counts(sums.getPassed(), sums.getScored());
      }
      long n = effective.longValue();
      return new Counts(Math.round(value * n), n);
    }
  }
}

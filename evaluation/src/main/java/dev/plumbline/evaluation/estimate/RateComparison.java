package dev.plumbline.evaluation.estimate;

import dev.plumbline.evaluation.estimate.VersionComparison.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Two versions by the judged rows of each: b less a, by every method that the rows allow. The
 * verdict follows from the corrected rates alone, each under its own judge's labels, and is given
 * only with 200 effective rows judged on either side.
 *
 * @param a rate of the earlier version
 * @param b rate of the later one
 * @param raw difference of the plain means, with {@link Newcombe}'s interval
 * @param weighted difference of the Hajek rates, not corrected for judges
 * @param corrected difference of the corrected rates, with their intervals squared and added
 * @param sequential the same with an interval that holds at every look
 * @param verdict what may be said after one look
 * @param sequentialVerdict what may be said by who looks all the time
 * @param reason why there is no verdict
 */
public record RateComparison(
    JudgedRate a,
    JudgedRate b,
    Optional<Difference> raw,
    Optional<Difference> weighted,
    Optional<Difference> corrected,
    Optional<Difference> sequential,
    Verdict verdict,
    Verdict sequentialVerdict,
    Optional<Refusal> reason) {
  /** Effective rows that must be judged on each side. */
  private static final double MINIMUM = 200;

  /** Rows for which the sequential interval is tuned. */
  private static final double TUNED_FOR = 1000;

  /** A difference with its standard error. */
  public record Difference(double value, double se, Interval interval) {}

  /** Why nothing may be said: the closed list. */
  public enum Refusal {
    /** The traffic was not split as intended. */
    SAMPLE_RATIO_MISMATCH,
    /** One side has no corrected rate; its own reason says why. */
    NO_CORRECTED_RATE,
    /** One side has too few judged rows. */
    FEW_JUDGED;

    /** As published: lower-case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The comparison.
   *
   * @param a sums of the earlier version, one for each hour
   * @param b sums of the later one
   * @param split the intended share of a, checked when there is one
   * @param level for example 0.95
   */
  public static RateComparison of(
      List<JudgedSums> a, List<JudgedSums> b, Optional<Double> split, double level) {
    CellsEstimator.Working workA = work(a, level);
    CellsEstimator.Working workB = work(b, level);
    JudgedRate rateA = workA.rate();
    JudgedRate rateB = workB.rate();
    Optional<Difference> corrected = corrected(rateA, rateB);
    Optional<Difference> sequential =
        corrected.map(d -> sequential(d, rateA.nEff().orElse(1) + rateB.nEff().orElse(1), level));
    Optional<Refusal> refusal =
        refusal(
            rateA, rateB, split.filter(s -> SampleRatio.of(rateA.n(), rateB.n(), s).mismatch()));
    return new RateComparison(
        rateA,
        rateB,
        raw(CellsEstimator.sum(a).total(), CellsEstimator.sum(b).total(), level),
        weighted(workA.strata().total(), workB.strata().total(), level),
        corrected,
        sequential,
        verdict(corrected, refusal),
        verdict(sequential, refusal),
        refusal);
  }

  /**
   * The smallest error at which the corrected rates still differ, valid at every look; 1 when they
   * do not at the level.
   */
  public double p(double level) {
    double rows = a.nEff().orElse(1) + b.nEff().orElse(1);
    return corrected
        .map(d -> AnytimeP.of(at -> sequential(d, rows, at).interval(), level))
        .orElse(1.0);
  }

  private static CellsEstimator.Working work(List<JudgedSums> hours, double level) {
    return CellsEstimator.working(CellsEstimator.Question.of(hours, level));
  }

  private static Optional<Refusal> refusal(
      JudgedRate a, JudgedRate b, Optional<Double> mismatchedSplit) {
    if (mismatchedSplit.isPresent()) {
      return Optional.of(Refusal.SAMPLE_RATIO_MISMATCH);
    }
    if (a.corrected().isEmpty() || b.corrected().isEmpty()) {
      return Optional.of(Refusal.NO_CORRECTED_RATE);
    }
    double judged = Math.min(a.nEff().orElse(0), b.nEff().orElse(0));
    return Tolerance.below(judged, MINIMUM) ? Optional.of(Refusal.FEW_JUDGED) : Optional.empty();
  }

  private static Verdict verdict(Optional<Difference> difference, Optional<Refusal> refusal) {
    if (refusal.isPresent() || difference.isEmpty()) {
      return Verdict.NOT_ENOUGH_DATA;
    }
    Interval interval = difference.get().interval();
    if (interval.high() < 0) {
      return Verdict.WORSE;
    }
    return interval.low() > 0 ? Verdict.BETTER : Verdict.NO_DIFFERENCE_SHOWN;
  }

  private static Optional<Difference> raw(StratumTally a, StratumTally b, double level) {
    if (a.scored() == 0 || b.scored() == 0) {
      return Optional.empty();
    }
    Interval interval = Newcombe.interval(a.passed(), a.scored(), b.passed(), b.scored(), level);
    double value = (double) b.passed() / b.scored() - (double) a.passed() / a.scored();
    return Optional.of(
        new Difference(value, (interval.high() - interval.low()) / (2 * Cells.z(level)), interval));
  }

  private static Optional<Difference> weighted(StratumTally a, StratumTally b, double level) {
    return Hajek.of(a.a(0), a.a(1), a.b(0), a.b(1))
        .flatMap(
            first ->
                Hajek.of(b.a(0), b.a(1), b.b(0), b.b(1))
                    .map(
                        second -> {
                          double value = second.rate() - first.rate();
                          double se = Math.sqrt(first.processVariance() + second.processVariance());
                          double half = Cells.z(level) * se;
                          return new Difference(
                              value, se, new Interval(value - half, value + half));
                        }));
  }

  private static Optional<Difference> corrected(JudgedRate a, JudgedRate b) {
    if (a.interval().isEmpty() || b.interval().isEmpty()) {
      return Optional.empty();
    }
    double first = a.corrected().orElseThrow();
    double second = b.corrected().orElseThrow();
    return Optional.of(
        new Difference(
            second - first,
            Math.hypot(a.se().orElseThrow(), b.se().orElseThrow()),
            Newcombe.interval(first, a.interval().get(), second, b.interval().get())));
  }

  private static Difference sequential(Difference fixed, double rows, double level) {
    double margin =
        new AsymptoticSequence(TUNED_FOR, level).margin(fixed.se() * Math.sqrt(rows), rows);
    return new Difference(
        fixed.value(), fixed.se(), new Interval(fixed.value() - margin, fixed.value() + margin));
  }
}

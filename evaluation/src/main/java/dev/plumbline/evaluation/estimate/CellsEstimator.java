package dev.plumbline.evaluation.estimate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The published rate of a judged metric as a pure function of additive sums.
 *
 * <p>The judge's verdicts say how the traffic splits into cells (post-strata of similar weight x
 * verdict), audit labels say how good the answers of each cell are: theta = sum P mu. Limits of
 * each cell are Jeffreys limits on the number of equal labels that would tell as much, and are
 * combined by squaring and adding with the variance of the judge's sample, which keeps its cover
 * where a stratum with large weights happens to show no failure. Answers without a verdict are a
 * third verdict once 5 of them have labels; before that, those with a verdict in the same hour and
 * stratum stand for them, and {@code bounds} says what they could hide.
 *
 * <p>Worked value: 4,000 answers in two strata, 497 asked and 286 labelled, weighted 0.9020612 are
 * corrected to 0.9248961, [0.8967859, 0.9471035] at 95 %.
 */
public final class CellsEstimator {
  private static final double LABELS_THAT_COME = 0.8;

  private CellsEstimator() {}

  /**
   * What is asked.
   *
   * @param hours sums of the window, one for each hour that it touches
   * @param around sums that sessions are judged by: those of the window, or of the hour around a
   *     shorter one
   * @param labelsDue whether the window is so old that its audit labels should have come
   * @param level confidence level, for example 0.95
   */
  public record Question(
      List<JudgedSums> hours, JudgedSums around, boolean labelsDue, double level) {
    /** About a window of one hour, or several, whose labels may still come. */
    public static Question of(List<JudgedSums> hours, double level) {
      return new Question(hours, sum(hours), false, level);
    }
  }

  /** The answer; withheld with a reason where there are too few labels or verdicts. */
  public static JudgedRate estimate(Question question) {
    return working(question).rate();
  }

  /** The answer with its steps. */
  static Working working(Question question) {
    List<JudgedSums> hours = question.hours();
    JudgedSums raw = sum(hours);
    Strata scaled = Strata.scaled(hours, Strata.withNone(hours));
    Strata strata = scaled.merged();
    LabelCount labels = LabelCount.of(strata);
    DesignEffect design = DesignEffect.of(question.around());
    Optional<Reason> reason =
        question.labelsDue() && labelsMissing(raw.total())
            ? Optional.of(Reason.LABEL_NONRESPONSE)
            : withheld(strata, labels);
    Optional<Cells> cells =
        reason.isPresent()
            ? Optional.empty()
            : Optional.of(Cells.of(strata.all(), strata.all(), design.d(), question.level()));
    OptionalDouble lambda = DesignEffect.of(raw).lambda();
    JudgedRate rate =
        rate(
            new Given(
                raw.total(),
                strata,
                scaled.unseenShare(question.level()),
                labels,
                lambda,
                question.level()),
            cells,
            JudgedRate.Method.CELLS,
            reason);
    return new Working(strata, labels, design, cells, rate);
  }

  /** Steps of an answer, for tests. */
  record Working(
      Strata strata,
      LabelCount labels,
      DesignEffect design,
      Optional<Cells> cells,
      JudgedRate rate) {}

  /** What is known whether or not there is a corrected rate. */
  record Given(
      StratumTally raw,
      Strata strata,
      OptionalDouble unseenShare,
      LabelCount labels,
      OptionalDouble lambda,
      double level) {}

  static Optional<Reason> withheld(Strata strata, LabelCount labels) {
    if (!labels.enough()) {
      return Optional.of(Reason.FEW_LABELS);
    }
    return FirstPhase.stratumUnjudged(strata.all())
        ? Optional.of(Reason.STRATUM_UNJUDGED)
        : Optional.empty();
  }

  /** The published fields. */
  static JudgedRate rate(
      Given given, Optional<Cells> cells, JudgedRate.Method method, Optional<Reason> reason) {
    StratumTally raw = given.raw();
    StratumTally scaled = given.strata().total();
    double a = scaled.a(0) + scaled.a(1);
    double b = scaled.b(0) + scaled.b(1);
    boolean judged = raw.scored() > 0 && a > 0;
    OptionalDouble weighted = when(judged, Math.clamp(scaled.a(1) / a, 0, 1));
    Optional<Interval> interval = cells.map(Cells::interval);
    double answered = (raw.a(0) + raw.a(1)) / raw.a();
    Optional<Interval> bounds =
        judged && !given.strata().withNone()
            ? interval
                .or(() -> Optional.of(new Interval(scaled.a(1) / a, scaled.a(1) / a)))
                .map(i -> bounds(i, answered))
            : Optional.empty();
    double z = Cells.z(given.level());
    return new JudgedRate(
        raw.eligible(),
        raw.asked(),
        raw.scored(),
        given.labels().labels(),
        given.labels().needed(),
        when(raw.scored() > 0, (double) raw.passed() / raw.scored()),
        weighted,
        cells.map(c -> OptionalDouble.of(c.theta())).orElse(OptionalDouble.empty()),
        interval,
        interval
            .map(i -> OptionalDouble.of((i.high() - i.low()) / (2 * z)))
            .orElse(OptionalDouble.empty()),
        when(judged, a * a / b),
        given.lambda(),
        bounds,
        given.unseenShare(),
        cells.isPresent() ? method : JudgedRate.Method.WEIGHTED,
        given.level(),
        reason);
  }

  /**
   * The interval if all that is not answered were bad, or good; rounding does not cross the ends.
   */
  private static Interval bounds(Interval interval, double answered) {
    double low = interval.low() * answered;
    return new Interval(low, Math.clamp(interval.high() * answered + 1 - answered, low, 1));
  }

  /** Whether too many of the audit labels that were drawn did not come. */
  static boolean labelsMissing(StratumTally raw) {
    for (int f = 0; f < StratumTally.VERDICTS; f++) {
      if (raw.labels(f) < LABELS_THAT_COME * raw.assigned(f)) {
        return true;
      }
    }
    return false;
  }

  private static OptionalDouble when(boolean known, double value) {
    return known ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** All in one. */
  static JudgedSums sum(List<JudgedSums> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    JudgedSums sum = new JudgedSums();
    parts.forEach(sum::add);
    return sum;
  }
}

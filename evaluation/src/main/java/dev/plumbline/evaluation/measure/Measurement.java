package dev.plumbline.evaluation.measure;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.estimate.Interval;
import dev.plumbline.evaluation.estimate.Wilson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A check's outcomes beside what people said. What is looked for are bad answers: FAIL finds one,
 * every other outcome does not.
 */
public final class Measurement {
  private static final double LEVEL = 0.95;

  private final List<Double> good = new ArrayList<>();
  private final List<Double> bad = new ArrayList<>();
  private int goodFailed;
  private int badFailed;
  private int goodUnscored;
  private int badUnscored;

  /** One answer: whether people call it good, and what the check said. */
  public void add(boolean isGood, CheckOutcome outcome) {
    if (!(outcome instanceof CheckOutcome.Scored scored)) {
      goodUnscored += isGood ? 1 : 0;
      badUnscored += isGood ? 0 : 1;
      return;
    }
    (isGood ? good : bad).add(scored.value());
    if (!scored.pass()) {
      goodFailed += isGood ? 1 : 0;
      badFailed += isGood ? 0 : 1;
    }
  }

  /** Answers that people call good. */
  public int goodAnswers() {
    return good.size() + goodUnscored;
  }

  /** Answers that people call bad. */
  public int badAnswers() {
    return bad.size() + badUnscored;
  }

  /** Answers without a value: neither PASS nor FAIL. */
  public int unscored() {
    return goodUnscored + badUnscored;
  }

  /** Share of the failed answers that are bad. */
  public Rate precision() {
    return rate(badFailed, badFailed + goodFailed);
  }

  /** Share of the bad answers that failed. */
  public Rate recall() {
    return rate(badFailed, badAnswers());
  }

  /**
   * Harmonic mean of precision and recall. Its interval comes from Wilson's for J = hits / (hits +
   * false alarms + misses), of which it is the rising function 2J / (1 + J).
   */
  public Rate f1() {
    Rate jaccard = rate(badFailed, badAnswers() + goodFailed);
    return new Rate(
        f1(jaccard.value()),
        new Interval(f1(jaccard.interval().low()), f1(jaccard.interval().high())));
  }

  /** Area under the ROC curve over the answers with a value. */
  public Rate auroc() {
    return Auroc.of(array(good), array(bad));
  }

  /** The same over all answers, where one without a value counts as one with value 1. */
  public Rate aurocOfAll() {
    return Auroc.of(filled(good, goodUnscored), filled(bad, badUnscored));
  }

  private static Rate rate(int count, int of) {
    return of == 0
        ? Rate.UNKNOWN
        : new Rate((double) count / of, Wilson.interval((double) count / of, of, LEVEL));
  }

  private static double f1(double jaccard) {
    return 2 * jaccard / (1 + jaccard);
  }

  private static double[] filled(List<Double> values, int ones) {
    double[] filled = Arrays.copyOf(array(values), values.size() + ones);
    Arrays.fill(filled, values.size(), filled.length, 1);
    return filled;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}

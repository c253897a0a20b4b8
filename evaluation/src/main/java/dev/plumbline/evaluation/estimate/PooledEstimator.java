package dev.plumbline.evaluation.estimate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The rate of a short window with the labels of a longer one: narrow, and right only while answers
 * with the same verdict stay equally good. It is a second number beside the window's own rate, and
 * never feeds an alert, an SLO or a version verdict. When the truth falls from .94 to .78 it stays
 * near .90; it is withheld as soon as the verdicts themselves have moved.
 */
public final class PooledEstimator {
  /** Normal quantile of a two-sided test at 2.5 %. */
  private static final double SHIFT = 2.24;

  private PooledEstimator() {}

  /**
   * What is asked.
   *
   * @param window sums of its hours, or of its part of one
   * @param longer sums of the hours of the longer window, the window's own among them, under the
   *     same judge and post-strata
   * @param rest the same without the window
   * @param labelsDue whether the window is so old that its audit labels should have come
   * @param level confidence level
   */
  public record Question(
      List<JudgedSums> window,
      List<JudgedSums> longer,
      List<JudgedSums> rest,
      boolean labelsDue,
      double level) {
    /** Of whole hours, and the other hours of the longer window; labels may still come. */
    public static Question of(List<JudgedSums> window, List<JudgedSums> rest, double level) {
      return new Question(
          window, Stream.concat(rest.stream(), window.stream()).toList(), rest, false, level);
    }
  }

  /** The answer; withheld with a reason as the window's own is, or when its verdicts moved. */
  public static JudgedRate estimate(Question question) {
    boolean withNone = Strata.withNone(question.longer());
    Strata scaled = Strata.scaled(question.window(), withNone);
    Strata own = scaled.merged();
    Strata labelled = Strata.scaled(question.longer(), withNone).alignedTo(own);
    Strata others = Strata.scaled(question.rest(), withNone).alignedTo(own);
    LabelCount labels = LabelCount.of(labelled);
    JudgedSums longer = CellsEstimator.sum(question.longer());
    DesignEffect design = DesignEffect.of(longer);
    Optional<Reason> reason =
        question.labelsDue() && CellsEstimator.labelsMissing(longer.total())
            ? Optional.of(Reason.LABEL_NONRESPONSE)
            : CellsEstimator.withheld(own, labels)
                .or(
                    () ->
                        shifted(own, others, Grouping.of(labelled.all()))
                            ? Optional.of(Reason.POOL_SHIFT)
                            : Optional.empty());
    Optional<Cells> cells =
        reason.isPresent()
            ? Optional.empty()
            : Optional.of(Cells.of(own.all(), labelled.all(), design.d(), question.level()));
    StratumTally raw = CellsEstimator.sum(question.window()).total();
    OptionalDouble lambda = design.lambda();
    return CellsEstimator.rate(
        new CellsEstimator.Given(
            raw, own, scaled.unseenShare(question.level()), labels, lambda, question.level()),
        cells,
        JudgedRate.Method.CELLS_POOLED,
        reason);
  }

  private static boolean shifted(Strata own, Strata others, Grouping grouping) {
    List<StratumTally> here = grouping.sums(own.all());
    List<StratumTally> there = grouping.sums(others.all());
    for (int g = 0; g < here.size(); g++) {
      StratumTally a = here.get(g);
      StratumTally b = there.get(g);
      if (a.a() > 0 && b.a() > 0) {
        double difference = passes(a) - passes(b);
        double variance = variance(a) + variance(b);
        if (difference * difference > SHIFT * SHIFT * variance) {
          return true;
        }
      }
    }
    return false;
  }

  private static double passes(StratumTally sums) {
    return sums.a(StratumTally.PASS) / sums.a();
  }

  private static double variance(StratumTally sums) {
    double p = passes(sums);
    double passed = sums.b(StratumTally.PASS);
    return (passed * (1 - p) * (1 - p) + (sums.b() - passed) * p * p) / (sums.a() * sums.a());
  }
}

package dev.plumbline.console.quality;

import dev.plumbline.evaluation.estimate.FalseDiscovery;
import dev.plumbline.evaluation.estimate.JudgedRate;
import dev.plumbline.evaluation.estimate.RateComparison;
import dev.plumbline.evaluation.estimate.VersionComparison;
import dev.plumbline.evaluation.estimate.VersionComparison.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version against the one before it.
 *
 * @param previous the earlier version
 * @param before its rate, where there is one
 * @param difference this minus the earlier one
 * @param low of an interval that holds at every look
 * @param nBefore scored answers of the earlier version, or the effective number of judged ones
 * @param p smallest error at which the two still differ; 1 when they do not
 * @param verdict better, worse, no_difference_shown or not_enough_data
 */
public record Change(
    String previous,
    @Nullable Double before,
    @Nullable Double after,
    @Nullable Double difference,
    @Nullable Double low,
    @Nullable Double high,
    long nBefore,
    long nAfter,
    double p,
    String verdict) {
  /** Share of false findings among the changes that are told together, at most. */
  private static final double Q = 0.1;

  /**
   * Compares sums: checks and signals by their counts, judged rates by what they are corrected to,
   * each under its own labels.
   *
   * @param minimum answers of a check needed on both sides
   */
  static Change of(String previous, Tally before, Tally after, MetricKind kind, long minimum) {
    return kind == MetricKind.JUDGED
        ? judged(previous, before, after)
        : counted(previous, before, after, minimum);
  }

  private static Change counted(String previous, Tally before, Tally after, long minimum) {
    long passesBefore = before.total().getPassed();
    long nBefore = before.total().getScored();
    long passesAfter = after.total().getPassed();
    long nAfter = after.total().getScored();
    VersionComparison compared =
        VersionComparison.of(passesBefore, nBefore, passesAfter, nAfter, minimum, Rate.LEVEL);
    boolean both = nBefore > 0 && nAfter > 0;
    return new Change(
        previous,
        nBefore > 0 ? compared.before() : null,
        nAfter > 0 ? compared.after() : null,
        both ? compared.difference() : null,
        both ? compared.interval().low() : null,
        both ? compared.interval().high() : null,
        nBefore,
        nAfter,
        told(compared.verdict())
            ? VersionComparison.p(passesBefore, nBefore, passesAfter, nAfter, Rate.LEVEL)
            : 1,
        word(compared.verdict()));
  }

  private static Change judged(String previous, Tally before, Tally after) {
    RateComparison compared =
        RateComparison.of(
            before.sums().hours(), after.sums().hours(), Optional.empty(), Rate.LEVEL);
    Optional<RateComparison.Difference> difference = compared.sequential();
    return new Change(
        previous,
        corrected(compared.a()),
        corrected(compared.b()),
        difference.map(RateComparison.Difference::value).orElse(null),
        difference.map(d -> d.interval().low()).orElse(null),
        difference.map(d -> d.interval().high()).orElse(null),
        (long) compared.a().nEff().orElse(0),
        (long) compared.b().nEff().orElse(0),
        told(compared.sequentialVerdict()) ? compared.p(Rate.LEVEL) : 1,
        word(compared.sequentialVerdict()));
  }

  /**
   * The changes that are told together, in their order: a better or worse that does not stand among
   * all that could be compared (Benjamini and Hochberg) is no difference shown.
   */
  static List<Change> together(List<Change> changes) {
    List<Change> compared = changes.stream().filter(Change::compared).toList();
    List<Boolean> stands =
        FalseDiscovery.benjaminiHochberg(compared.stream().map(Change::p).toList(), Q);
    List<Change> told = new ArrayList<>();
    int at = 0;
    for (Change change : changes) {
      boolean stood = !change.compared() || stands.get(at++);
      told.add(stood ? change : change.with(word(Verdict.NO_DIFFERENCE_SHOWN)));
    }
    return told;
  }

  private static @Nullable Double corrected(JudgedRate rate) {
    return rate.corrected().isPresent() ? rate.corrected().getAsDouble() : null;
  }

  private static boolean told(Verdict verdict) {
    return verdict == Verdict.BETTER || verdict == Verdict.WORSE;
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private Change with(String other) {
    return new Change(previous, before, after, difference, low, high, nBefore, nAfter, p, other);
  }

  boolean compared() {
    return !verdict.equals(word(Verdict.NOT_ENOUGH_DATA));
  }

  boolean worse() {
    return verdict.equals(word(Verdict.WORSE));
  }
}

package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.estimate.CellsEstimator;
import dev.plumbline.evaluation.estimate.Interval;
import dev.plumbline.evaluation.estimate.JudgedRate;
import dev.plumbline.evaluation.estimate.JudgedSums;
import dev.plumbline.v1.LabelSums;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumSums;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The sums that a plan would lead to, as expectations, given to the estimator that publishes. An
 * answer that was judged with chance q stands for 1 / q like it; each is judged with chance pi
 * under the plan, so that sums of 1 / pi are 1 / q each, sums of 1 / pi^2 are 1 / (q pi), and
 * judged answers pi / q. Labels are as many as there were, drawn evenly among the judged of a
 * post-stratum and verdict.
 */
final class Widths {
  private static final double LEVEL = 0.95;
  private static final int FAIL = 0;
  private static final int PASS = 1;

  /** Labels without which nothing is published. */
  private static final long NEEDED = 30;

  private final Map<Place, Map<Integer, Stratum>> places = new LinkedHashMap<>();

  private record Place(String metric, Slice slice) {}

  /** What is known of a post-stratum. */
  private static final class Stratum {
    private long eligible;
    private double asked;
    private final double[] a = new double[2];
    private final double[] squares = new double[2];
    private final double[] judged = new double[2];
    private final long[][] labels = new long[2][2];
  }

  void add(PastAnswer answer, JudgeDecision decision, Slice slice) {
    Slice all = Slice.newBuilder().setTenant(slice.getTenant()).build();
    for (String criterion : decision.criteria()) {
      String metric = decision.rubric() + "/" + criterion;
      add(new Place(metric, all), answer, decision);
      if (!slice.equals(all)) {
        add(new Place(metric, slice), answer, decision);
      }
    }
  }

  private void add(Place place, PastAnswer answer, JudgeDecision decision) {
    Stratum stratum =
        places
            .computeIfAbsent(place, none -> new TreeMap<>())
            .computeIfAbsent(CheckSuite.postStratum(answer.checks()), none -> new Stratum());
    stratum.eligible++;
    stratum.asked += decision.pi();
    Boolean pass = answer.verdicts().get(place.metric());
    if (pass != null) {
      int f = pass ? PASS : FAIL;
      stratum.a[f] += 1 / answer.pi();
      stratum.squares[f] += 1 / (answer.pi() * decision.pi());
      stratum.judged[f] += decision.pi() / answer.pi();
      Boolean label = answer.labels().get(place.metric());
      if (label != null) {
        stratum.labels[f][label ? PASS : FAIL]++;
      }
    }
  }

  List<ExpectedWidth> expected() {
    List<ExpectedWidth> widths = new ArrayList<>();
    places.forEach((place, strata) -> widths.add(expected(place, strata)));
    return widths;
  }

  private static ExpectedWidth expected(Place place, Map<Integer, Stratum> strata) {
    JudgedRate rate = rate(strata, 1, 1);
    double behind = callsBehind(strata);
    double asked = strata.values().stream().mapToDouble(s -> s.asked).sum();
    double fails = strata.values().stream().mapToDouble(s -> s.a[FAIL]).sum();
    Stratum clean = strata.getOrDefault(0, new Stratum());
    return new ExpectedWidth(
        place.metric(),
        place.slice(),
        rate.n(),
        asked,
        rate.labelled(),
        halfWidth(rate),
        Math.max(0, NEEDED - rate.labelled()),
        halfWidth(rate(strata, 2, 1)),
        halfWidth(rate(strata, behind, 2)),
        behind > 1 ? OptionalDouble.of((behind - 1) * asked) : OptionalDouble.empty(),
        fails > 0 ? OptionalDouble.of(1 - clean.a[FAIL] / fails) : OptionalDouble.empty());
  }

  private static OptionalDouble halfWidth(JudgedRate rate) {
    return rate.interval().isPresent()
        ? OptionalDouble.of(width(rate.interval().get()) / 2)
        : OptionalDouble.empty();
  }

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }

  /**
   * How many times the calls there must be for twice the labels: a label needs a verdict to stand
   * beside. 1 where more of the judged answers can be labelled.
   */
  private static double callsBehind(Map<Integer, Stratum> strata) {
    double judged = 0;
    double labels = 0;
    for (Stratum stratum : strata.values()) {
      for (int f = FAIL; f <= PASS; f++) {
        judged += stratum.judged[f];
        labels += Math.min(stratum.labels[f][FAIL] + stratum.labels[f][PASS], stratum.judged[f]);
      }
    }
    return judged > 0 ? Math.max(1, 2 * labels / judged) : 1;
  }

  /** The rate with so many times the calls, and so many times the labels. */
  private static JudgedRate rate(Map<Integer, Stratum> strata, double calls, int labels) {
    SliWindow.Builder window = SliWindow.newBuilder();
    strata.forEach((id, stratum) -> window.addStrata(sums(id, stratum, calls, labels)));
    return CellsEstimator.estimate(
        CellsEstimator.Question.of(List.of(JudgedSums.of(List.of(window.build()))), LEVEL));
  }

  private static StratumSums sums(int id, Stratum stratum, double calls, int labels) {
    double most = stratum.eligible / Math.max(stratum.asked, 1e-9);
    double more = Math.min(calls, most);
    StratumSums.Builder sums =
        StratumSums.newBuilder()
            .setPostStratum(id)
            .setEligible(stratum.eligible)
            .setU(stratum.eligible)
            .setU2(stratum.eligible)
            .setAsked(Math.round(stratum.asked * more))
            .setScored(rounded(stratum.judged[FAIL] * more) + rounded(stratum.judged[PASS] * more))
            .setPassed(rounded(stratum.judged[PASS] * more))
            .setA0(stratum.a[FAIL])
            .setA1(stratum.a[PASS])
            .setB0(stratum.squares[FAIL] / more)
            .setB1(stratum.squares[PASS] / more);
    for (int f = FAIL; f <= PASS; f++) {
      long drawn = stratum.labels[f][FAIL] + stratum.labels[f][PASS];
      double judged = stratum.judged[f] * more;
      double kept = Math.min(Math.min(drawn, stratum.judged[f]) * labels, judged);
      for (int y = FAIL; y <= PASS; y++) {
        double n = drawn == 0 ? 0 : kept * stratum.labels[f][y] / drawn;
        if (rounded(n) > 0) {
          double share = (double) stratum.labels[f][y] / drawn;
          double v = judged / kept;
          sums.addLabels(
              LabelSums.newBuilder()
                  .setVerdict(f)
                  .setLabel(y)
                  .setC(share * stratum.a[f])
                  .setD(share * stratum.squares[f] / more)
                  .setE(share * stratum.squares[f] / more * v)
                  .setN(rounded(n)));
        }
      }
    }
    return sums.build();
  }

  /** A row that is expected at all stands for at least one. */
  private static long rounded(double expected) {
    return expected > 0 ? Math.max(1, Math.round(expected)) : 0;
  }
}

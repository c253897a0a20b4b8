package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.v1.Contribution;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;

/**
 * What one interaction adds to one metric's window, as sums of one row (estimator.md, section 2).
 */
final class Bookings {
  private Bookings() {}

  /**
   * A check: rows with an outcome are eligible and scored; NOT_SCORABLE and errors stay outside N.
   */
  static SliWindow check(Contribution at, CheckResult result, String checkSet) {
    StratumSums.Builder sums = StratumSums.newBuilder();
    switch (result.outcome()) {
      case CheckOutcome.Scored scored -> scored(sums, at.getU(), scored.pass());
      case CheckOutcome.NotApplicable none -> {
        // Not in N: the question did not arise.
      }
      case CheckOutcome.NotScorable none -> sums.setNotScorable(1);
      case CheckOutcome.Failed failed -> sums.setErrors(1);
    }
    return window(at, result.checkId(), "", sums)
        .addEvaluatorVersions(result.version())
        .setCheckSet(checkSet)
        .addCheckSets(checkSet)
        .build();
  }

  /** A signal with a value: at least one half is good. */
  static SliWindow signal(Contribution at, String metric, double value) {
    StratumSums.Builder sums = StratumSums.newBuilder();
    scored(sums, at.getU(), value >= 0.5);
    return window(at, metric, "", sums).build();
  }

  /**
   * A judged criterion as far as it is known.
   *
   * @param decision names the judge, the plan, the probability and the set of checks
   */
  static SliWindow judged(Contribution at, String metric, Decision decision, JudgedState state) {
    StratumSums.Builder sums = StratumSums.newBuilder();
    double u = at.getU();
    // Who is not in the population has no probability; who is asked has one above zero.
    double w = decision.getPi() > 0 ? u / decision.getPi() : 0;
    switch (state) {
      case FILTERED -> {
        // The policy does not ask about such answers.
      }
      case NOT_SCORABLE -> sums.setNotScorable(1);
      case SAMPLED_OUT -> eligible(sums, u);
      case NO_VERDICT -> eligible(sums, u).setAsked(1).setAx(w).setBx(w * w);
      case PASSED -> eligible(sums, u).setAsked(1).setScored(1).setPassed(1).setA1(w).setB1(w * w);
      case FAILED -> eligible(sums, u).setAsked(1).setScored(1).setA0(w).setB0(w * w);
    }
    return window(at, metric, decision.getJudgeId(), sums)
        .addPlanIds(decision.getPlanId())
        .addEvaluatorVersions(decision.getEvaluator().getVersion())
        .setCheckSet(decision.getCheckSet())
        .addCheckSets(decision.getCheckSet())
        .build();
  }

  /** What is known of a judged row. */
  enum JudgedState {
    /** Outside of what the policy asks about. */
    FILTERED,
    /** The content needed is not here, or too large for the judge: outside N. */
    NOT_SCORABLE,
    /** In N, not asked. */
    SAMPLED_OUT,
    /** In N, asked, no usable answer yet or ever. */
    NO_VERDICT,
    /** In N, asked, and the answer is good. */
    PASSED,
    /** In N, asked, and the answer is not good. */
    FAILED;

    /** What a booking says was known. */
    static JudgedState of(SliWindow booked) {
      StratumSums sums = booked.getStrata(0);
      if (sums.getEligible() == 0) {
        return sums.getNotScorable() == 0 ? FILTERED : NOT_SCORABLE;
      }
      if (sums.getAsked() == 0) {
        return SAMPLED_OUT;
      }
      if (sums.getScored() == 0) {
        return NO_VERDICT;
      }
      return sums.getPassed() == 1 ? PASSED : FAILED;
    }
  }

  private static void scored(StratumSums.Builder sums, double u, boolean pass) {
    eligible(sums, u).setScored(1);
    if (pass) {
      sums.setPassed(1).setPassedU(u);
    }
  }

  private static StratumSums.Builder eligible(StratumSums.Builder sums, double u) {
    return sums.setEligible(1).setU(u).setU2(u * u);
  }

  private static SliWindow.Builder window(
      Contribution at, String metric, String judge, StratumSums.Builder sums) {
    return SliWindow.newBuilder()
        .setSlice(at.getSlice())
        .setMetric(metric)
        .setJudgeId(judge)
        .setWindowStartUnixMillis(at.getWindowStartUnixMillis())
        .setWindowMillis(Slices.windowMillis())
        .addStrata(sums.setPostStratum(at.getPostStratum()));
  }
}

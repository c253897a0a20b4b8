package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.estimate.JudgedBooking;
import dev.plumbline.evaluation.estimate.Judgement;
import dev.plumbline.v1.Contribution;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one interaction adds to one metric's window, as sums of one row (estimator.md, section 2).
 */
final class Bookings {
  private Bookings() {}

  /**
   * A check: rows with an outcome are eligible and scored; NOT_SCORABLE and errors stay outside N.
   */
  static SliWindow check(Contribution at, CheckResult result, String checkSet) {
    StratumSums.Builder sums = stratum(at);
    switch (result.outcome()) {
      case CheckOutcome.Scored scored -> scored(sums, at.getU(), scored.pass());
      case CheckOutcome.NotApplicable none -> {
        // Not in N: the question did not arise.
      }
      case CheckOutcome.NotScorable none -> sums.setNotScorable(1);
      case CheckOutcome.Failed failed -> sums.setErrors(1);
    }
    return window(at, result.checkId(), "")
        .addStrata(sums)
        .addEvaluatorVersions(result.version())
        .setCheckSet(checkSet)
        .addCheckSets(checkSet)
        .build();
  }

  /** A signal with a value: at least one half is good. One that was taken back adds nothing. */
  static SliWindow signal(Contribution at, String metric, OptionalDouble value) {
    StratumSums.Builder sums = stratum(at);
    value.ifPresent(v -> scored(sums, at.getU(), v >= 0.5));
    return window(at, metric, "").addStrata(sums).build();
  }

  /**
   * A judged criterion as far as it is known.
   *
   * @param decision names the judge, the plan, the stratum, the probability and the set of checks
   * @param human what people say of it; counts where the answer was drawn for an audit
   */
  static SliWindow judged(
      Contribution at, String metric, Decision decision, JudgedState state, Judgement human) {
    SliWindow.Builder window = window(at, metric, decision.getJudgeId());
    Contribution.Builder booked = at.toBuilder().setPi(decision.getPi());
    Optional<HumanDraw> audit = People.audit(decision, metric);
    audit.ifPresent(draw -> booked.setPiHuman(draw.getPiHuman()));
    boolean audited = audit.filter(HumanDraw::getDrawn).isPresent();
    Contribution asked = booked.build();
    switch (state) {
      case FILTERED -> window.addStrata(stratum(at));
      case NOT_SCORABLE -> window.addStrata(stratum(at).setNotScorable(1));
      case SAMPLED_OUT ->
          JudgedBooking.add(window, asked, false, Judgement.NONE, false, Judgement.NONE);
      case PENDING -> {
        JudgedBooking.add(window, asked, true, Judgement.NONE, false, Judgement.NONE);
        window.getStrataBuilder(0).setPending(1);
      }
      case NO_VERDICT, PASSED, FAILED ->
          JudgedBooking.add(window, asked, true, state.judgement(), audited, human);
    }
    return window
        .setSamplingStratum(decision.getStratum())
        .addPlanIds(decision.getPlanId())
        .addPolicyHashes(decision.getPolicyHash())
        .addEvaluatorVersions(version(decision))
        .setCheckSet(decision.getCheckSet())
        .addCheckSets(decision.getCheckSet())
        .build();
  }

  /** Of the rubric and of what it and its judge are made of: another one is another instrument. */
  private static String version(Decision decision) {
    String rubric = decision.getEvaluator().getVersion();
    return decision.getJudgeSettings().isEmpty()
        ? rubric
        : rubric + "+" + decision.getJudgeSettings();
  }

  /** What is known of a judged row. */
  enum JudgedState {
    /** Outside of what the policy asks about. */
    FILTERED,
    /** The content needed is not here, or too large for the judge: outside N. */
    NOT_SCORABLE,
    /** In N, not asked. */
    SAMPLED_OUT,
    /** In N, asked, the answer may still come. */
    PENDING,
    /** In N, asked, and there is no usable answer. */
    NO_VERDICT,
    /** In N, asked, and the answer is good. */
    PASSED,
    /** In N, asked, and the answer is not good. */
    FAILED;

    /** What the judge said. */
    Judgement judgement() {
      return switch (this) {
        case PASSED -> Judgement.PASS;
        case FAILED -> Judgement.FAIL;
        case FILTERED, NOT_SCORABLE, SAMPLED_OUT, PENDING, NO_VERDICT -> Judgement.NONE;
      };
    }

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
        return sums.getPending() == 0 ? NO_VERDICT : PENDING;
      }
      return sums.getPassed() == 1 ? PASSED : FAILED;
    }
  }

  private static void scored(StratumSums.Builder sums, double u, boolean pass) {
    sums.setEligible(1).setU(u).setU2(u * u).setScored(1);
    if (pass) {
      sums.setPassed(1).setPassedU(u);
    }
  }

  private static StratumSums.Builder stratum(Contribution at) {
    return StratumSums.newBuilder().setPostStratum(at.getPostStratum());
  }

  private static SliWindow.Builder window(Contribution at, String metric, String judge) {
    return SliWindow.newBuilder()
        .setSlice(at.getSlice())
        .setMetric(metric)
        .setJudgeId(judge)
        .setWindowStartUnixMillis(at.getWindowStartUnixMillis())
        .setWindowMillis(Slices.windowMillis());
  }
}

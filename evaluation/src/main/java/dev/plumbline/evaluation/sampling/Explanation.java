package dev.plumbline.evaluation.sampling;

import dev.plumbline.v1.CriterionVerdict;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why an answer was scored by an evaluator, or was not: a decision in plain sentences, from what it
 * recorded and nothing else. Names in it are the operator's; reasons of verdicts are words of ours.
 */
public final class Explanation {
  private static final double MICROS = 1e6;

  private Explanation() {}

  /**
   * The sentences, the outcome first.
   *
   * @param verdict what the judge said, where it was asked and is known
   */
  public static List<String> of(Decision decision, Optional<Verdict> verdict) {
    List<String> lines = new ArrayList<>();
    lines.add(outcome(decision));
    if (decision.getEvaluator().getKind() == Evaluator.Kind.JUDGE && decision.getEligible()) {
      lines.add(draw(decision));
      if (decision.getLateFactsCount() > 0) {
        lines.add(
            "The chance was raised by what the user did later ("
                + String.join(", ", decision.getLateFactsList())
                + "), with the number that was drawn first.");
      }
      verdict.ifPresent(said -> lines.addAll(said(said)));
      decision.getHumanDrawsList().forEach(draw -> lines.add(people(draw)));
    }
    return List.copyOf(lines);
  }

  private static String outcome(Decision decision) {
    String reason = decision.getReason().isEmpty() ? "" : ": " + decision.getReason();
    return switch (decision.getOutcome()) {
      case SCORED -> "Scored.";
      case PENDING -> "The judge was asked and has not answered yet.";
      case SAMPLED_OUT -> "Not scored: it is not in the judge's sample.";
      case FILTERED ->
          decision.getReason().equals("policy")
              ? "Not scored: the policy's condition for what is eligible leaves it out."
              : "Not scored: not eligible" + reason + ".";
      case SKIP_NOT_APPLICABLE -> "Not scored: the question does not arise" + reason + ".";
      case SKIP_NOT_SCORABLE -> "Not scored: what is needed is not here" + reason + ".";
      case CHECK_ERROR -> "Not scored: the check itself broke" + reason + ".";
      case OVER_BUDGET -> "Not scored: " + orElse(decision, "over the budget") + ".";
      case SHED -> "Not scored: dropped under load" + reason + ".";
      case JUDGE_REFUSED -> "Not scored: the judge refused" + reason + ".";
      case JUDGE_MALFORMED -> "Not scored: the judge's answer could not be used" + reason + ".";
      case JUDGE_TIMEOUT -> "Not scored: the judge did not answer in time" + reason + ".";
      case JUDGE_ERROR -> "Not scored: the judge could not be asked" + reason + ".";
      case EXPIRED -> "Not scored: no verdict came in time" + reason + ".";
      case SUPERSEDED -> "Not scored by itself: it is a part of another answer of its trace.";
      case LEDGER_OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
          "An outcome that this release does not know.";
    };
  }

  private static String orElse(Decision decision, String words) {
    return decision.getReason().isEmpty() ? words : decision.getReason();
  }

  private static String draw(Decision decision) {
    return "Stratum %s had a chance of %s; the draw was %s, so the judge was %s (plan %s, salt epoch %s)."
        .formatted(
            decision.getStratum(),
            chance(decision.getThreshold()),
            chance(decision.getDraw()),
            decision.getDraw() < decision.getThreshold() ? "asked" : "not asked",
            decision.getPlanId(),
            decision.getSaltEpoch());
  }

  private static List<String> said(Verdict verdict) {
    List<String> lines = new ArrayList<>();
    String criteria =
        verdict.getCriteriaList().stream()
            .map(Explanation::criterion)
            .collect(Collectors.joining(", "));
    lines.add(
        "Judge %s (%s) said %s; %d %s, %d ms, %d tokens, %s dollars."
            .formatted(
                verdict.getIdentity().getJudgeId(),
                verdict.getIdentity().getReportedModel().isEmpty()
                    ? verdict.getIdentity().getRequestedModel()
                    : verdict.getIdentity().getReportedModel(),
                criteria.isEmpty() ? "nothing that can be used" : criteria,
                verdict.getAttempts(),
                verdict.getAttempts() == 1 ? "call" : "calls",
                verdict.getLatencyMillis(),
                verdict.getInputTokens() + verdict.getOutputTokens(),
                String.format(Locale.ROOT, "%.6f", verdict.getCostMicroUsd() / MICROS)));
    return lines;
  }

  private static String criterion(CriterionVerdict said) {
    return said.getCriterion()
        + " "
        + said.getAnswer()
        + (said.getGate().isEmpty() ? "" : " (held back by " + said.getGate() + ")");
  }

  private static String people(HumanDraw draw) {
    boolean audit = draw.getPurpose() == HumanDraw.Purpose.AUDIT;
    return "People (%s) on %s: chance %s, draw %s, %s."
        .formatted(
            audit ? "audit" : draw.getReason(),
            draw.getMetric(),
            chance(draw.getThreshold()),
            chance(draw.getDraw()),
            draw.getDrawn() ? "drawn" : "not drawn");
  }

  private static String chance(long bits) {
    return String.format(Locale.ROOT, "%.6f", Draw.probability(bits));
  }
}

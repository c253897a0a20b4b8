package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.scoring.ledger.Bookings.JudgedState;
import dev.plumbline.scoring.state.EvaluatorRow;
import dev.plumbline.v1.CriterionVerdict;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Scores and ledger outcomes of check results and verdicts. */
final class Scores {
  /** More would make a record of one long answer too large. */
  private static final int MAX_EVIDENCE = 100;

  private Scores() {}

  static Score of(Interaction interaction, CheckResult result) {
    Score.Builder score =
        Score.newBuilder()
            .setScoreId(InteractionIds.scoreId(interaction.getInteractionId(), result.checkId()))
            .setInteractionId(interaction.getInteractionId())
            .setTraceId(interaction.getTraceId())
            .setSpanId(interaction.getAnswerSpanId())
            .setRevision(interaction.getRevision())
            .setSlice(Slices.of(interaction))
            .setEndUnixMillis(interaction.getEndUnixNanos() / 1_000_000)
            .setEvaluator(evaluator(result))
            .setPi(1)
            .setUpstreamWeight(interaction.getUpstreamWeight());
    switch (result.outcome()) {
      case CheckOutcome.Scored scored ->
          score
              .setOutcome(scored.pass() ? Outcome.PASS : Outcome.FAIL)
              .setValue(scored.value())
              .setLabel(scored.label())
              .addAllEvidence(scored.evidence().stream().limit(MAX_EVIDENCE).toList());
      case CheckOutcome.NotApplicable none ->
          score.setOutcome(Outcome.NOT_APPLICABLE).setReason(none.reason());
      case CheckOutcome.NotScorable none ->
          score.setOutcome(Outcome.NOT_SCORABLE).setReason(none.reason());
      case CheckOutcome.Failed failed -> score.setOutcome(Outcome.ERROR).setReason(failed.error());
    }
    return score.build();
  }

  static String metric(Verdict verdict, CriterionVerdict criterion) {
    return verdict.getEvaluator().getId() + "/" + criterion.getCriterion();
  }

  /** What a verdict says of every metric that it names. */
  static Map<String, JudgedState> answers(Verdict verdict) {
    Map<String, JudgedState> answers = new TreeMap<>();
    for (CriterionVerdict criterion : verdict.getCriteriaList()) {
      answers.put(
          metric(verdict, criterion),
          criterion.getPass() ? JudgedState.PASSED : JudgedState.FAILED);
    }
    return answers;
  }

  /**
   * A judge's score.
   *
   * @param spanId the interaction's root, which is what a judge looks at
   */
  static Score of(Decision decision, String spanId, Verdict verdict, CriterionVerdict criterion) {
    String metric = metric(verdict, criterion);
    return Score.newBuilder()
        .setScoreId(InteractionIds.scoreId(decision.getInteractionId(), metric))
        .setInteractionId(decision.getInteractionId())
        .setTraceId(decision.getTraceId())
        .setSpanId(spanId)
        .setRevision(decision.getRevision())
        .setSlice(decision.getSlice())
        .setEndUnixMillis(decision.getEndUnixMillis())
        .setEvaluator(decision.getEvaluator().toBuilder().setId(metric))
        .setOutcome(criterion.getPass() ? Outcome.PASS : Outcome.FAIL)
        .setValue(criterion.getPass() ? 1 : 0)
        .setLabel(criterion.getAnswer())
        .setPi(decision.getPi())
        .setStratum(decision.getStratum())
        .setPlanId(decision.getPlanId())
        .setUpstreamWeight(decision.getUpstreamWeight())
        .setJudgeId(
            verdict.getIdentity().getJudgeId().isEmpty()
                ? decision.getJudgeId()
                : verdict.getIdentity().getJudgeId())
        .build();
  }

  /**
   * Notes that what a judge said of metrics is published, and takes back what it said of other
   * content before and did not say again.
   */
  static void published(
      Sink sink, EvaluatorRow.Builder row, Decision decision, Map<String, JudgedState> answers) {
    if (row.getScored()) {
      List<String> unsaid =
          row.getMetricsList().stream().filter(metric -> !answers.containsKey(metric)).toList();
      takenBack(decision, unsaid, Decisions.CHANGED)
          .forEach(score -> sink.send(LedgerProcessor.TO_SCORES, score.getTraceId(), score));
    }
    row.setScored(!answers.isEmpty());
  }

  /** What stands in the place of scores that hold no more. */
  static List<Score> takenBack(Decision decision, List<String> metrics, String reason) {
    return metrics.stream()
        .map(
            metric ->
                Score.newBuilder()
                    .setScoreId(InteractionIds.scoreId(decision.getInteractionId(), metric))
                    .setInteractionId(decision.getInteractionId())
                    .setTraceId(decision.getTraceId())
                    .setRevision(decision.getRevision())
                    .setSlice(decision.getSlice())
                    .setEndUnixMillis(decision.getEndUnixMillis())
                    .setEvaluator(decision.getEvaluator().toBuilder().setId(metric))
                    .setOutcome(Outcome.NOT_APPLICABLE)
                    .setReason(reason)
                    .setPi(decision.getPi())
                    .setUpstreamWeight(decision.getUpstreamWeight())
                    .build())
        .toList();
  }

  static Evaluator evaluator(CheckResult result) {
    return Evaluator.newBuilder()
        .setId(result.checkId())
        .setVersion(result.version())
        .setKind(Evaluator.Kind.CHECK)
        .build();
  }

  static LedgerOutcome outcome(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Scored scored -> LedgerOutcome.SCORED;
      case CheckOutcome.NotApplicable none -> LedgerOutcome.SKIP_NOT_APPLICABLE;
      case CheckOutcome.NotScorable none -> LedgerOutcome.SKIP_NOT_SCORABLE;
      case CheckOutcome.Failed failed -> LedgerOutcome.CHECK_ERROR;
    };
  }

  static String reason(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Scored scored -> "";
      case CheckOutcome.NotApplicable none -> none.reason();
      case CheckOutcome.NotScorable none -> none.reason();
      case CheckOutcome.Failed failed -> failed.error();
    };
  }

  /** Worker statuses as ledger outcomes (architecture, section 7). */
  static LedgerOutcome outcome(Verdict verdict) {
    return switch (verdict.getStatus()) {
      case VERDICT_OK -> LedgerOutcome.SCORED;
      case VERDICT_REFUSED -> LedgerOutcome.JUDGE_REFUSED;
      case VERDICT_MALFORMED -> LedgerOutcome.JUDGE_MALFORMED;
      case VERDICT_TIMEOUT -> LedgerOutcome.JUDGE_TIMEOUT;
      case VERDICT_INPUT_TOO_LARGE -> LedgerOutcome.SKIP_NOT_SCORABLE;
      case VERDICT_BUDGET_SKIPPED -> LedgerOutcome.OVER_BUDGET;
      case VERDICT_RATE_LIMITED_EXPIRED, VERDICT_CIRCUIT_OPEN_EXPIRED -> LedgerOutcome.EXPIRED;
      case VERDICT_ERROR, VERDICT_STATUS_UNSPECIFIED, UNRECOGNIZED -> LedgerOutcome.JUDGE_ERROR;
    };
  }
}

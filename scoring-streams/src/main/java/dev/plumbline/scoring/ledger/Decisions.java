package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.evaluation.sampling.JudgeDecision;
import dev.plumbline.scoring.checks.Evaluated;
import dev.plumbline.v1.Contribution;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Purpose;
import java.util.ArrayList;
import java.util.List;

/** Rows of the ledger, and the request that a positive decision makes. */
final class Decisions {
  /** Reason of what is said last about an interaction that is a part of another one. */
  static final String SUPERSEDED = "superseded";

  /** Reason of a judge that is asked again, and of what it said before. */
  static final String CHANGED = "content_changed";

  private Decisions() {}

  static Decision check(Evaluated news, CheckResult result, Contribution at) {
    return base(news, at)
        .setEvaluator(Scores.evaluator(result))
        .setOutcome(Scores.outcome(result.outcome()))
        .setReason(Scores.reason(result.outcome()))
        .setEligible(true)
        .setPi(1)
        .build();
  }

  static Decision judge(Evaluated news, JudgeDecision judge, Contribution at) {
    Interaction interaction = news.interaction();
    LedgerOutcome outcome =
        !judge.eligible()
            ? awaitsContent(judge) ? LedgerOutcome.SKIP_NOT_SCORABLE : LedgerOutcome.FILTERED
            : judge.asked() ? LedgerOutcome.PENDING : LedgerOutcome.SAMPLED_OUT;
    return base(news, at)
        .setEvaluator(
            Evaluator.newBuilder()
                .setId(judge.rubric())
                .setVersion(judge.rubricVersion())
                .setKind(Evaluator.Kind.JUDGE))
        .setOutcome(outcome)
        .setReason(judge.reason())
        .setEligible(judge.eligible())
        .setPi(judge.pi())
        .setDraw(judge.draw())
        .setThreshold(judge.threshold())
        .setStratum(judge.stratum())
        .setPlanId(judge.planId())
        .setPolicyHash(judge.policyHash())
        .setSaltEpoch(judge.saltEpoch())
        .setJudgeId(judge.judgeId())
        .setJudgeSettings(judge.judgeSettings())
        .setJudgmentKey(
            judge.asked()
                ? judgmentKey(
                    interaction.getTenant(),
                    interaction.getInteractionId(),
                    judge.rubric() + "@" + judge.rubricVersion(),
                    0)
                : "")
        .build();
  }

  /** Whether nothing could be judged, since the answer's content was not captured. */
  static boolean awaitsContent(JudgeDecision judge) {
    return !judge.eligible() && judge.reason().equals("content_not_captured");
  }

  /**
   * The same decision with the larger chance that late facts give it: whoever was not asked is,
   * when the number that was drawn first lies below it.
   */
  static Decision raised(Decision last, JudgeDecision judge, List<String> lateFacts) {
    Decision.Builder raised =
        last.toBuilder()
            .setThreshold(judge.threshold())
            .setPi(judge.pi())
            .setStratum(judge.stratum())
            .setPlanId(judge.planId())
            .clearLateFacts()
            .addAllLateFacts(lateFacts);
    if (last.getOutcome() == LedgerOutcome.SAMPLED_OUT && last.getDraw() < judge.threshold()) {
      raised
          .setOutcome(LedgerOutcome.PENDING)
          .setJudgmentKey(
              judgmentKey(
                  last.getSlice().getTenant(),
                  last.getInteractionId(),
                  judge.rubric() + "@" + judge.rubricVersion(),
                  0));
    }
    return raised.build();
  }

  /** Whether a judge was asked, and is done with an answer that stays in the population. */
  static boolean isAnswered(Decision decision) {
    return decision.getEvaluator().getKind() == Evaluator.Kind.JUDGE
        && !decision.getJudgmentKey().isEmpty()
        && decision.getOutcome() != LedgerOutcome.PENDING
        && decision.getOutcome() != LedgerOutcome.SKIP_NOT_SCORABLE
        && decision.getOutcome() != LedgerOutcome.SUPERSEDED;
  }

  private static String judgmentKey(
      String tenant, String interactionId, String evaluator, int asking) {
    return InteractionIds.judgmentKey(tenant, interactionId, evaluator, "online", asking);
  }

  /** A hash of everything that a judge is shown of an answer. */
  static String shown(Interaction interaction) {
    List<String> parts =
        new ArrayList<>(
            List.of(
                interaction.getSystemInstructions(),
                interaction.getQuestion(),
                interaction.getAnswer()));
    interaction.getDocumentsList().forEach(document -> parts.add(document.getText()));
    return InteractionIds.contentHash(parts.toArray(String[]::new));
  }

  /** The same decision, about content that the judge has not seen. */
  static Decision again(Decision last, Interaction interaction, int asking) {
    String evaluator = last.getEvaluator().getId() + "@" + last.getEvaluator().getVersion();
    return moved(last, interaction).toBuilder()
        .setOutcome(LedgerOutcome.PENDING)
        .setReason(CHANGED)
        .setEligible(true)
        .setJudgmentKey(
            judgmentKey(last.getSlice().getTenant(), last.getInteractionId(), evaluator, asking))
        .clearHumanDraws()
        .build();
  }

  /**
   * The end of a decision about content that cannot be judged.
   *
   * @param captured whether it is here; then it changed too often
   */
  static Decision changedTo(Decision last, Interaction interaction, boolean captured) {
    return moved(last, interaction).toBuilder()
        .setOutcome(captured ? LedgerOutcome.EXPIRED : LedgerOutcome.SKIP_NOT_SCORABLE)
        .setReason(captured ? "content_kept_changing" : "content_not_captured")
        .setEligible(true)
        .clearHumanDraws()
        .build();
  }

  /** The same decision about a later revision. */
  static Decision moved(Decision last, Interaction interaction) {
    return last.toBuilder()
        .setRevision(interaction.getRevision())
        .setSlice(Slices.of(interaction))
        .setEndUnixMillis(interaction.getEndUnixNanos() / 1_000_000)
        .build();
  }

  /** The end of a decision about an interaction that is a part of another one. */
  static Decision superseded(Decision last, int revision) {
    return last.toBuilder()
        .setRevision(revision)
        .setOutcome(LedgerOutcome.SUPERSEDED)
        .setReason(SUPERSEDED)
        .setEligible(false)
        .build();
  }

  /**
   * What the judge is asked.
   *
   * @param asking how often it was asked about this answer before
   */
  static JudgeRequest request(
      Interaction interaction, Decision decision, Contribution at, int asking) {
    JudgeRequest.Builder request =
        JudgeRequest.newBuilder()
            .setJudgmentKey(decision.getJudgmentKey())
            .setTenant(interaction.getTenant())
            .setInteractionId(interaction.getInteractionId())
            .setTraceId(interaction.getTraceId())
            .setRevision(interaction.getRevision())
            .setEvaluator(decision.getEvaluator())
            .setJudgeId(decision.getJudgeId())
            .setPurpose(Purpose.ONLINE)
            .setVote(asking)
            .setContribution(
                at.toBuilder()
                    .setSlice(decision.getSlice())
                    .setPi(decision.getPi())
                    .setJudgeId(decision.getJudgeId()))
            .setSystemInstructions(interaction.getSystemInstructions())
            .setQuestion(interaction.getQuestion())
            .setAnswer(interaction.getAnswer())
            .setContentHash(interaction.getContentHash())
            .setRequestedUnixMillis(interaction.getArrivalUnixMillis());
    for (Document document : interaction.getDocumentsList()) {
      request.addDocuments(document);
    }
    return request.build();
  }

  private static Decision.Builder base(Evaluated news, Contribution at) {
    Interaction interaction = news.interaction();
    return Decision.newBuilder()
        .setInteractionId(interaction.getInteractionId())
        .setTraceId(interaction.getTraceId())
        .setRevision(interaction.getRevision())
        .setSlice(Slices.of(interaction))
        .setEndUnixMillis(interaction.getEndUnixNanos() / 1_000_000)
        .setDecidedUnixMillis(interaction.getArrivalUnixMillis())
        .setUpstreamWeight(interaction.getUpstreamWeight())
        .setUpstreamWeightKnown(interaction.getUpstreamWeightKnown())
        .setPostStratum(at.getPostStratum())
        .setCheckSet(news.checkSet());
  }
}

package dev.plumbline.judge.call;

import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import dev.plumbline.v1.VerdictStatus;

/** Verdicts begin as what they repeat of their request. */
public final class Verdicts {
  private Verdicts() {}

  /** A verdict that never reached a judge. */
  public static Verdict error(JudgeRequest request, String detail, long nowMillis) {
    return base(request)
        .setStatus(VerdictStatus.VERDICT_ERROR)
        .setDetail(detail)
        .setFinishedUnixMillis(nowMillis)
        .build();
  }

  static Verdict.Builder base(JudgeRequest request) {
    return Verdict.newBuilder()
        .setJudgmentKey(request.getJudgmentKey())
        .setTenant(request.getTenant())
        .setInteractionId(request.getInteractionId())
        .setTraceId(request.getTraceId())
        .setRevision(request.getRevision())
        .setEvaluator(request.getEvaluator())
        .setPurpose(request.getPurpose())
        .setVote(request.getVote())
        .setContribution(request.getContribution())
        .setContentHash(request.getContentHash());
  }
}

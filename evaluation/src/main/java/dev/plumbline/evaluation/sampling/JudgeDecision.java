package dev.plumbline.evaluation.sampling;

import java.util.List;

/**
 * Whether a judge is asked about an interaction, with everything needed to weight the answer.
 *
 * @param rubric rubric id, for example {@code answer-quality}
 * @param rubricVersion its version
 * @param judgeId the active judge
 * @param judgeSettings hash of what it and the rubric are made of; empty where that is not known
 * @param criteria the rubric's criteria; each is a metric {@code rubric/criterion}
 * @param eligible whether the policy lets this interaction be judged at all
 * @param asked whether the judge is asked
 * @param reason why it is not eligible: {@code content_not_captured}, {@code policy}, or {@code
 *     condition_error} when the policy's condition could not be evaluated; empty otherwise
 * @param pi the probability that was really compared, in (0, 1]; 0 when not eligible
 * @param draw 56 random bits of the trace
 * @param threshold asked when draw &lt; threshold
 * @param stratum name of the sampling stratum
 * @param planId the plan whose rate was used
 * @param policyHash of the policy file behind the plan
 * @param saltEpoch which salt made the draw
 */
public record JudgeDecision(
    String rubric,
    String rubricVersion,
    String judgeId,
    String judgeSettings,
    List<String> criteria,
    boolean eligible,
    boolean asked,
    String reason,
    double pi,
    long draw,
    long threshold,
    String stratum,
    String planId,
    String policyHash,
    String saltEpoch) {}

package dev.plumbline.console.data;

import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import java.util.List;

/**
 * One window of a finest slice.
 *
 * @param judgeId empty for a check or a signal
 * @param version of the check; of a judged window that of the rubric, with + and a hash of what the
 *     judge and the rubric are made of behind it
 * @param checkSet the set of checks behind the post-strata of a judged window; empty otherwise
 * @param policy hash of the sampling policy behind a judged window; empty otherwise
 * @param startMillis event time
 * @param held the window without what stands in the other fields
 */
public record Window(
    SliceValues slice,
    String metric,
    String judgeId,
    String version,
    String checkSet,
    String policy,
    long startMillis,
    SliWindow held) {
  private static final int SHORT = 8;

  static Window of(SliWindow window, SliceValues slice) {
    boolean judged = !window.getJudgeId().isEmpty();
    return new Window(
        slice,
        window.getMetric().intern(),
        window.getJudgeId().intern(),
        last(window.getEvaluatorVersionsList()),
        judged ? window.getCheckSet().intern() : "",
        last(window.getPolicyHashesList()),
        window.getWindowStartUnixMillis(),
        window.toBuilder()
            .clearSlice()
            .clearMetric()
            .setJudgeId(window.getJudgeId().intern())
            .clearPlanIds()
            .clearPolicyHashes()
            .clearCheckSet()
            .clearCheckSets()
            .clearEvaluatorVersions()
            .clearPooled()
            .setEstimate(objective(window.getEstimate()))
            .build());
  }

  /**
   * What measured: the version of the check; of a judged window the judge, the version of the
   * rubric and the set of checks that its post-strata count. Two instruments are never added.
   */
  public String instrument() {
    if (judgeId.isEmpty()) {
      return version;
    }
    String checks =
        checkSet.isEmpty()
            ? ""
            : ", checks " + checkSet.substring(0, Math.min(SHORT, checkSet.length()));
    return judgeId + "@" + version + checks;
  }

  /** Of a judged window, the version of the rubric alone. */
  public String rubricVersion() {
    int settings = version.lastIndexOf('+');
    return settings < 0 ? version : version.substring(0, settings);
  }

  /** All post-strata added up. */
  public StratumSums sums() {
    return WindowSums.total(held.getStrataList());
  }

  /** Of the published estimate only what the sums do not say. */
  private static Estimate objective(Estimate published) {
    return published.hasObjective()
        ? Estimate.newBuilder().setObjective(published.getObjective()).build()
        : Estimate.getDefaultInstance();
  }

  private static String last(List<String> of) {
    return of.isEmpty() ? "" : of.getLast().intern();
  }
}

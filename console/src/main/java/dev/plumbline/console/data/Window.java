package dev.plumbline.console.data;

import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import java.util.List;

/**
 * One window of a finest slice.
 *
 * @param judgeId empty for a check or a signal
 * @param instrument what measured: the judge, and the version of the check or rubric; the last one
 *     where it changed within the window. Two instruments are never added
 * @param startMillis event time
 * @param sums all post-strata added up
 */
public record Window(
    SliceValues slice,
    String metric,
    String judgeId,
    String instrument,
    long startMillis,
    StratumSums sums) {
  static Window of(SliWindow window, SliceValues slice) {
    return new Window(
        slice,
        window.getMetric().intern(),
        window.getJudgeId().intern(),
        instrument(window).intern(),
        window.getWindowStartUnixMillis(),
        WindowSums.total(window.getStrataList()));
  }

  private static String instrument(SliWindow window) {
    List<String> versions = window.getEvaluatorVersionsList();
    String version = versions.isEmpty() ? "" : versions.getLast();
    return window.getJudgeId().isEmpty() ? version : window.getJudgeId() + "@" + version;
  }
}

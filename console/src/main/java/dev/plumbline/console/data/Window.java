package dev.plumbline.console.data;

import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;

/**
 * One window of a finest slice.
 *
 * @param judgeId empty for a check or a signal
 * @param startMillis event time
 * @param sums all post-strata added up
 */
public record Window(
    SliceValues slice, String metric, String judgeId, long startMillis, StratumSums sums) {
  static Window of(SliWindow window, SliceValues slice) {
    return new Window(
        slice,
        window.getMetric().intern(),
        window.getJudgeId().intern(),
        window.getWindowStartUnixMillis(),
        WindowSums.total(window.getStrataList()));
  }
}

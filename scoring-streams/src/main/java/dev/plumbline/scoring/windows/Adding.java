package dev.plumbline.scoring.windows;

import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.v1.SliWindow;

/**
 * Adds a difference to a window: its sums, and which plans, sets of checks and versions of the
 * evaluator they come from.
 */
final class Adding {
  private Adding() {}

  static void into(SliWindow.Builder sum, SliWindow delta) {
    WindowSums.addInto(sum, delta);
    delta.getPlanIdsList().stream()
        .filter(id -> !sum.getPlanIdsList().contains(id))
        .forEach(sum::addPlanIds);
    delta.getCheckSetsList().stream()
        .filter(set -> !sum.getCheckSetsList().contains(set))
        .forEach(sum::addCheckSets);
    delta.getEvaluatorVersionsList().stream()
        .filter(version -> !sum.getEvaluatorVersionsList().contains(version))
        .forEach(sum::addEvaluatorVersions);
    if (!delta.getCheckSet().isEmpty()) {
      sum.setCheckSet(delta.getCheckSet());
    }
  }
}

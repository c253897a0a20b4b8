package dev.plumbline.console.quality;

import dev.plumbline.evaluation.estimate.Breaches;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rates that are looked at together: among many, some lie below their objective or look worse than
 * before by chance alone. A breach, a better and a worse are told when they stand among all.
 */
final class Together {
  private Together() {}

  /** What is to be shown, as it would be alone. */
  record Draft(Tally tally, Optional<Change> change) {}

  /** What is shown. */
  record Shown(Rate rate, @Nullable Change change) {}

  /**
   * In the order of the drafts.
   *
   * @param newest start of the newest window there is
   */
  static List<Shown> of(List<Draft> drafts, long newest) {
    List<Estimate> estimates = drafts.stream().map(d -> d.tally().estimate(newest)).toList();
    List<Boolean> breaches = Breaches.among(estimates);
    Iterator<Change> changes =
        Change.together(drafts.stream().flatMap(d -> d.change().stream()).toList()).iterator();
    List<Shown> shown = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      Estimate estimate = estimates.get(i);
      boolean chance = estimate.getState() == EstimateState.BREACH && !breaches.get(i);
      shown.add(
          new Shown(
              Rate.of(
                  drafts.get(i).tally(),
                  chance ? estimate.toBuilder().setState(EstimateState.OK).build() : estimate,
                  newest),
              drafts.get(i).change().isPresent() ? changes.next() : null));
    }
    return shown;
  }
}

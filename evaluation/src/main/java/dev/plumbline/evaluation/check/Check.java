package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Interaction;

/** A cheap programmatic evaluator: a pure function of the interaction. */
interface Check {
  /** Permanent id, lower-case kebab; also the metric name. */
  String id();

  /** Semantic version; changes whenever an outcome could change. */
  String version();

  /** What one evaluation grows with. */
  Cost cost();

  /** Looks at one interaction. */
  CheckOutcome evaluate(Reading reading);

  /** Looks at one interaction alone. */
  default CheckOutcome evaluate(Interaction interaction) {
    return evaluate(new Reading(interaction));
  }
}

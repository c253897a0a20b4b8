package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Interaction;

/** A cheap programmatic evaluator: a pure function of the interaction. */
public interface Check {
  /** Permanent id, lower-case kebab; also the metric name. */
  String id();

  /** Semantic version; changes whenever an outcome could change. */
  String version();

  /** Looks at one interaction. */
  CheckOutcome evaluate(Interaction interaction);
}

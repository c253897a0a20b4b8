package dev.plumbline.evaluation.sampling;

import dev.plumbline.v1.Plan;

/** The sampling policy that an operator writes. */
public final class SamplingPolicy {
  private SamplingPolicy() {}

  /**
   * Parses and validates the policy's YAML text.
   *
   * @throws IllegalArgumentException naming every problem with its line and what was expected
   */
  public static SamplingPolicy parse(String yaml) {
    throw new UnsupportedOperationException(yaml);
  }

  /** The plan that follows from the policy's static rates alone. */
  public Plan staticPlan() {
    throw new UnsupportedOperationException();
  }
}

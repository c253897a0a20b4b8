package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads outcomes in tests. */
final class Outcomes {
  private Outcomes() {}

  static CheckOutcome.Scored scored(CheckOutcome outcome) {
    assertThat(outcome).isInstanceOf(CheckOutcome.Scored.class);
    return (CheckOutcome.Scored) outcome;
  }
}

package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Interaction;
import java.util.List;

/** The checks that run on every interaction. A throwing check becomes an error of its own. */
public final class CheckSuite {
  private final List<Check> checks;

  /** A suite of these checks, run in this order. */
  public CheckSuite(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /** Runs every check once. */
  public List<CheckResult> run(Interaction interaction) {
    throw new UnsupportedOperationException(interaction.getInteractionId() + checks);
  }

  /** Hash of the ids and versions of the checks that count; a change starts a new series. */
  public String version() {
    throw new UnsupportedOperationException();
  }

  /** Post-stratum of an interaction: number of failed checks, 2 standing for two or more. */
  public static int postStratum(List<CheckResult> results) {
    throw new UnsupportedOperationException(results.toString());
  }
}

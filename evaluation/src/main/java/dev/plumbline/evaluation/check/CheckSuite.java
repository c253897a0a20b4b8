package dev.plumbline.evaluation.check;

import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.v1.Interaction;
import java.util.ArrayList;
import java.util.List;

/** The checks that run on every interaction. A throwing check becomes an error of its own. */
public final class CheckSuite {
  private final List<Check> checks;

  /** A suite of these checks, run in this order. */
  public CheckSuite(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /**
   * The suite that a {@code checks.yaml} asks for.
   *
   * @throws CheckConfigException naming every unknown check and parameter
   */
  public static CheckSuite parse(String yaml) {
    return new CheckSuite(CheckParser.parse(yaml));
  }

  /** Runs every check once. */
  public List<CheckResult> run(Interaction interaction) {
    List<CheckResult> results = new ArrayList<>(checks.size());
    for (Check check : checks) {
      results.add(new CheckResult(check.id(), check.version(), evaluate(check, interaction)));
    }
    return results;
  }

  /** Hash of the ids and versions of the checks that count; a change starts a new series. */
  public String version() {
    return InteractionIds.contentHash(
            checks.stream()
                .map(check -> check.id() + "@" + check.version())
                .sorted()
                .toArray(String[]::new))
        .substring(0, 12);
  }

  /** Post-stratum of an interaction: number of failed checks, 2 standing for two or more. */
  public static int postStratum(List<CheckResult> results) {
    int failed = 0;
    for (CheckResult result : results) {
      if (result.outcome() instanceof CheckOutcome.Scored scored && !scored.pass()) {
        failed++;
      }
    }
    return Math.min(failed, 2);
  }

  private static CheckOutcome evaluate(Check check, Interaction interaction) {
    try {
      return check.evaluate(interaction);
    } catch (RuntimeException | StackOverflowError e) {
      return new CheckOutcome.Failed(e.getClass().getSimpleName());
    }
  }
}

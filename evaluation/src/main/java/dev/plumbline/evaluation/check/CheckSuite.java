package dev.plumbline.evaluation.check;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.plumbline.evaluation.config.Nearest;
import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.v1.Interaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The checks that run on every interaction. A throwing check becomes an error of its own. */
public final class CheckSuite {
  private final List<Check> checks;

  /** A suite of these checks, run in this order. */
  CheckSuite(List<Check> checks) {
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

  /**
   * The built-in checks of these ids with the parameters they have by default.
   *
   * @throws CheckConfigException naming every unknown one, and those that need parameters
   */
  public static CheckSuite named(List<String> ids) {
    return parse(
        ids.stream().map(id -> "{id: \"" + id + "\"}").collect(joining(", ", "checks: [", "]")));
  }

  /**
   * The checks of these ids.
   *
   * @throws CheckConfigException naming every id that this suite does not have
   */
  public CheckSuite only(List<String> ids) {
    Set<String> known = checks.stream().map(Check::id).collect(toSet());
    List<String> problems =
        ids.stream()
            .filter(id -> !known.contains(id))
            .map(id -> id + ": not among the configured checks" + Nearest.hint(id, known))
            .toList();
    if (!problems.isEmpty()) {
      throw new CheckConfigException(problems);
    }
    return new CheckSuite(checks.stream().filter(check -> ids.contains(check.id())).toList());
  }

  /** A check of a suite. */
  public record Member(String id, String version, Cost cost) {}

  /** The checks in their order. */
  public List<Member> members() {
    return checks.stream().map(c -> new Member(c.id(), c.version(), c.cost())).toList();
  }

  /** Ids of the built-in checks with the parameters of each. */
  public static Map<String, List<String>> builtIn() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (BuiltIn check : BuiltIn.values()) {
      all.put(check.id(), check.parameters());
    }
    return all;
  }

  /** Runs every check once. */
  public List<CheckResult> run(Interaction interaction) {
    Reading reading = new Reading(interaction);
    List<CheckResult> results = new ArrayList<>(checks.size());
    for (Check check : checks) {
      results.add(new CheckResult(check.id(), check.version(), evaluate(check, reading)));
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

  private static CheckOutcome evaluate(Check check, Reading reading) {
    try {
      return check.evaluate(reading);
    } catch (RuntimeException | StackOverflowError e) {
      return new CheckOutcome.Failed(e.getClass().getSimpleName());
    }
  }
}

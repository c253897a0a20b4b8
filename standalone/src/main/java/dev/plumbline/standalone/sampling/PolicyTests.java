package dev.plumbline.standalone.sampling;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.config.YamlValue;
import dev.plumbline.evaluation.sampling.JudgeDecision;
import dev.plumbline.evaluation.sampling.JudgeSampler;
import dev.plumbline.evaluation.sampling.LateFact;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.standalone.offline.SingleRow;
import dev.plumbline.standalone.rows.InputException;
import dev.plumbline.v1.Interaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Unit tests of a policy: examples of answers, and which stratum they should be in or why no judge
 * should see them.
 */
public final class PolicyTests {
  private static final double EXACT = 1e-9;

  private final Path file;
  private final List<String> problems = new ArrayList<>();

  /** The tests of a file. */
  public PolicyTests(Path file) {
    this.file = file;
  }

  /**
   * How a test ended.
   *
   * @param differences what was expected and what was found; empty when it passed
   */
  public record Result(String name, List<String> differences) {}

  /**
   * Runs them all.
   *
   * @throws InputException naming every problem of the file
   */
  public List<Result> run() {
    YamlValue root = YamlValue.document(text(file), problems);
    root.only(List.of("policy", "tests"));
    Path policy = file.resolveSibling(root.text("policy"));
    List<Result> results = new ArrayList<>();
    JudgeSampler sampler = problems.isEmpty() ? sampler(policy) : null;
    for (YamlValue test : root.items("tests", "a list of tests")) {
      test.only(List.of("name", "answer", "checks", "late", "expect"));
      String name = test.text("name");
      Optional<YamlValue> answer = test.get("answer");
      if (answer.isEmpty()) {
        test.problem("found no answer, expected a row as offline run reads it");
      } else if (sampler != null) {
        results.add(
            new Result(
                name,
                differences(
                    test, sampler.inTheEnd(answer(answer.get()), checks(test), late(test)))));
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(file.toString(), problems);
    }
    return results;
  }

  private JudgeSampler sampler(Path policy) {
    try {
      return JudgeSampler.of(SamplingPolicy.parse(text(policy)).staticPlan());
    } catch (IllegalArgumentException e) {
      throw new InputException(policy.toString(), List.of(String.valueOf(e.getMessage())));
    }
  }

  private Interaction answer(YamlValue answer) {
    try {
      return SingleRow.of(file, answer.json().toString(), 1);
    } catch (IllegalArgumentException e) {
      answer.problem(String.valueOf(e.getMessage()));
      return Interaction.getDefaultInstance();
    }
  }

  private static List<CheckResult> checks(YamlValue test) {
    List<CheckResult> results = new ArrayList<>();
    test.get("checks")
        .ifPresent(
            checks ->
                checks
                    .members()
                    .forEach(
                        (id, word) ->
                            Words.result(id, word.scalar().orElse(""))
                                .ifPresentOrElse(
                                    results::add,
                                    () ->
                                        word.problem(
                                            "found "
                                                + word.shown()
                                                + ", expected "
                                                + Words.EXPECTED))));
    return results;
  }

  private static Set<LateFact> late(YamlValue test) {
    if (test.get("late").isEmpty()) {
      return Set.of();
    }
    List<String> words =
        test.list("late", Words.LATE).stream().map(word -> word.scalar().orElse("")).toList();
    return Words.late(
        words, word -> test.problem("found late: " + word + ", expected " + Words.LATE));
  }

  private static List<String> differences(YamlValue test, List<JudgeDecision> decisions) {
    List<String> differences = new ArrayList<>();
    for (YamlValue expected : test.items("expect", "a list of evaluators with their stratum")) {
      expected.only(List.of("rubric", "stratum", "rate", "filtered"));
      String rubric = expected.text("rubric");
      Optional<JudgeDecision> found =
          decisions.stream().filter(decision -> decision.rubric().equals(rubric)).findFirst();
      if (found.isEmpty()) {
        expected.problem("found rubric " + rubric + ", expected one of the policy");
      } else {
        differences.addAll(differences(expected, found.get()));
      }
    }
    return differences;
  }

  private static List<String> differences(YamlValue expected, JudgeDecision found) {
    List<String> differences = new ArrayList<>();
    expected
        .get("stratum")
        .flatMap(YamlValue::scalar)
        .filter(stratum -> !stratum.equals(found.stratum()))
        .ifPresent(
            stratum ->
                differences.add(found.rubric() + ": expected stratum " + stratum + shown(found)));
    expected
        .get("rate")
        .map(YamlValue::number)
        .filter(rate -> !(Math.abs(rate - found.pi()) <= EXACT))
        .ifPresent(
            rate -> differences.add(found.rubric() + ": expected rate " + rate + shown(found)));
    expected
        .get("filtered")
        .flatMap(YamlValue::scalar)
        .filter(reason -> found.eligible() || !reason.equals(found.reason()))
        .ifPresent(
            reason ->
                differences.add(found.rubric() + ": expected filtered, " + reason + shown(found)));
    return differences;
  }

  private static String shown(JudgeDecision found) {
    return found.eligible()
        ? ", found stratum " + found.stratum() + " with rate " + found.pi()
        : ", found filtered, " + found.reason();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InputException(
          file.toString(), List.of("found no file that can be read, expected YAML"));
    }
  }
}

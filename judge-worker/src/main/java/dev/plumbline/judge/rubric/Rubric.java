package dev.plumbline.judge.rubric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What a judge is asked about one answer.
 *
 * @param id lower-case kebab
 * @param version a changed rubric needs another
 * @param instructions how to judge
 * @param criteria each is answered with one word
 */
public record Rubric(String id, String version, String instructions, List<Criterion> criteria) {

  /**
   * One question.
   *
   * @param id lower-case; the metric is {@code rubric/criterion}
   * @param question what is asked
   * @param answers the words to choose from
   * @param pass those that are good
   */
  public record Criterion(String id, String question, List<String> answers, List<String> pass) {}

  /**
   * Reads a rubric.
   *
   * @throws IllegalArgumentException naming every problem
   */
  public static Rubric parse(String yaml) {
    Rubric rubric;
    try {
      rubric =
          new YAMLMapper()
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readValue(yaml, Rubric.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("rubric: " + e.getOriginalMessage(), e);
    }
    List<String> problems = rubric.problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "rubric " + rubric.id() + ": " + String.join("; ", problems));
    }
    return rubric;
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (id == null || version == null || instructions == null) {
      problems.add("expected id, version and instructions");
    }
    if (criteria == null || criteria.isEmpty()) {
      problems.add("expected at least one criterion");
      return problems;
    }
    for (Criterion criterion : criteria) {
      if (criterion.id() == null || criterion.answers() == null || criterion.pass() == null) {
        problems.add("a criterion needs id, question, answers and pass");
      } else if (!new HashSet<>(criterion.answers()).containsAll(criterion.pass())) {
        problems.add(criterion.id() + ".pass: expected words of " + criterion.answers());
      }
    }
    return problems;
  }
}

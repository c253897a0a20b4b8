package dev.plumbline.judge.rubric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.evaluation.check.CheckConfigException;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.runtime.config.Problems;
import java.util.List;

/**
 * What an answer must be like before a judge's good word counts, whatever the judge says: what the
 * answer tells the judge to say cannot get past code.
 *
 * @param checks ids of built-in checks, or checks with parameters as in {@code checks.yaml}; by
 *     default {@code empty-answer}
 * @param minWords fewest words, by default 1; a character of a script without spaces is a word
 */
public record Gates(List<JsonNode> checks, Integer minWords) {
  /** What holds for a rubric that says nothing. */
  public static final Gates DEFAULT =
      new Gates(List.of(JsonNodeFactory.instance.textNode("empty-answer")), 1);

  private static final int MOST_WORDS = 1_000;

  /** Fills defaults and checks. */
  public Gates {
    checks =
        checks == null
            ? List.of(JsonNodeFactory.instance.textNode("empty-answer"))
            : List.copyOf(checks);
    minWords = minWords == null ? 1 : minWords;
    Problems problems = Problems.of("gates").inRange("minWords", minWords, 0, MOST_WORDS);
    try {
      suite(checks);
    } catch (CheckConfigException e) {
      problems.check(false, "checks", String.valueOf(e.getMessage()), "checks as in checks.yaml");
    }
    problems.throwIfAny();
  }

  /** The checks, ready to run; empty for none. */
  public List<CheckSuite> suite() {
    return suite(checks);
  }

  private static List<CheckSuite> suite(List<JsonNode> checks) {
    if (checks.isEmpty()) {
      return List.of();
    }
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    var items = file.putArray("checks");
    for (JsonNode check : checks) {
      items.add(check.isTextual() ? items.objectNode().set("id", check) : check);
    }
    // JSON is YAML.
    return List.of(CheckSuite.parse(file.toString()));
  }
}

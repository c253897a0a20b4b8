package dev.plumbline.standalone.sampling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.sampling.LateFact;
import dev.plumbline.evaluation.sampling.PastAnswer;
import dev.plumbline.standalone.offline.SingleRow;
import dev.plumbline.standalone.rows.JsonLines;
import dev.plumbline.standalone.rows.JsonRow;
import dev.plumbline.v1.Interaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A file of past answers: rows as {@code offline run} reads them, with what checks, a judge and
 * people said of them.
 */
public final class PastRows {
  private final Path file;
  private final Optional<CheckSuite> checks;

  /**
   * A file.
   *
   * @param checks run over every row; without them a row says itself what they said
   */
  public PastRows(Path file, Optional<CheckSuite> checks) {
    this.file = file;
    this.checks = checks;
  }

  /** Every answer of the file. */
  public List<PastAnswer> read() {
    List<PastAnswer> answers = new ArrayList<>();
    JsonLines.read(file, row -> answers.add(answer(row)));
    return answers;
  }

  private PastAnswer answer(JsonRow row) {
    Interaction interaction = interaction(row);
    Map<String, Boolean> verdicts = metrics(row, "verdicts");
    return new PastAnswer(
        interaction,
        checks.map(suite -> suite.run(interaction)).orElseGet(() -> said(row)),
        verdicts.isEmpty() ? 1 : row.probability("pi", true),
        verdicts,
        metrics(row, "human"),
        late(row),
        row.get("usd").asDouble(0),
        row.get("tokens").asLong(0));
  }

  private Interaction interaction(JsonRow row) {
    try {
      Interaction read = SingleRow.of(file, row.json().toString(), row.line());
      return read.toBuilder()
          .setTenant(row.get("tenant").asText("default"))
          .setEnvironment(row.get("environment").asText(""))
          .setTraceId(row.get("traceId").asText("0".repeat(32)))
          .build();
    } catch (IllegalArgumentException e) {
      row.problem("answer", "a row as offline run reads it: " + e.getMessage());
      return Interaction.getDefaultInstance();
    }
  }

  private static List<CheckResult> said(JsonRow row) {
    List<CheckResult> results = new ArrayList<>();
    row.get("checks")
        .properties()
        .forEach(
            check ->
                Words.result(check.getKey(), check.getValue().asText())
                    .ifPresentOrElse(results::add, () -> row.problem("checks", Words.EXPECTED)));
    return results;
  }

  private static Set<LateFact> late(JsonRow row) {
    JsonNode given = row.get("late");
    if (!given.isArray() && !given.isNull()) {
      row.problem("late", Words.LATE);
    }
    return Words.late(
        given.valueStream().map(JsonNode::asText).toList(),
        word -> row.problem("late", Words.LATE));
  }

  private static Map<String, Boolean> metrics(JsonRow row, String key) {
    Map<String, Boolean> passed = new TreeMap<>();
    for (Map.Entry<String, JsonNode> metric : row.get(key).properties()) {
      int value = metric.getValue().isInt() ? metric.getValue().asInt() : -1;
      if (value != 0 && value != 1) {
        row.problem(key, "rubric/criterion to 1 (pass) or 0 (fail)");
      }
      passed.put(metric.getKey(), value == 1);
    }
    return passed;
  }
}

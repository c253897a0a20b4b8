package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Interactions.grounded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.v1.Interaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Answers in the manner of many models, on topics and in languages that no rule was written for,
 * each judged by reading: how often a check agrees may not fall.
 */
class ForeignAnswersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({"refusals.jsonl, 0", "refusals-fresh.jsonl, 1", "refusals-third.jsonl, 0"})
  void refusalAgreesWithReaders(String file, int disagreements) throws IOException {
    // Given
    List<JsonNode> rows = rows(file);
    // When
    List<String> wrong =
        rows.stream()
            .filter(row -> refused(row) == row.get("want").asText().matches("none|hedged"))
            .map(ForeignAnswersTest::shown)
            .toList();
    // Then
    assertThat(wrong).as(() -> String.join("\n", wrong)).hasSizeLessThanOrEqualTo(disagreements);
  }

  @ParameterizedTest
  @CsvSource({
    "grounding, 9",
    "citations, 0",
    "json-schema, 0",
    "repetition, 0",
    "truncated, 0",
    "prompt-leak, 0",
    "personal-data, 0",
    "secrets, 0",
    "empty-answer, 0"
  })
  void otherChecksAgreeWithReaders(String id, int disagreements) throws IOException {
    // Given
    String schemas =
        id.equals("json-schema") ? ", schemas: {refunds: {required: [days], type: object}}" : "";
    Check check = SmallChecksTest.check("{id: " + id + schemas + "}");
    // When
    List<String> wrong =
        rows("answers.jsonl").stream()
            .filter(row -> row.get("check").asText().equals(id))
            .filter(row -> !row.get("want").asText().equals(said(check, row)))
            .map(row -> said(check, row) + " instead of " + shown(row))
            .toList();
    // Then
    assertThat(wrong).as(() -> String.join("\n", wrong)).hasSizeLessThanOrEqualTo(disagreements);
  }

  private static String said(Check check, JsonNode row) {
    String[] documents =
        StreamSupport.stream(row.path("documents").spliterator(), false)
            .map(JsonNode::asText)
            .toArray(String[]::new);
    String answer = row.get("answer").asText();
    Interaction.Builder interaction =
        documents.length == 0 ? answering(answer) : grounded(answer, documents);
    for (int i = 0; i < row.path("ids").size(); i++) {
      interaction.getDocumentsBuilder(i).setId(row.path("ids").get(i).asText());
    }
    interaction.setSystemInstructions(row.path("system").asText());
    return switch (check.evaluate(interaction.build())) {
      case CheckOutcome.Scored scored -> scored.pass() ? "pass" : "fail";
      case CheckOutcome.NotApplicable ignored -> "none";
      case CheckOutcome.NotScorable ignored -> "notscorable";
      case CheckOutcome.Failed failed -> failed.toString();
    };
  }

  private static boolean refused(JsonNode row) {
    Interaction interaction = answering(row.get("answer").asText()).build();
    return !Outcomes.scored(new RefusalCheck().evaluate(interaction)).pass();
  }

  private static String shown(JsonNode row) {
    return row.get("want").asText() + ": " + row.get("answer").asText();
  }

  private static List<JsonNode> rows(String name) throws IOException {
    try (InputStream in = ForeignAnswersTest.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(ForeignAnswersTest::read).toList();
    }
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new IllegalArgumentException(line, e);
    }
  }
}

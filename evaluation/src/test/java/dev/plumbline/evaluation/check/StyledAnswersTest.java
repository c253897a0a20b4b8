package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.evaluation.interaction.Thoughts;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Answers in many languages and styles (tables, code, formulas, footnotes, quotations, thoughts),
 * each judged by reading what every check of a first installation should say before any had seen
 * it. A check that a row does not name must not fail.
 */
class StyledAnswersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CheckSuite SUITE =
      CheckSuite.named(
          List.of(
              "empty-answer",
              "refusal",
              "truncated",
              "error",
              "grounding",
              "citations",
              "tool-calls",
              "repetition",
              "prompt-leak",
              "personal-data",
              "secrets",
              "json-schema"));

  /** What is known to be wrong, and stands under known limits: style of the answer and check. */
  private static final Set<String> KNOWN =
      Set.of(
          "allergen opposite: grounding",
          "code array: grounding",
          "exponent no footnote: grounding",
          "french wrong day: grounding",
          "hedged: grounding",
          "liveness opposite: grounding",
          "rewritten unit: grounding",
          "yaml fence: grounding");

  @Test
  void everyCheckAgreesWithReaders() throws IOException {
    // Given
    List<JsonNode> rows = new ArrayList<>();
    try (InputStream in = StyledAnswersTest.class.getResourceAsStream("styles.jsonl")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        rows.add(JSON.readTree(line));
      }
    }
    // When
    Set<String> wrong = new TreeSet<>();
    for (JsonNode row : rows) {
      for (CheckResult result : SUITE.run(interaction(row))) {
        String want = row.path("want").path(result.checkId()).asText("no fail");
        String said = said(result.outcome());
        boolean agrees = want.equals("no fail") ? !said.equals("fail") : want.equals(said);
        if (!agrees && !want.equals("any")) {
          wrong.add(row.path("style").asText() + ": " + result.checkId());
        }
      }
    }
    // Then
    assertThat(wrong).isEqualTo(new TreeSet<>(KNOWN));
  }

  private static Interaction interaction(JsonNode row) {
    Interaction.Builder interaction =
        answering(Thoughts.without(row.path("answer").asText()))
            .setQuestion(row.path("question").asText())
            .addInput(
                Message.newBuilder()
                    .setRole("user")
                    .addParts(Part.newBuilder().setText(row.path("question").asText())))
            .setSystemInstructions(row.path("system").asText())
            .setDocumentsState(ContentState.FULL);
    row.path("documents")
        .forEach(text -> interaction.addDocuments(Document.newBuilder().setText(text.asText())));
    if (row.has("schema")) {
      interaction.setResponseSchema(row.path("schema").toString()).setOutputType("json");
    }
    return interaction.build();
  }

  private static String said(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Scored scored -> scored.pass() ? "pass" : "fail";
      case CheckOutcome.NotApplicable ignored -> "none";
      case CheckOutcome.NotScorable ignored -> "notscorable";
      case CheckOutcome.Failed failed -> failed.toString();
    };
  }
}

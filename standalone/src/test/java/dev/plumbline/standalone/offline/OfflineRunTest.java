package dev.plumbline.standalone.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.evaluation.check.CheckSuite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineRunTest {
  @TempDir Path dir;

  @Test
  void writesALineForEveryRowAndCheck() throws IOException {
    List<JsonNode> lines =
        lines(
            "grounding,empty-answer",
            """
            {"id": "a", "question": "How long?", "answer": "A restore takes 3 hours.",
             "documents": [{"id": "d1", "text": "A restore takes 2 hours."}]}
            {"answer": ""}
            {"question": "no answer was captured"}
            """);
    assertThat(lines).hasSize(6);
    assertThat(lines.getFirst().get("outcome").asText()).isEqualTo("FAIL");
    JsonNode evidence = lines.getFirst().get("evidence").get(0);
    assertThat(evidence.get("documentId").asText()).isEqualTo("d1");
    assertThat(evidence.get("documentEnd").asInt()).isEqualTo(24);
    assertThat(lines.get(3).toString())
        .contains(
            "\"id\":\"2\"", "\"check\":\"empty-answer\"", "\"label\":\"empty\"", "\"value\":0");
    assertThat(lines.get(5).toString())
        .contains("NOT_SCORABLE", "\"value\":null", "\"reason\":\"content_not_captured\"");
  }

  @Test
  void readsToolCallsSchemaAndFigures() throws IOException {
    List<JsonNode> lines =
        lines(
            "json-schema,tool-calls,truncated,error",
            """
            {"messages": [{"role": "user", "content": "refund 7"}], "answer": "[1]", "schema": {"type": "object", "required": ["b"]},
             "toolDefinitions": [{"type": "function", "function": {"name": "refund", "parameters": {"type": "object"}}}],
             "toolCalls": [{"id": "c", "name": "refnd", "arguments": {"order": 7}}], "finishReason": "length", "error": "timeout"}
            """);
    assertThat(lines)
        .extracting(line -> line.get("label").asText())
        .containsExactly("schema", "unknown_tool", "length_limit", "timeout");
  }

  @Test
  void measuresWhereRowsHaveLabels() throws IOException {
    OfflineRun run = new OfflineRun(Suites.of(List.of("refusal"), null));
    Path file =
        file(
            """
            {"answer": "I can't help with that.", "labels": {"refusal": "fail", "mood": "good", "refusl": "pass"}}
            {"answer": "Sure: open the settings.", "labels": {"refusal": "pass"}, "extra": 1}
            {"answer": "Open it.", "labels": {"refusal": "fail"}}
            """);
    String text = run.run(file, (id, result) -> {}).text();
    assertThat(text)
        .contains("refusal against 3 labels (1 good, 2 bad)")
        .contains("precision            1.000 [0.207, 1.000]")
        .contains("recall               0.500")
        .contains("F1                   0.667");
    assertThat(run.unused())
        .containsOnlyKeys(
            "labels.mood: found good, expected pass or fail",
            "labels.refusl: no check of this run",
            "extra");
  }

  @Test
  void knowsTheRowsOfPublishedSets() throws IOException {
    OfflineRun run = new OfflineRun(Suites.of(List.of("refusal", "grounding"), null));
    Path file =
        file(
            """
            {"id": "v2-1", "prompt": "How?", "answer": "I cannot help with that.", "label": "2_full_refusal"}
            {"knowledge": "cats sleep a lot", "message": "tell me", "answer": "cats sleep a lot", "model": "m", "label": "Fully attributable"}
            {"task_id": "t", "model": "m", "conversation": [{"role": "user", "text": "how long?"}], "documents": [{"id": "d", "text": "It takes two hours."}], "answer": "It takes two hours.", "human": {"faithfulness": [4, 3, 4]}}
            {"task_id": "u", "model": "m", "conversation": [], "documents": [], "answer": "Hello there.", "human": {"faithfulness": [4]}}
            """);
    assertThat(run.run(file, (id, result) -> {}).agreement())
        .contains("refusal against 1 labels (0 good, 1 bad)")
        .contains("grounding against 2 labels (2 good, 0 bad)");
  }

  @Test
  void namesFileAndLineOfWhatIsNoRow() throws IOException {
    OfflineRun run = new OfflineRun(CheckSuite.named(List.of("refusal")));
    for (String bad :
        List.of(
            "{\"answer\": ",
            "[1]",
            "{\"documents\": \"x\"}",
            "{\"latencyMillis\": \"1\"}",
            "{\"latencyMillis\": -1}",
            "{\"finishReason\": \"done\"}")) {
      Path file = file("{\"answer\": \"yes\"}\n\n" + bad + "\n");
      assertThat(catchThrowable(() -> run.run(file, (id, result) -> {})))
          .as(bad)
          .isInstanceOf(DatasetException.class)
          .hasMessageContaining("rows.jsonl line 3: ")
          .hasMessageContaining("found");
    }
    assertThat(catchThrowable(() -> run.run(dir.resolve("none.jsonl"), (id, result) -> {})))
        .hasMessageContaining("no such file");
  }

  @Test
  void explainsEveryCheckFromItsPage() {
    CheckPage page = new CheckPage();
    assertThat(CheckSuite.builtIn().keySet())
        .allSatisfy(id -> assertThat(page.meaning(id)).endsWith("?").doesNotContain("*"));
    assertThat(page.section("grounding").orElseThrow()).contains("Known limits.");
  }

  private List<JsonNode> lines(String checks, String rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ResultLines lines = new ResultLines(new PrintStream(out, true, StandardCharsets.UTF_8));
    new OfflineRun(Suites.of(List.of(checks.split(",")), null))
        .run(file(rows.replace(",\n ", ", ")), lines::write);
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> read = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      read.add(json.readTree(line));
    }
    return read;
  }

  private Path file(String rows) throws IOException {
    return Files.writeString(dir.resolve("rows.jsonl"), rows);
  }
}

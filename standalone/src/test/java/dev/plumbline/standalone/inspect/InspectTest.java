package dev.plumbline.standalone.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.interaction.Explanation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {
  private static final Path RECORDED = Path.of("src", "test", "resources", "inspect");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
  private final Inspect inspect =
      new Inspect(
          CheckSuite.parse("checks: [{id: empty-answer}, {id: grounding}]"),
          new PrintStream(out, true, UTF_8),
          new PrintStream(messages, true, UTF_8));

  @TempDir private Path dir;

  @Test
  void printsEveryFieldOfAnInteractionAndNullForWhatIsAbsent() {
    // When
    int exit = inspect.interactions(recorded("rag_answer.traces.pb", "rag_answer.logs.pb"));
    // Then
    assertThat(exit).isEqualTo(Inspect.OK);
    JsonNode json = lines().getFirst();
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "traceId",
            "spanId",
            "tenant",
            "service",
            "environment",
            "route",
            "responseId",
            "conversationId",
            "turn",
            "user",
            "prompt",
            "model",
            "provider",
            "framework",
            "system",
            "question",
            "answer",
            "input",
            "output",
            "documents",
            "toolDefinitions",
            "toolCalls",
            "finish",
            "usage",
            "error",
            "content",
            "dialects",
            "provenance",
            "completion",
            "revision",
            "signals",
            "checks");
    assertThat(json.path("answer").asText()).startsWith("On the Basic plan previous versions");
    assertThat(json.path("documents")).hasSize(3);
    assertThat(json.path("model").path("served").asText()).isEqualTo("gpt-4o-mini-2024-07-18");
    assertThat(json.path("content").asText()).isEqualTo("full");
    assertThat(json.path("finish").path(0).asText()).isEqualTo("stop");
    assertThat(json.path("usage").path("inputTokens").asInt()).isEqualTo(225);
    assertThat(json.path("provenance").path("output").asText()).isEqualTo("gen_ai.choice");
    assertThat(json.path("checks").path(0).path("outcome").asText()).isEqualTo("PASS");
    assertThat(List.of("conversationId", "user", "error", "framework"))
        .allSatisfy(field -> assertThat(json.path(field).isNull()).as(field).isTrue());
  }

  @Test
  void doesNotDependOnTheOrderOfFilesNorOnAFileThatIsThereTwice() {
    // Given
    inspect.interactions(recorded("rag_answer.traces.pb", "rag_answer.logs.pb"));
    List<JsonNode> once = lines();
    out.reset();
    // When
    inspect.interactions(
        recorded("rag_answer.logs.pb", "rag_answer.traces.pb", "rag_answer.logs.pb"));
    // Then
    assertThat(lines()).isEqualTo(once);
  }

  @Test
  void tellsByContentWhatAFileHolds() throws IOException {
    // Given
    Path spans = Files.copy(RECORDED.resolve("rag_answer.traces.pb"), dir.resolve("a.logs"));
    Path logs = Files.copy(RECORDED.resolve("rag_answer.logs.pb"), dir.resolve("b.traces.json"));
    // When
    int exit = inspect.interactions(List.of(spans, logs));
    // Then
    assertThat(exit).isEqualTo(Inspect.OK);
    assertThat(lines()).singleElement().matches(json -> json.path("documents").size() == 3);
  }

  @Test
  void readsJsonAsItReadsProtobuf() {
    // Given
    inspect.interactions(recorded("rag_answer.traces.pb", "rag_answer.logs.pb"));
    JsonNode protobuf = lines().getFirst();
    out.reset();
    // When
    inspect.interactions(recorded("rag_answer.traces.json", "rag_answer.logs.json"));
    // Then
    assertThat(lines()).hasSize(1);
    assertThat(List.of("answer", "question", "input", "output", "documents", "usage", "model"))
        .allSatisfy(
            field -> assertThat(lines().getFirst().get(field)).isEqualTo(protobuf.get(field)));
  }

  @Test
  void saysWhereJsonIsWrong() throws IOException {
    Path other = Files.writeString(dir.resolve("a.json"), "{\"spans\": []}");
    Path broken = Files.writeString(dir.resolve("b.json"), "{\"resourceSpans\": [}");
    assertThat(inspect.interactions(List.of(other, broken))).isEqualTo(Inspect.FAILED);
    assertThat(messages.toString(UTF_8).lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("found JSON that begins with \"spans\", expected resourceSpans"))
        .anySatisfy(line -> assertThat(line).contains("line 1, column 20"));
  }

  @Test
  void leavesMetricsOutAndSaysSo() {
    assertThat(inspect.interactions(recorded("embed.metrics.pb"))).isEqualTo(Inspect.OK);
    assertThat(lines()).isEmpty();
    assertThat(messages.toString(UTF_8)).contains("embed.metrics.pb: metrics");
  }

  @Test
  void putsFeedbackToTheInteractionThatItsResponseIdNames() {
    // When
    inspect.interactions(recorded("changed_mind.logs.pb", "changed_mind.traces.pb"));
    // Then
    assertThat(lines().getFirst().path("signals"))
        .extracting(signal -> signal.path("label").asText())
        .containsExactly("thumbs_up", "thumbs_down");
  }

  @Test
  void saysWhichFeedbackIsAboutNoInteractionOfTheFiles() {
    inspect.interactions(recorded("changed_mind.logs.pb"));
    assertThat(messages.toString(UTF_8))
        .contains("no interaction of these files is meant by user_feedback")
        .contains("END_USER about response chatcmpl-")
        .contains("no interaction: found no span of a GenAI call");
  }

  @Test
  void namesEveryFileThatIsNoRequestWithWhatWasFoundAndExpectedAndPrintsNothingElse()
      throws IOException {
    // Given
    Path text = Files.writeString(dir.resolve("notes.pb"), "hello, this is no request");
    Path absent = dir.resolve("absent.pb");
    // When
    int exit =
        inspect.interactions(List.of(RECORDED.resolve("rag_answer.traces.pb"), text, absent, dir));
    // Then
    assertThat(exit).isEqualTo(Inspect.FAILED);
    assertThat(lines()).isEmpty();
    assertThat(messages.toString(UTF_8).lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("found", "expected the body of one OTLP"))
        .anySatisfy(line -> assertThat(line).startsWith(text + ": found 25 bytes"))
        .anySatisfy(line -> assertThat(line).startsWith(absent + ": found no such file"))
        .anySatisfy(line -> assertThat(line).startsWith(dir + ": found a directory"));
  }

  @Test
  void showsWhereAFieldWasLookedForWhatWasThereAndWhatWon() {
    // When
    inspect.why(recorded("rag_answer.traces.pb", "rag_answer.logs.pb"), "model.served");
    // Then
    assertThat(out.toString(UTF_8).lines())
        .contains("    * gen_ai.response.model = gpt-4o-mini-2024-07-18")
        .contains("      llm.model_name = (not sent)");
  }

  @Test
  void explainsEveryFieldOfTheOutputUnderItsName() {
    // When
    inspect.interactions(recorded("rag_answer.traces.pb", "rag_answer.logs.pb"));
    // Then
    List<String> made =
        List.of(
            "traceId",
            "spanId",
            "tenant",
            "turn",
            "dialects",
            "provenance",
            "completion",
            "revision",
            "signals",
            "checks");
    List<String> names = new ArrayList<>();
    lines().getFirst().fieldNames().forEachRemaining(names::add);
    lines().getFirst().path("provenance").fieldNames().forEachRemaining(names::add);
    names.removeAll(made);
    assertThat(Explanation.fields()).containsAll(names);
  }

  private static List<Path> recorded(String... names) {
    return Stream.of(names).map(RECORDED::resolve).toList();
  }

  private List<JsonNode> lines() {
    return out.toString(UTF_8).lines().map(InspectTest::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What unmodified client libraries put on the wire comes out as what was really asked and said. */
class RecordedClientsTest {
  private final Normaliser normaliser = new Normaliser(NormaliserConfig.defaults());

  /** One recorded scenario; its name is what a failing test prints. */
  record Scenario(JsonNode expected) {
    List<JsonNode> files() {
      return children(expected.path("files"));
    }

    List<JsonNode> answeredCalls() {
      return children(expected.path("calls")).stream()
          .filter(call -> call.path("status").asInt() == 200)
          .filter(call -> !call.path("model").asText().startsWith("text-embedding"))
          .toList();
    }

    boolean is(String... scenarios) {
      return List.of(scenarios).contains(expected.path("groundTruth").asText());
    }

    boolean contentOn() {
      return expected.path("content").asText().equals("on");
    }

    String client() {
      return expected.path("client").asText();
    }

    String api() {
      return expected.path("api").asText();
    }

    @Override
    public String toString() {
      return client() + "/" + expected.path("scenario").asText();
    }
  }

  static Stream<Scenario> scenarios() {
    return children(RecordedPayloads.expectations()).stream().map(Scenario::new);
  }

  static Stream<Scenario> answered() {
    return scenarios()
        .filter(s -> !s.is("embed", "error_429") && !s.answeredCalls().isEmpty())
        // The Java agent does not instrument the Responses API: there is only an HTTP span.
        .filter(s -> !(s.client().startsWith("javaagent") && s.api().startsWith("responses")));
  }

  static Stream<Scenario> answeredWithContent() {
    return answered().filter(Scenario::contentOn);
  }

  @ParameterizedTest
  @MethodSource("answered")
  void namesTheModelThatServed(Scenario scenario) {
    // OpenInference has one slot for the model, which may hold the requested one when streaming.
    JsonNode call = scenario.answeredCalls().getFirst();
    boolean oneSlot = scenario.client().startsWith("openinference") && streams(scenario);
    List<String> allowed =
        oneSlot
            ? List.of(call.path("model").asText(), call.path("requested").asText())
            : List.of(call.path("model").asText());
    assertThat(interactions(scenario))
        .isNotEmpty()
        .allSatisfy(i -> assertThat(i.getModel().getServed()).isIn(allowed));
  }

  @ParameterizedTest
  @MethodSource("answered")
  void makesOneInteractionOfEveryCallThatHasItsOwnTrace(Scenario scenario) {
    List<String> traces =
        interactions(scenario).stream().map(Interaction::getTraceId).distinct().toList();
    assertThat(interactions(scenario))
        .hasSize(scenario.answeredCalls().size())
        .hasSize(traces.size());
  }

  @ParameterizedTest
  @MethodSource("answered")
  void saysHowEveryCallFinished(Scenario scenario) {
    List<FinishReason> finished =
        interactions(scenario).stream().flatMap(i -> i.getFinishReasonsList().stream()).toList();
    boolean notSent =
        scenario.client().startsWith("openinference")
                && scenario.api().startsWith("responses")
                && !scenario.toString().endsWith("_genai_semconv")
            || scenario.toString().equals("openai-v2-py/rag_stream_nocontent");
    if (notSent) {
      assertThat(finished).isEmpty();
      return;
    }
    assertThat(finished)
        .containsExactlyElementsOf(
            scenario.answeredCalls().stream()
                .map(call -> finish(call.path("finish").asText()))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("answeredWithContent")
  void keepsToolCallsWithTheArgumentsThatTheModelWrote(Scenario scenario) {
    List<ToolCall> calls =
        interactions(scenario).stream()
            .flatMap(i -> i.getOutputList().stream())
            .flatMap(message -> message.getPartsList().stream())
            .filter(Part::hasToolCall)
            .map(Part::getToolCall)
            .toList();
    List<JsonNode> expected = children(scenario.expected().path("toolCalls"));
    assertThat(calls).hasSameSizeAs(expected);
    for (int i = 0; i < calls.size(); i++) {
      assertThat(calls.get(i).getName()).isEqualTo(expected.get(i).path("name").asText());
      assertThat(calls.get(i).getId()).isEqualTo(expected.get(i).path("id").asText());
      assertThat(json(calls.get(i).getArguments()))
          .isEqualTo(json(expected.get(i).path("arguments").asText()));
    }
  }

  @ParameterizedTest
  @MethodSource("answered")
  void countsUsageOnce(Scenario scenario) {
    List<Interaction> interactions = interactions(scenario);
    if (scenario.client().startsWith("openinference")
        && streams(scenario)
        && interactions.stream().noneMatch(i -> i.getUsage().hasInputTokens())) {
      // OpenInference streams carry no usage at all; it must stay absent, not become zero.
      return;
    }
    assertThat(interactions.stream().mapToLong(i -> i.getUsage().getInputTokens()).sum())
        .isEqualTo(sum(scenario, "input"));
    assertThat(interactions.stream().mapToLong(i -> i.getUsage().getOutputTokens()).sum())
        .isEqualTo(sum(scenario, "output"));
  }

  @ParameterizedTest
  @MethodSource("answeredWithContent")
  void findsEveryAnswerAndNoOther(Scenario scenario) {
    List<String> expected = new ArrayList<>();
    children(scenario.expected().path("turns"))
        .forEach(
            turn ->
                children(turn.path("answers")).stream()
                    .filter(a -> !a.isNull() && !a.asText().isEmpty())
                    .forEach(a -> expected.add(a.asText())));
    List<String> answers =
        interactions(scenario).stream()
            .map(Interaction::getAnswer)
            .filter(a -> !a.isEmpty())
            .toList();
    if (scenario.is("refusal_field")) {
      // message.refusal does not reach the wire from most clients.
      return;
    }
    assertThat(answers).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("answeredWithContent")
  void findsTheQuestion(Scenario scenario) {
    if (scenario.client().equals("openai-v2-py") && scenario.is("multimodal")) {
      // This client drops a user turn that holds an image: parts is empty on the wire.
      return;
    }
    String question = scenario.expected().path("question").asText();
    assertThat(interactions(scenario).getFirst().getQuestion()).isEqualTo(question);
  }

  @ParameterizedTest
  @MethodSource("answeredWithContent")
  void findsTheDocumentsOfThePrompt(Scenario scenario) {
    List<String> ids =
        children(scenario.expected().path("documents")).stream().map(JsonNode::asText).toList();
    assertThat(interactions(scenario).getFirst().getDocumentsList())
        .extracting(Document::getId)
        .containsExactlyElementsOf(ids);
  }

  @ParameterizedTest
  @MethodSource("answered")
  void tellsCaptureOffFromAnEmptyAnswer(Scenario scenario) {
    ContentState state = interactions(scenario).getLast().getOutputState();
    if (scenario.is("refusal_field") && !scenario.client().startsWith("openinference")) {
      // message.refusal is not on the wire: 16 tokens were written, and none of them arrived.
      assertThat(state).isEqualTo(ContentState.NOT_CAPTURED);
    } else if (scenario.contentOn()) {
      assertThat(state).isEqualTo(ContentState.FULL);
    } else {
      assertThat(state).isIn(ContentState.NOT_CAPTURED, ContentState.REDACTED);
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void doesNotDependOnOrderOrOnWhatComesTwice(Scenario scenario) {
    List<Interaction> expected = interactions(scenario);
    List<JsonNode> shuffled = new ArrayList<>(scenario.files());
    shuffled.addAll(scenario.files());
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(interactions(shuffled)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void neverTakesAnEmbeddingForAnAnswer() {
    assertThat(scenarios().filter(s -> s.is("embed")).flatMap(s -> interactions(s).stream()))
        .isEmpty();
  }

  @Test
  void keepsAFailedCallAsAnErrorWithoutAnswer() {
    assertThat(scenarios().filter(s -> s.is("error_429")).flatMap(s -> interactions(s).stream()))
        .isNotEmpty()
        .allSatisfy(
            i -> {
              assertThat(i.getErrorType()).isNotEmpty();
              assertThat(i.getAnswer()).isEmpty();
            });
  }

  private List<Interaction> interactions(Scenario scenario) {
    return interactions(scenario.files());
  }

  private List<Interaction> interactions(List<JsonNode> files) {
    return RecordedPayloads.traces(files).stream()
        .flatMap(trace -> normaliser.normalise(trace).stream())
        .sorted(
            Comparator.comparingLong(Interaction::getStartUnixNanos)
                .thenComparing(Interaction::getInteractionId))
        .toList();
  }

  private static boolean streams(Scenario scenario) {
    return scenario.answeredCalls().stream().anyMatch(call -> call.path("stream").asBoolean());
  }

  private static long sum(Scenario scenario, String field) {
    return scenario.answeredCalls().stream().mapToLong(call -> call.path(field).asLong()).sum();
  }

  private static FinishReason finish(String sent) {
    return switch (sent) {
      case "stop" -> FinishReason.STOP;
      case "length" -> FinishReason.LENGTH;
      case "tool_calls" -> FinishReason.TOOL_CALL;
      default -> throw new IllegalArgumentException(sent);
    };
  }

  /** Arguments as a tree; text that is no JSON as itself. */
  private static JsonNode json(String arguments) {
    return Values.parsed(TextNode.valueOf(arguments));
  }

  private static List<JsonNode> children(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}

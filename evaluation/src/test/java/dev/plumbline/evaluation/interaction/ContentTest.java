package dev.plumbline.evaluation.interaction;

import static dev.plumbline.evaluation.interaction.Trace.agent;
import static dev.plumbline.evaluation.interaction.Trace.chat;
import static dev.plumbline.evaluation.interaction.Trace.said;
import static dev.plumbline.evaluation.interaction.Trace.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What was asked and answered comes out as it was, and what is not here is told from what is empty.
 */
class ContentTest {
  private static final String IN = "gen_ai.input.messages";
  private static final String OUT = "gen_ai.output.messages";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"a\": 1.50 }",
        "[1, 2]",
        "[\"x\", \"y\"]",
        "[{\"id\": 1}]",
        "{\"type\": \"refund\", \"amount\": 3.0}",
        "{\"type\": \"object\"",
        "\"quoted\"",
        "[]"
      })
  void keepsAnAnswerThatIsJsonOrNearlyAsItWasWritten(String answer) {
    assertThat(Trace.of(chat(1, 0)).question(1, "q").answer(1, answer).interaction().getAnswer())
        .isEqualTo(answer);
    assertThat(Trace.of(chat(1, 0, "ai.response.text", answer)).interaction().getAnswer())
        .isEqualTo(answer);
    assertThat(Trace.of(chat(1, 0, OUT, said("assistant", answer))).interaction().getAnswer())
        .isEqualTo(answer);
  }

  @Test
  void readsOlderClientsToo() {
    Interaction interaction =
        Trace.of(
                chat(
                    1,
                    0,
                    "gen_ai.prompt.0.role",
                    "user",
                    "gen_ai.prompt.0.content",
                    "why?",
                    "gen_ai.prompt.name",
                    "support",
                    "gen_ai.completion.0.content",
                    "because"))
            .interaction();
    assertThat(interaction.getQuestion()).isEqualTo("why?");
    assertThat(interaction.getAnswer()).isEqualTo("because");
    assertThat(interaction.getPrompt().getName()).isEqualTo("support");
    assertThat(interaction.getProvenanceMap())
        .containsEntry("input", "gen_ai.prompt")
        .containsEntry("prompt.name", "gen_ai.prompt.name");
  }

  @Test
  void tellsCutJsonFromAnAnswer() {
    Interaction interaction =
        Trace.of(chat(1, 0, OUT, "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"te"))
            .interaction();
    assertThat(interaction.getOutputState()).isEqualTo(ContentState.CUT);
    assertThat(interaction.getAnswer()).isEmpty();
  }

  @Test
  void saysCutWhenAFlattenedConversationRanIntoTheLimitOfAttributes() {
    Interaction interaction =
        Trace.of(
                chat(1, 0, "llm.output_messages.0.message.content", "hi")
                    .setDroppedAttributesCount(4))
            .interaction();
    assertThat(interaction.getOutputState()).isEqualTo(ContentState.CUT);
    assertThat(interaction.getInputState()).isEqualTo(ContentState.CUT);
  }

  @Test
  void tellsAMaskFromAnAnswer() {
    assertThat(Trace.of(chat(1, 0, "output.value", "__REDACTED__")).interaction().getOutputState())
        .isEqualTo(ContentState.REDACTED);
  }

  @Test
  void saysReferencedWhenTheClientStoredContentElsewhere() {
    Interaction interaction =
        Trace.of(
                chat(
                    1,
                    0,
                    "gen_ai.input.messages_ref",
                    "s3://b/i",
                    "gen_ai.output.messages.ref",
                    "s3://b/o"))
            .interaction();
    assertThat(interaction.getInputState()).isEqualTo(ContentState.REFERENCED);
    assertThat(interaction.getOutputState()).isEqualTo(ContentState.REFERENCED);
  }

  @Test
  void callsAnAnswerEmptyOnlyWhenNoTokensWereWrittenThatAreNotHere() {
    // openai: message.refusal with 16 tokens, dropped by the client; an empty answer has 0.
    assertThat(outputState("stop", 16)).isEqualTo(ContentState.NOT_CAPTURED);
    assertThat(outputState("stop", 0)).isEqualTo(ContentState.FULL);
    assertThat(outputState("stop", 1)).isEqualTo(ContentState.FULL);
    assertThat(outputState("length", 400)).isEqualTo(ContentState.FULL);
    assertThat(outputState("tool_calls", 20)).isEqualTo(ContentState.FULL);
  }

  @Test
  void doesNotCallAnAnswerEmptyWhenNothingWasCaptured() {
    assertThat(Trace.of(chat(1, 0)).interaction().getOutputState())
        .isEqualTo(ContentState.NOT_CAPTURED);
  }

  @Test
  void findsContentOnTheSpanAroundACallThatHasNone() {
    Interaction interaction =
        Trace.of(
                agent(1, 0, IN, said("user", "why?"), OUT, said("assistant", "because")),
                chat(2, 1))
            .interaction();
    assertThat(interaction.getQuestion()).isEqualTo("why?");
    assertThat(interaction.getAnswer()).isEqualTo("because");
  }

  @Test
  void keepsTheReasoningOutOfTheAnswerAndInlineBytesOutOfTheInteraction() {
    Interaction interaction =
        Trace.of(
                chat(
                    1,
                    0,
                    IN,
                    "[{\"role\":\"user\",\"parts\":[{\"type\":\"blob\",\"modality\":\"image\","
                        + "\"content\":\"aGk=\"},{\"type\":\"uri\",\"modality\":\"image\","
                        + "\"uri\":\"data:image/png;base64,aGk=\"}]}]",
                    OUT,
                    "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"reasoning\",\"content\":"
                        + "\"hm\"},{\"type\":\"compaction\",\"content\":\"c\"},"
                        + "{\"type\":\"text\",\"content\":\"hi\"}]}]"))
            .interaction();
    assertThat(interaction.getAnswer()).isEqualTo("hi");
    assertThat(interaction.getInput(0).getPartsList())
        .allSatisfy(part -> assertThat(part.getMedia().getReference()).isEmpty());
  }

  @Test
  void takesTheFirstOfSeveralChoices() {
    String two =
        "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"first\"}]},"
            + "{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"second\"}]}]";
    assertThat(
            Trace.of(chat(1, 0, OUT, two, "gen_ai.request.choice.count", 2))
                .interaction()
                .getAnswer())
        .isEqualTo("first");
    assertThat(Trace.of(chat(1, 0, OUT, two)).interaction().getAnswer()).isEqualTo("second");
  }

  @Test
  void givesTheTextOfThePromptToDocumentsThatCameAsIds() {
    Interaction interaction =
        Trace.of(
                agent(1, 0),
                span(
                    2,
                    1,
                    "retrieval kb",
                    "gen_ai.operation.name",
                    "retrieval",
                    "gen_ai.retrieval.documents",
                    "[{\"id\":\"kb-1\",\"score\":0.5}]"),
                chat(3, 1, IN, said("user", "Context:\n[1] (kb-1) T: one.\n\nQuestion: why?")))
            .interaction();
    assertThat(interaction.getDocumentsState()).isEqualTo(ContentState.FULL);
    assertThat(interaction.getDocumentsList())
        .containsExactly(
            Document.newBuilder()
                .setId("kb-1")
                .setTitle("T")
                .setText("one.")
                .setScore(0.5)
                .setSource("prompt")
                .build());
  }

  @Test
  void saysSoWhenARetrievalGaveNoDocuments() {
    Interaction interaction =
        Trace.of(agent(1, 0), span(2, 1, "r", "gen_ai.operation.name", "retrieval"), chat(3, 1))
            .interaction();
    assertThat(interaction.getDocumentsState()).isEqualTo(ContentState.NOT_CAPTURED);
  }

  @Test
  void readsTheOutputOfARetrieverWhateverNamesItGivesTheText() {
    assertThat(
            Trace.of(
                    agent(1, 0),
                    span(
                        2,
                        1,
                        "search",
                        "langfuse.observation.type",
                        "retriever",
                        "langfuse.observation.output",
                        "[{\"pageContent\":\"one\",\"metadata\":{\"id\":\"kb-1\"}}]"),
                    chat(3, 1))
                .interaction()
                .getDocumentsList())
        .extracting(Document::getId, Document::getText)
        .containsExactly(org.assertj.core.api.Assertions.tuple("kb-1", "one"));
  }

  @Test
  void addsToolCallsThatOnlyTheSpansOfTheToolsTellOf() {
    Interaction interaction =
        Trace.of(
                agent(1, 0),
                span(
                    2,
                    1,
                    "execute_tool f",
                    "gen_ai.operation.name",
                    "execute_tool",
                    "gen_ai.tool.name",
                    "f",
                    "gen_ai.tool.call.id",
                    "c1",
                    "gen_ai.tool.call.arguments",
                    "{\"a\": 1}",
                    "gen_ai.tool.call.result",
                    "ok"),
                chat(3, 1, IN, said("user", "q"), OUT, said("assistant", "a")))
            .interaction();
    assertThat(interaction.getInputList())
        .flatExtracting(Message::getPartsList)
        .extracting(Part::getKindCase)
        .containsExactly(Part.KindCase.TEXT, Part.KindCase.TOOL_CALL, Part.KindCase.TOOL_RESULT);
    assertThat(interaction.getInput(1).getParts(0).getToolCall().getArguments())
        .isEqualTo("{\"a\": 1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gen_ai.tool.definitions=[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"a\":1}}]",
        "gen_ai.tool.definitions=[{\"function\":{\"name\":\"f\",\"parameters\":{\"a\":1}}}]",
        "gen_ai.tool.definitions=[{\"name\":\"f\",\"inputSchema\":{\"a\":1}}]",
        "llm.tools.0.tool.json_schema={\"function\":{\"name\":\"f\",\"parameters\":{\"a\":1}}}",
        "llm.request.functions.0={\"name\":\"f\",\"parameters\":{\"a\":1}}",
        "model_request_parameters={\"function_tools\":[{\"name\":\"f\","
            + "\"parameters_json_schema\":{\"a\":1}}]}"
      })
  void readsToolDefinitionsInEveryShape(String sent) {
    int at = sent.indexOf('=');
    assertThat(
            Trace.of(chat(1, 0, sent.substring(0, at), sent.substring(at + 1)))
                .interaction()
                .getToolsList())
        .containsExactly(
            ToolDefinition.newBuilder().setName("f").setParameters("{\"a\":1}").build());
  }

  @Test
  void doesNotDependOnTheOrderOfRequestsWhenTimesAreEqual() {
    Trace trace =
        Trace.of(chat(1, 0))
            .log(1, "gen_ai.user.message", 5, "content", "one")
            .log(1, "gen_ai.user.message", 5, "content", "two");
    assertThat(trace.reversed().interactions()).isEqualTo(trace.interactions());
    Trace twice = Trace.of(chat(1, 0, "gen_ai.request.model", "m"), chat(1, 0));
    assertThat(twice.reversed().interactions()).isEqualTo(twice.interactions());
  }

  @Test
  void takesMessagesOfOneTimeByTheirNumbers() {
    Trace trace =
        Trace.of(chat(1, 0))
            .logAtOnce(1, "gen_ai.user.message", "and then?", "gen_ai.message.index", 2)
            .logAtOnce(1, "gen_ai.assistant.message", "hello", "gen_ai.message.index", 1)
            .logAtOnce(1, "gen_ai.user.message", "hi", "gen_ai.message.index", 0);
    assertThat(trace.interaction().getQuestion()).isEqualTo("and then?");
    assertThat(trace.interaction().getInputList())
        .extracting(MessageReader::text)
        .containsExactly("hi", "hello", "and then?");
    assertThat(trace.reversed().interactions()).isEqualTo(trace.interactions());
  }

  @Test
  void takesTheChoiceThatIsNumberedFirst() {
    String choice = "{\"index\":%d,\"finish_reason\":\"%s\",\"message\":{\"content\":\"%s\"}}";
    Trace trace =
        Trace.of(chat(1, 0))
            .question(1, "q")
            .logAtOnce(1, "gen_ai.choice", choice.formatted(1, "length", "another"))
            .logAtOnce(1, "gen_ai.choice", choice.formatted(0, "stop", "one"));
    assertThat(trace.interaction().getAnswer()).isEqualTo("one");
    assertThat(trace.interaction().getFinishReasonsList())
        .containsExactly(FinishReason.STOP, FinishReason.LENGTH);
    assertThat(trace.reversed().interactions()).isEqualTo(trace.interactions());
  }

  private static ContentState outputState(String finish, int tokens) {
    return Trace.of(
            chat(
                1,
                0,
                "gen_ai.response.finish_reasons",
                "[\"" + finish + "\"]",
                "gen_ai.usage.output_tokens",
                tokens))
        .question(1, "q")
        .answer(1, "")
        .interaction()
        .getOutputState();
  }
}

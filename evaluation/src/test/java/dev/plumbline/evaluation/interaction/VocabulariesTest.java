package dev.plumbline.evaluation.interaction;

import static dev.plumbline.evaluation.interaction.Trace.attribute;
import static dev.plumbline.evaluation.interaction.Trace.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Part;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Vocabularies of client libraries that there is no recording of, as their sources write them. */
class VocabulariesTest {
  @Test
  void readsStrandsWhoseEventsHoldBlocksOfBedrock() {
    Span.Builder chat =
        span(
                1,
                0,
                "chat",
                "gen_ai.operation.name",
                "chat",
                "gen_ai.system",
                "strands-agents",
                "gen_ai.request.model",
                "claude")
            .addEvents(event("gen_ai.system.message", "content", "[{\"text\":\"Be kind.\"}]"))
            .addEvents(event("gen_ai.user.message", "content", "[{\"text\":\"Why?\"}]"))
            .addEvents(
                event(
                    "gen_ai.assistant.message",
                    "content",
                    "[{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"look\",\"input\":{\"q\":1}}}]"))
            .addEvents(
                event(
                    "gen_ai.tool.message",
                    "content",
                    "[{\"toolResult\":{\"toolUseId\":\"t1\",\"status\":\"error\",\"content\":[{\"text\":\"no\"}]}}]"))
            .addEvents(
                event(
                    "gen_ai.choice",
                    "finish_reason",
                    "end_turn",
                    "message",
                    "[{\"text\":\"Because.\"}]"));
    Interaction it = Trace.of(chat).interaction();
    assertAsked(it, "Why?", "Because.");
    assertThat(it.getSystemInstructions()).isEqualTo("Be kind.");
    assertThat(it.getFramework()).isEqualTo("strands-agents");
    assertThat(it.getFinishReasonsList()).containsExactly(FinishReason.STOP);
    assertThat(parts(it).filter(Part::hasToolCall))
        .extracting(part -> part.getToolCall().getArguments())
        .containsExactly("{\"q\":1}");
    assertThat(parts(it).filter(Part::hasToolResult).map(Part::getToolResult))
        .singleElement()
        .matches(result -> result.getResult().equals("no") && result.getError().equals("error"));
  }

  @Test
  void readsGoogleAdkWithContentInGeminisForm() {
    Interaction it =
        Trace.of(
                span(
                    1,
                    0,
                    "call_llm",
                    "gen_ai.system",
                    "gcp.vertex.agent",
                    "gen_ai.request.model",
                    "gemini-2.5-flash",
                    "gcp.vertex.agent.session_id",
                    "s1",
                    "gcp.vertex.agent.llm_request",
                    "{\"model\":\"gemini-2.5-flash\",\"config\":{\"system_instruction\":\"Be kind.\",\"tools\":[{\"function_declarations\":[{\"name\":\"look\",\"parameters\":{\"type\":\"OBJECT\"}}]}]},\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Why?\"}]}]}",
                    "gcp.vertex.agent.llm_response",
                    "{\"content\":{\"parts\":[{\"text\":\"Because.\"}],\"role\":\"model\"},\"finish_reason\":\"STOP\",\"usage_metadata\":{\"prompt_token_count\":7,\"candidates_token_count\":3}}"))
            .interaction();
    assertAsked(it, "Why?", "Because.");
    assertThat(it.getSystemInstructions()).isEqualTo("Be kind.");
    assertThat(it.getConversationId()).isEqualTo("s1");
    assertThat(it.getUsage().getInputTokens()).isEqualTo(7);
    assertThat(it.getFinishReasonsList()).containsExactly(FinishReason.STOP);
    assertThat(it.getToolsList()).singleElement().matches(tool -> tool.getName().equals("look"));
  }

  @Test
  void takesWhatGoogleAdkHidesForNotCaptured() {
    Interaction it =
        Trace.of(
                span(
                    1,
                    0,
                    "call_llm",
                    "gen_ai.request.model",
                    "gemini-2.5-flash",
                    "gcp.vertex.agent.llm_request",
                    "{}",
                    "gcp.vertex.agent.llm_response",
                    "{}"))
            .interaction();
    assertThat(it.getOutputState()).isEqualTo(ContentState.NOT_CAPTURED);
    assertThat(it.getAnswer()).isEmpty();
  }

  @Test
  void readsMlflowWhoseValuesAreQuotedJson() {
    Interaction it =
        Trace.of(
                span(
                    1,
                    0,
                    "Completions",
                    "mlflow.spanType",
                    "\"CHAT_MODEL\"",
                    "mlflow.llm.model",
                    "\"gpt-4o\"",
                    "mlflow.spanInputs",
                    "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]}",
                    "mlflow.spanOutputs",
                    "{\"id\":\"c1\",\"model\":\"gpt-4o-2024-08-06\",\"choices\":[{\"index\":0,\"finish_reason\":\"length\",\"message\":{\"role\":\"assistant\",\"content\":\"Because.\"}}]}",
                    "mlflow.chat.tokenUsage",
                    "{\"input_tokens\":7,\"output_tokens\":3}",
                    "mlflow.linkedPrompts",
                    "[{\"name\":\"qa\",\"version\":\"4\"}]",
                    "mlflow.trace.session",
                    "\"s1\""))
            .interaction();
    assertAsked(it, "Why?", "Because.");
    assertThat(it.getModel().getRequested()).isEqualTo("gpt-4o");
    assertThat(it.getModel().getServed()).isEqualTo("gpt-4o-2024-08-06");
    assertThat(it.getPrompt().getName()).isEqualTo("qa");
    assertThat(it.getPrompt().getVersion()).isEqualTo("4");
    assertThat(it.getUsage().getOutputTokens()).isEqualTo(3);
    assertThat(it.getFinishReasonsList()).containsExactly(FinishReason.LENGTH);
    assertThat(it.getConversationId()).isEqualTo("s1");
  }

  @Test
  void readsLangSmithWithLangChainsMessagesInBytes() {
    AnyValue prompt =
        bytes(
            "{\"messages\":[[{\"lc\":1,\"type\":\"constructor\",\"id\":[\"langchain\",\"schema\",\"messages\",\"HumanMessage\"],\"kwargs\":{\"content\":\"Why?\",\"type\":\"human\"}}]]}");
    AnyValue completion =
        bytes(
            "{\"generations\":[[{\"text\":\"Because.\",\"type\":\"ChatGeneration\",\"message\":{\"lc\":1,\"type\":\"constructor\",\"id\":[\"langchain\",\"schema\",\"messages\",\"AIMessage\"],\"kwargs\":{\"content\":\"Because.\",\"response_metadata\":{}}}}]]}");
    Interaction it =
        Trace.of(
                span(
                    1,
                    0,
                    "ChatOpenAI",
                    "langsmith.span.kind",
                    "llm",
                    "gen_ai.system",
                    "langchain",
                    "gen_ai.request.model",
                    "gpt-4o",
                    "gen_ai.prompt",
                    prompt,
                    "gen_ai.completion",
                    completion,
                    "langsmith.metadata.thread_id",
                    "s1",
                    "langsmith.trace.session_id",
                    "project",
                    "langsmith.metadata.lc_hub_commit_hash",
                    "abc123"))
            .interaction();
    assertAsked(it, "Why?", "Because.");
    assertThat(it.getConversationId()).isEqualTo("s1");
    assertThat(it.getPrompt().getVersion()).isEqualTo("abc123");
    assertThat(it.getFramework()).isEqualTo("langchain");
  }

  @Test
  void readsLogfireWithRequestAndResponseData() {
    Interaction it =
        Trace.of(
                span(
                    1,
                    0,
                    "Chat Completion with 'gpt-4o'",
                    "gen_ai.system",
                    "openai",
                    "gen_ai.request.model",
                    "gpt-4o",
                    "request_data",
                    "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"system\",\"content\":\"Be kind.\"},{\"role\":\"user\",\"content\":\"Why?\"}]}",
                    "response_data",
                    "{\"message\":{\"role\":\"assistant\",\"content\":\"Because.\"},\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}"))
            .interaction();
    assertAsked(it, "Why?", "Because.");
    assertThat(it.getSystemInstructions()).isEqualTo("Be kind.");
    assertThat(it.getUsage().getInputTokens()).isEqualTo(7);
  }

  @Test
  void readsPydanticAiWithItsEventsInOneAttribute() {
    Interaction it =
        Trace.of(
                span(
                    1,
                    0,
                    "chat gpt-4o",
                    "gen_ai.operation.name",
                    "chat",
                    "gen_ai.request.model",
                    "gpt-4o",
                    "events",
                    "[{\"event.name\":\"gen_ai.user.message\",\"role\":\"user\",\"content\":\"Why?\",\"gen_ai.message.index\":0},{\"event.name\":\"gen_ai.choice\",\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Because.\"}}]"))
            .interaction();
    assertAsked(it, "Why?", "Because.");
  }

  @Test
  void readsLangWatchWithTypedValuesAndItsContexts() {
    Interaction it =
        Trace.of(
                span(
                    1,
                    0,
                    "llm",
                    "langwatch.span.type",
                    "llm",
                    "gen_ai.request.model",
                    "gpt-4o",
                    "langwatch.prompt.handle",
                    "qa",
                    "langwatch.prompt.version.number",
                    3,
                    "langwatch.thread.id",
                    "s1",
                    "langwatch.input",
                    "{\"type\":\"chat_messages\",\"value\":[{\"role\":\"user\",\"content\":\"Why?\"}]}",
                    "langwatch.output",
                    "{\"type\":\"text\",\"value\":\"Because.\"}"),
                span(
                    2,
                    1,
                    "search",
                    "langwatch.span.type",
                    "rag",
                    "langwatch.rag.contexts",
                    "[{\"document_id\":\"d1\",\"content\":\"It is so.\"}]"))
            .interaction();
    assertAsked(it, "Why?", "Because.");
    assertThat(it.getPrompt().getVersion()).isEqualTo("3");
    assertThat(it.getDocumentsList())
        .singleElement()
        .matches(d -> d.getId().equals("d1") && d.getText().equals("It is so."));
  }

  @Test
  void readsGenkit() {
    Interaction it =
        Trace.of(
                span(
                    1,
                    0,
                    "googleai/gemini-2.5-flash",
                    "genkit:type",
                    "action",
                    "genkit:metadata:subtype",
                    "model",
                    "genkit:input",
                    "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Why?\"}]}],\"tools\":[{\"name\":\"look\",\"inputSchema\":{}}]}",
                    "genkit:output",
                    "{\"message\":{\"role\":\"model\",\"content\":[{\"text\":\"Because.\"}]},\"finishReason\":\"stop\",\"usage\":{\"inputTokens\":7,\"outputTokens\":3}}"))
            .interaction();
    assertAsked(it, "Why?", "Because.");
    assertThat(it.getUsage().getInputTokens()).isEqualTo(7);
    assertThat(it.getFinishReasonsList()).containsExactly(FinishReason.STOP);
    assertThat(it.getToolsList()).hasSize(1);
  }

  @Test
  void readsHaystackComponents() {
    Interaction it =
        Trace.of(
                span(1, 0, "haystack.pipeline.run", "haystack.pipeline.input_data", "{}"),
                span(
                    2,
                    1,
                    "haystack.component.run",
                    "haystack.component.type",
                    "InMemoryBM25Retriever",
                    "haystack.component.output",
                    "{\"documents\":[{\"id\":\"d1\",\"content\":\"It is so.\",\"score\":0.5}]}"),
                span(
                    3,
                    1,
                    "haystack.component.run",
                    "haystack.component.type",
                    "OpenAIChatGenerator",
                    "haystack.component.input",
                    "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Why?\"}]}]}",
                    "haystack.component.output",
                    "{\"replies\":[{\"role\":\"assistant\",\"content\":[{\"text\":\"Because.\"}],\"meta\":{\"model\":\"gpt-4o\",\"finish_reason\":\"stop\",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}}]}"))
            .interaction();
    assertAsked(it, "Why?", "Because.");
    assertThat(it.getModel().getServed()).isEqualTo("gpt-4o");
    assertThat(it.getUsage().getOutputTokens()).isEqualTo(3);
    assertThat(it.getDocumentsList()).singleElement().matches(d -> d.getScore() == 0.5);
  }

  @Test
  void readsLiveKit() {
    Interaction it =
        Trace.of(
                span(
                    1,
                    0,
                    "llm_request",
                    "gen_ai.request.model",
                    "gpt-4o",
                    "lk.chat_ctx",
                    "{\"items\":[{\"type\":\"message\",\"role\":\"user\",\"content\":[\"Why?\"]}]}",
                    "lk.response.text",
                    "Because."))
            .interaction();
    assertAsked(it, "Why?", "Because.");
  }

  @Test
  void readsSemanticKernelAndAzureWhoseEventsHoldJson() {
    Span.Builder chat =
        span(
                1,
                0,
                "chat.completions gpt-4o",
                "gen_ai.operation.name",
                "chat.completions",
                "gen_ai.system",
                "az.ai.inference",
                "gen_ai.request.model",
                "gpt-4o",
                "gen_ai.response.prompt_tokens",
                7)
            .addEvents(
                event(
                    "gen_ai.user.message",
                    "gen_ai.event.content",
                    "{\"role\":\"user\",\"content\":\"Why?\"}"))
            .addEvents(
                event(
                    "gen_ai.choice",
                    "gen_ai.event.content",
                    "{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"content\":\"Because.\"}}"));
    Interaction it = Trace.of(chat).interaction();
    assertAsked(it, "Why?", "Because.");
    assertThat(it.getProvider()).isEqualTo("azure.ai.inference");
    assertThat(it.getUsage().getInputTokens()).isEqualTo(7);
    assertThat(it.getFinishReasonsList()).containsExactly(FinishReason.STOP);
  }

  @Test
  void readsContentThatACollectorTookOffTheSpanIntoALogRecord() {
    AnyValue body =
        AnyValue.newBuilder()
            .setStringValue(
                "{\"input\":{\"messages\":[{\"role\":\"user\",\"content\":{\"content\":\"Why?\"}}]},\"output\":{\"messages\":[{\"role\":\"assistant\",\"content\":{\"message\":\"Because.\"}}]}}")
            .build();
    Interaction it =
        Trace.of(span(1, 0, "chat", "gen_ai.operation.name", "chat", "gen_ai.request.model", "m"))
            .body(1, body)
            .interaction();
    assertAsked(it, "Why?", "Because.");
  }

  @Test
  void readsLiteLlmsFunctionCallInIndexedKeys() {
    Interaction it =
        Trace.of(
                span(
                    1,
                    0,
                    "litellm_request",
                    "gen_ai.request.model",
                    "gpt-4o",
                    "llm.request.type",
                    "completion",
                    "gen_ai.prompt.0.role",
                    "user",
                    "gen_ai.prompt.0.content",
                    "Why?",
                    "gen_ai.completion.0.role",
                    "assistant",
                    "gen_ai.completion.0.function_call.name",
                    "look",
                    "gen_ai.completion.0.function_call.arguments",
                    "{\"q\":1}"))
            .interaction();
    assertThat(it.getQuestion()).isEqualTo("Why?");
    assertThat(parts(it).filter(Part::hasToolCall).map(Part::getToolCall))
        .singleElement()
        .matches(call -> call.getName().equals("look") && call.getArguments().equals("{\"q\":1}"));
  }

  @Test
  void readsTheApplicationsOwnMetadataHoweverItIsSpelt() {
    Interaction it =
        Trace.of(
                span(
                    1,
                    0,
                    "chat",
                    "gen_ai.operation.name",
                    "chat",
                    "gen_ai.request.model",
                    "m",
                    "metadata",
                    "{\"sessionId\":\"s1\",\"prompt_version\":\"9\"}",
                    "traceloop.association.properties.prompt-name",
                    "qa"))
            .interaction();
    assertThat(it.getConversationId()).isEqualTo("s1");
    assertThat(it.getPrompt().getName()).isEqualTo("qa");
    assertThat(it.getPrompt().getVersion()).isEqualTo("9");
    assertThat(it.getProvenanceMap())
        .containsEntry("conversationId", "metadata#/sessionId")
        .containsEntry("prompt.name", "traceloop.association.properties.prompt-name");
  }

  private static void assertAsked(Interaction it, String question, String answer) {
    assertThat(it.getQuestion()).isEqualTo(question);
    assertThat(it.getAnswer()).isEqualTo(answer);
    assertThat(it.getInputState()).isEqualTo(ContentState.FULL);
    assertThat(it.getOutputState()).isEqualTo(ContentState.FULL);
  }

  private static Stream<Part> parts(Interaction it) {
    return Stream.concat(it.getInputList().stream(), it.getOutputList().stream())
        .flatMap(message -> message.getPartsList().stream());
  }

  private static Span.Event event(String name, Object... attributes) {
    Span.Event.Builder event = Span.Event.newBuilder().setName(name);
    for (int i = 0; i < attributes.length; i += 2) {
      event.addAttributes(attribute((String) attributes[i], attributes[i + 1]));
    }
    return event.build();
  }

  private static AnyValue bytes(String text) {
    return AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8(text)).build();
  }
}

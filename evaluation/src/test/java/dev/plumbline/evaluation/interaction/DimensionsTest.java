package dev.plumbline.evaluation.interaction;

import static dev.plumbline.evaluation.interaction.Trace.agent;
import static dev.plumbline.evaluation.interaction.Trace.chat;
import static dev.plumbline.evaluation.interaction.Trace.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields that slices are made of, and how an interaction ended. */
class DimensionsTest {
  @ParameterizedTest
  @CsvSource({
    "OpenAI, openai",
    "openai.chat, openai",
    "az.ai.openai, azure.ai.openai",
    "azure.ai.openai, azure.ai.openai",
    "vertex_ai, gcp.vertex_ai",
    "aws, aws.bedrock",
    "xai, x_ai"
  })
  void spellsAProviderAsTheConventionDoes(String sent, String canonical) {
    assertThat(Trace.of(chat(1, 0, "gen_ai.system", sent)).interaction().getProvider())
        .isEqualTo(canonical);
  }

  @Test
  void doesNotTakeAFrameworkForAProvider() {
    Interaction interaction =
        Trace.of(
                agent(1, 0, "gen_ai.system", "spring_ai"),
                chat(2, 1, "gen_ai.system", "langchain", "llm.provider", "anthropic"))
            .interaction();
    assertThat(interaction.getProvider()).isEqualTo("anthropic");
    assertThat(interaction.getFramework()).isEqualTo("langchain");
    assertThat(interaction.getProvenanceMap()).containsEntry("provider", "llm.provider");
  }

  @Test
  void saysWhenTheServedModelIsOnlyTheOneThatWasAsked() {
    Interaction asked = Trace.of(chat(1, 0, "gen_ai.request.model", "m")).interaction();
    assertThat(asked.getModel().getServed()).isEqualTo("m");
    assertThat(asked.getModel().getInferred()).isTrue();
    Interaction none =
        Trace.of(chat(1, 0, "gen_ai.request.model", "m", "gen_ai.response.model", "none"))
            .interaction();
    assertThat(none.getModel().getInferred()).isTrue();
    assertThat(Trace.of(chat(1, 0)).interaction().getModel().getInferred()).isFalse();
  }

  @Test
  void prefersTheStrongestSourceOfTheVersionThenTheConfiguredOneThenTheHash() {
    String[] sent = {
      "gen_ai.prompt.version", "7", "langfuse.observation.prompt.version", "3", "app.prompt", "v1"
    };
    assertThat(version(sent)).isEqualTo("7");
    assertThat(version(Arrays.copyOfRange(sent, 2, 6))).isEqualTo("3");
    assertThat(version("mlflow.linkedPrompts", "[{\"name\":\"p\",\"version\":5}]")).isEqualTo("5");
    assertThat(version(Arrays.copyOfRange(sent, 4, 6))).isEqualTo("v1");
    // printf 'Be kind.' | sha256sum
    assertThat(version("gen_ai.system_instructions", "  Be\n kind. "))
        .isEqualTo("sha256:5499befb38db");
    assertThat(version()).isEmpty();
  }

  @Test
  void doesNotMakeANewVersionOfEveryDocumentInTheSystemPrompt() {
    assertThat(version("gen_ai.system_instructions", "Be kind.\nContext:\n[1] a\n[2] b"))
        .isEqualTo(version("gen_ai.system_instructions", "Be kind.\nContext:\n[1] c"))
        .isEqualTo(version("gen_ai.system_instructions", "Be kind."));
  }

  @Test
  void takesTheRouteFromTheStrongestSource() {
    Span.Builder server =
        span(1, 0, "POST", "http.route", "/chat").setKind(Span.SpanKind.SPAN_KIND_SERVER);
    Span.Builder client = span(1, 0, "POST", "http.route", "/chat");
    Span.Builder named = agent(2, 1, "gen_ai.agent.name", "helper", "traceloop.workflow.name", "w");
    assertThat(route(server, agent(2, 1, "app.route", "billing"), chat(3, 2))).isEqualTo("billing");
    assertThat(route(server, named, chat(3, 2))).isEqualTo("/chat");
    assertThat(route(client, named, chat(3, 2, "gen_ai.workflow.name", "flow"))).isEqualTo("flow");
    assertThat(route(client, named, chat(3, 2))).isEqualTo("helper");
    assertThat(route(client, agent(2, 1, "traceloop.workflow.name", "w"), chat(3, 2)))
        .isEqualTo("w");
    assertThat(route(client, agent(2, 1), chat(3, 2))).isEqualTo("POST");
  }

  @Test
  void inheritsIdsFromTheSpansAround() {
    Interaction interaction =
        Trace.of(
                span(1, 0, "GET", "session.id", "s"),
                agent(2, 1, "user.id", "u-1"),
                chat(3, 2, "gen_ai.response.id", "r"))
            .interaction();
    assertThat(interaction.getConversationId()).isEqualTo("s");
    assertThat(interaction.getResponseId()).isEqualTo("r");
    assertThat(interaction.getUserId()).matches("[0-9a-f]{16}");
  }

  @Test
  void addsUpTokensThatWereSentAsTextAndLeavesOutImpossibleOnes() {
    Interaction interaction =
        Trace.of(
                agent(1, 0, "gen_ai.usage.input_tokens", 999),
                chat(2, 1, "gen_ai.usage.input_tokens", "225", "gen_ai.usage.output_tokens", -4),
                chat(3, 1, "gen_ai.usage.input_tokens", 5, "llm.token_count.completion", 0),
                chat(4, 1, "gen_ai.usage.input_tokens", Long.MAX_VALUE))
            .interaction();
    assertThat(interaction.getUsage().getInputTokens()).isEqualTo(230);
    assertThat(interaction.getUsage().getOutputTokens()).isZero();
    assertThat(interaction.getUsage().hasOutputTokens()).isTrue();
    assertThat(interaction.getUsage().hasReasoningTokens()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"tool-calls\"]|TOOL_CALL",
        "\"tool_use\"|TOOL_CALL",
        "[\"STOP\"]|STOP",
        "end_turn|STOP",
        "FinishReason.MAX_TOKENS|LENGTH",
        "ToolCalls|TOOL_CALL",
        "COMPLETE|STOP",
        "guardrail_intervened|CONTENT_FILTER",
        "content-filter|CONTENT_FILTER",
        "something new|FINISH_OTHER"
      })
  void bringsFinishReasonsIntoOneSet(String sent, FinishReason reason) {
    assertThat(
            Trace.of(chat(1, 0, "gen_ai.response.finish_reasons", sent))
                .interaction()
                .getFinishReasonsList())
        .containsExactly(reason);
  }

  @Test
  void findsTheErrorInTheStatusAndItsNameInTheException() {
    Span.Builder failed =
        chat(1, 0)
            .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
            .addEvents(
                Span.Event.newBuilder()
                    .setName("exception")
                    .addAttributes(Trace.attribute("exception.type", "TimeoutException")));
    assertThat(Trace.of(failed).interaction().getErrorType()).isEqualTo("TimeoutException");
    assertThat(Trace.of(failed.clearEvents()).interaction().getErrorType()).isEqualTo("error");
  }

  @Test
  void readsTheUpstreamWeightFromTheScoredSpanElseTheRoot() {
    Interaction root =
        Trace.of(agent(1, 0).setTraceState("ot=th:8"), chat(2, 1).setTraceState("vendor=x"))
            .interaction();
    assertThat(root.getUpstreamWeight()).isEqualTo(2);
    Interaction unknown = Trace.of(chat(1, 0)).interaction();
    assertThat(unknown.getUpstreamWeight()).isEqualTo(1);
    assertThat(unknown.getUpstreamWeightKnown()).isFalse();
  }

  private static String version(String... attributes) {
    return Trace.of(chat(1, 0, (Object[]) attributes)).interaction().getPrompt().getVersion();
  }

  private static String route(Span.Builder... spans) {
    return Trace.of(spans).interaction().getRoute();
  }
}

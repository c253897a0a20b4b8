package dev.plumbline.evaluation.interaction;

import static dev.plumbline.evaluation.interaction.Trace.agent;
import static dev.plumbline.evaluation.interaction.Trace.attribute;
import static dev.plumbline.evaluation.interaction.Trace.chat;
import static dev.plumbline.evaluation.interaction.Trace.said;
import static dev.plumbline.evaluation.interaction.Trace.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Step;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Which spans make one interaction, which call gave its answer, and what counts as usage. */
class InteractionRootsTest {
  private static final String OUT = "gen_ai.output.messages";

  @Test
  void countsOneLogicalCallOnNestedSpansOnce() {
    // As the AI SDK sends it: agent, step and call, each with usage and the answer.
    Interaction interaction =
        Trace.of(
                agent(1, 0, OUT, said("assistant", "hi"), "gen_ai.usage.output_tokens", 7),
                span(2, 1, "step 1", "gen_ai.operation.name", "agent_step"),
                chat(3, 2, OUT, said("assistant", "hi"), "gen_ai.usage.output_tokens", 7))
            .interaction();
    assertThat(interaction.getRootSpanId()).isEqualTo(Trace.hex(1));
    assertThat(interaction.getAnswerSpanId()).isEqualTo(Trace.hex(3));
    assertThat(interaction.getUsage().getOutputTokens()).isEqualTo(7);
  }

  @Test
  void countsTwoInstrumentationsOfOneCallOnceAndReadsTheOneWithContent() {
    Interaction interaction =
        Trace.of(
                agent(1, 0),
                chat(2, 1, "gen_ai.response.id", "r", "gen_ai.usage.output_tokens", 5)
                    .setEndTimeUnixNano(9_000),
                chat(
                    3,
                    1,
                    "gen_ai.response.id",
                    "r",
                    "gen_ai.usage.output_tokens",
                    5,
                    OUT,
                    said("assistant", "hi")))
            .interaction();
    assertThat(interaction.getAnswer()).isEqualTo("hi");
    assertThat(interaction.getUsage().getOutputTokens()).isEqualTo(5);
    assertThat(interaction.getStepsList()).extracting(Step::getSpanId).hasSize(2);
  }

  @Test
  void countsACachedResponseThatIsGivenTwiceAsTwoCalls() {
    Interaction interaction =
        Trace.of(
                agent(1, 0),
                chat(2, 1, "gen_ai.response.id", "r", "gen_ai.usage.output_tokens", 5),
                chat(8, 1, "gen_ai.response.id", "r", "gen_ai.usage.output_tokens", 5))
            .interaction();
    assertThat(interaction.getUsage().getOutputTokens()).isEqualTo(10);
  }

  @Test
  void asksTheSpanAroundACallForWhatTheServerOfTheModelDoesNotTell() {
    Interaction interaction =
        Trace.of(
                chat(1, 0, "gen_ai.response.id", "r", "gen_ai.usage.output_tokens", 5)
                    .addAttributes(attribute("gen_ai.response.finish_reasons", "[\"length\"]")),
                span(2, 1, "POST"),
                chat(3, 2, "gen_ai.request.model", "m"))
            .interaction();
    assertThat(interaction.getResponseId()).isEqualTo("r");
    assertThat(interaction.getUsage().getOutputTokens()).isEqualTo(5);
    assertThat(interaction.getFinishReasonsList()).containsExactly(FinishReason.LENGTH);
  }

  @Test
  void countsTheUsageOfTwoAttemptsOnceThoughOneOfThemTellsNone() {
    Interaction interaction =
        Trace.of(
                chat(1, 0, "gen_ai.usage.output_tokens", 5),
                chat(2, 1, "error.type", "429"),
                chat(3, 1, "gen_ai.usage.output_tokens", 5))
            .interaction();
    assertThat(interaction.getUsage().getOutputTokens()).isEqualTo(5);
  }

  @Test
  void takesWhatAnAgentGaveOutForTheAnswerWhenItsLastCallWasATool() {
    Interaction interaction =
        Trace.of(
                agent(1, 0, "final_result", "It is sunny."),
                chat(
                    2,
                    1,
                    "gen_ai.output.messages",
                    "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"t\",\"name\":\"final\",\"arguments\":{}}]}]"))
            .interaction();
    assertThat(interaction.getAnswer()).isEqualTo("It is sunny.");
  }

  @Test
  void keepsTwoTurnsOfOneTraceApart() {
    assertThat(
            Trace.of(
                    span(1, 0, "POST /chat"),
                    chat(2, 1, OUT, said("assistant", "one")),
                    chat(4, 1, OUT, said("assistant", "two")))
                .interactions())
        .extracting(Interaction::getAnswer)
        .containsExactly("one", "two");
  }

  @Test
  void joinsCallsBesideEachOtherByTheIdOfTheToolCall() {
    String call =
        "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"c1\","
            + "\"name\":\"f\",\"arguments\":{}}]}]";
    String result =
        "[{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"%s\","
            + "\"response\":\"x\"}]}]";
    assertThat(
            Trace.of(
                    chat(2, 0, OUT, call),
                    chat(4, 0, OUT, said("assistant", "another conversation")),
                    chat(
                        6,
                        0,
                        "gen_ai.input.messages",
                        result.formatted("c1"),
                        OUT,
                        said("assistant", "done")))
                .interactions())
        .extracting(Interaction::getAnswer)
        .containsExactly("done", "another conversation");
    assertThat(
            Trace.of(
                    chat(2, 0, OUT, call),
                    chat(6, 0, "gen_ai.input.messages", result.formatted("c9")))
                .interactions())
        .hasSize(2);
  }

  @Test
  void neverTakesAGuardrailOrAJudgeForTheAnswer() {
    Interaction interaction =
        Trace.of(
                agent(1, 0),
                chat(2, 1, OUT, said("assistant", "real")),
                span(3, 1, "guard", "openinference.span.kind", "GUARDRAIL"),
                chat(4, 3, OUT, said("assistant", "safe"), "gen_ai.usage.output_tokens", 3),
                span(5, 0, "judge", "openinference.span.kind", "EVALUATOR"),
                chat(6, 5, OUT, said("assistant", "faithful")))
            .interaction();
    assertThat(interaction.getAnswer()).isEqualTo("real");
    assertThat(interaction.getUsage().hasOutputTokens()).isFalse();
  }

  @Test
  void doesNotTakeTheWordsOfAnEarlierStepForTheAnswerOfACallThatFailed() {
    Interaction interaction =
        Trace.of(
                agent(1, 0),
                chat(2, 1, OUT, said("assistant", "rewritten question")),
                chat(4, 1, "error.type", "RateLimitError"))
            .interaction();
    assertThat(interaction.getAnswer()).isEmpty();
    assertThat(interaction.getErrorType()).isEqualTo("RateLimitError");
  }

  @Test
  void takesTheCallThatSaidWhatTheRootGaveOut() {
    Interaction interaction =
        Trace.of(
                agent(1, 0, OUT, said("assistant", "the answer")),
                chat(2, 1, OUT, said("assistant", "the answer")),
                chat(4, 1, OUT, said("assistant", "A title for this chat")))
            .interaction();
    assertThat(interaction.getAnswer()).isEqualTo("the answer");
  }

  @Test
  void leavesOutCallsThatWereMadeWithinATool() {
    Interaction interaction =
        Trace.of(
                agent(1, 0),
                chat(2, 1, OUT, said("assistant", "outer")),
                span(3, 1, "tool", "gen_ai.operation.name", "execute_tool"),
                chat(4, 3, OUT, said("assistant", "inner"), "gen_ai.usage.output_tokens", 2))
            .interaction();
    assertThat(interaction.getAnswer()).isEqualTo("outer");
    assertThat(interaction.getUsage().getOutputTokens()).isEqualTo(2);
  }

  @Test
  void readsARemoteAgentThatShowsNoCall() {
    Interaction interaction =
        Trace.of(agent(1, 0, OUT, said("assistant", "hi"), "gen_ai.usage.output_tokens", 4))
            .interaction();
    assertThat(interaction.getAnswer()).isEqualTo("hi");
    assertThat(interaction.getUsage().getOutputTokens()).isEqualTo(4);
  }

  @Test
  void makesNothingOfRetrievalEmbeddingOrAChainWithoutACall() {
    assertThat(
            Trace.of(
                    span(1, 0, "embeddings m", "gen_ai.operation.name", "embeddings"),
                    span(2, 0, "retrieval kb", "gen_ai.operation.name", "retrieval"),
                    span(3, 0, "chain", "openinference.span.kind", "CHAIN"),
                    span(4, 0, "SELECT", "db.system", "postgresql"))
                .interactions())
        .isEmpty();
  }

  @Test
  void countsTheTimeOfTheAnswerNotOfWhatWentOnAfterwards() {
    Interaction interaction =
        Trace.of(
                agent(1, 0).setEndTimeUnixNano(8_000),
                chat(2, 1),
                span(20, 1, "judge", "openinference.span.kind", "EVALUATOR"))
            .interaction();
    assertThat(interaction.getEndUnixNanos()).isEqualTo(8_000);
  }

  @Test
  void neverHasANegativeDuration() {
    Interaction interaction = Trace.of(chat(9, 0).setEndTimeUnixNano(1)).interaction();
    assertThat(interaction.getEndUnixNanos()).isEqualTo(interaction.getStartUnixNanos());
    assertThat(interaction.getSteps(0).getEndUnixNanos())
        .isEqualTo(interaction.getSteps(0).getStartUnixNanos());
  }

  @Test
  void opensALoopOfParents() {
    assertThat(Trace.of(chat(1, 2), agent(2, 1), chat(3, 3)).interactions()).hasSize(2);
  }

  @Test
  void dropsThePlaceholderOfASpanThatIsStillOpen() {
    assertThat(
            Trace.of(
                    chat(1, 0, "logfire.pending_parent_id", "0000000000000000"),
                    chat(2, 0, OUT, said("assistant", "hi")))
                .interaction()
                .getAnswer())
        .isEqualTo("hi");
  }

  @Test
  void takesTimeInProportionToTheSpansHoweverTheyAreNested() {
    // A thousand answers below a thousand nested spans took 50 s when every walk went to the root.
    Span.Builder[] spans =
        IntStream.rangeClosed(1, 2000)
            .mapToObj(i -> i <= 1000 ? span(i, i - 1, "step") : chat(i, 1000))
            .toArray(Span.Builder[]::new);
    Trace trace = Trace.of(spans);
    Assertions.assertTimeout(
        Duration.ofSeconds(15), () -> assertThat(trace.interactions()).hasSize(1000));
  }
}

package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.grounded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolDefinition;
import dev.plumbline.v1.Usage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Content that was not captured, cut, kept elsewhere or masked is never a failed check. */
class CaptureTest {
  private static final List<ContentState> HIDDEN =
      List.of(
          ContentState.NOT_CAPTURED,
          ContentState.REFERENCED,
          ContentState.CUT,
          ContentState.REDACTED,
          ContentState.CONTENT_STATE_UNSPECIFIED);

  /** What is left of an answer in such a state: nothing, a placeholder, its beginning. */
  private static final List<String> REMAINS =
      List.of("", "[REDACTED]", "I can't help with that, Acme password", "{\"day");

  @Test
  void neverFailsAnyCheckForTheAnswer() {
    for (ContentState state : HIDDEN) {
      for (String rest : REMAINS) {
        Interaction hidden = complete(rest).setOutputState(state).setOutputType("json").build();
        assertThat(failed(hidden)).as("%s, answer \"%s\"", state, rest).isEmpty();
      }
    }
  }

  @Test
  void neverFailsAnyCheckForTheDocuments() {
    for (ContentState state : HIDDEN.subList(0, 4)) {
      Interaction hidden =
          complete("Write to ann@corp.test [7]. Dear x, Source: please.")
              .setDocumentsState(state)
              .build();
      assertThat(failed(hidden))
          .as("%s", state)
          .doesNotContainKeys("grounding", "personal-data", "prompt-leak");
      assertThat(failed(hidden.toBuilder().clearDocuments().build()))
          .as("%s, no documents", state)
          .doesNotContainKeys("grounding", "citations", "personal-data");
    }
  }

  @Test
  void neverFailsAnyCheckForTheConversation() {
    for (ContentState state : HIDDEN) {
      Interaction hidden =
          complete("The key AKIAQ3EGRT2XK5V7PLMD and the card 4539 1488 0343 6467.")
              .setInputState(state)
              .build();
      assertThat(failed(hidden))
          .as("%s", state)
          .doesNotContainKeys("personal-data", "secrets", "prompt-leak");
    }
  }

  @Test
  void failsTheSameAnswersWhenTheyWereCaptured() {
    Interaction bad =
        complete("I can't help with that, Acme password ann@corp.test AKIAQ3EGRT2XK5V7PLMD")
            .build();
    assertThat(failed(bad).keySet())
        .contains("refusal", "format", "json-schema", "personal-data", "secrets", "no-rivals");
  }

  private static Interaction.Builder complete(String answer) {
    Part.Builder call =
        Part.newBuilder()
            .setToolCall(ToolCall.newBuilder().setId("c1").setName("find").setArguments("{\"q\""));
    return grounded(answer, "A restore takes 2 hours.")
        .setQuestion("How long does a restore take?")
        .setSystemInstructions("You are the assistant of a shop and never give away a price list.")
        .addOutput(Message.newBuilder().setRole("assistant").addParts(call))
        .addTools(ToolDefinition.newBuilder().setName("find"))
        .addFinishReasons(FinishReason.STOP)
        .setStartUnixNanos(1)
        .setEndUnixNanos(2_000_000)
        .setTimeToFirstTokenNanos(5)
        .setUsage(Usage.newBuilder().setInputTokens(1).setOutputTokens(2));
  }

  private static Map<String, CheckOutcome> failed(Interaction interaction) {
    Map<String, CheckOutcome> failed = new TreeMap<>();
    for (CheckResult result : EveryCheck.suite().run(interaction)) {
      if (result.outcome() instanceof CheckOutcome.Scored scored && !scored.pass()) {
        failed.put(result.checkId(), scored);
      }
    }
    return failed;
  }
}

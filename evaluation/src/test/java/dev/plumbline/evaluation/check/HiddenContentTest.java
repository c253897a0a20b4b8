package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.grounded;
import static java.util.Map.entry;
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
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every check an answer that it fails, and which content it reads for that: without that
 * content it does not fail. A check without a row here fails.
 */
class HiddenContentTest {
  private static final List<ContentState> HIDDEN =
      List.of(
          ContentState.NOT_CAPTURED,
          ContentState.REFERENCED,
          ContentState.CUT,
          ContentState.REDACTED);

  private static final Map<String, Row> ROWS =
      Map.ofEntries(
          entry("empty-answer", new Row(says(""), Set.of(Content.ANSWER))),
          entry("refusal", new Row(says("I can't help with that."), Set.of(Content.ANSWER))),
          entry("truncated", new Row(ends(FinishReason.LENGTH), Set.of())),
          entry("error", new Row(says("").setErrorType("timeout"), Set.of())),
          entry("json-schema", new Row(says("soon").setOutputType("json"), Set.of(Content.ANSWER))),
          entry("format", new Row(says("Acme"), Set.of(Content.ANSWER))),
          entry(
              "citations",
              new Row(
                  says("Restores of a file take two hours at most [7]."),
                  Set.of(Content.ANSWER, Content.DOCUMENT_LIST))),
          entry(
              "grounding",
              new Row(
                  says("Whales sing in the Pacific for 90 minutes."),
                  Set.of(Content.ANSWER, Content.DOCUMENTS, Content.DOCUMENT_LIST))),
          entry("tool-calls", new Row(calls("find", "{\"q\""), Set.of(Content.ANSWER))),
          entry("repetition", new Row(says("again and ".repeat(40)), Set.of(Content.ANSWER))),
          entry(
              "prompt-leak",
              new Row(
                  says("I am the assistant of a shop and never give away a price list."),
                  Set.of(Content.ANSWER, Content.DOCUMENTS, Content.CONVERSATION))),
          entry(
              "personal-data",
              new Row(
                  says("Write to ann@corp.test."),
                  Set.of(
                      Content.ANSWER,
                      Content.DOCUMENTS,
                      Content.DOCUMENT_LIST,
                      Content.CONVERSATION))),
          entry(
              "secrets",
              new Row(
                  says("The key is AKIAQ3EGRT2XK5V7PLMD."),
                  Set.of(Content.ANSWER, Content.CONVERSATION))),
          entry("latency", new Row(says("ok").setEndUnixNanos(5_000_000_000L), Set.of())),
          entry(
              "time-to-first-token",
              new Row(says("ok").setTimeToFirstTokenNanos(900_000_000), Set.of())),
          entry(
              "token-budget",
              new Row(says("ok").setUsage(Usage.newBuilder().setOutputTokens(900)), Set.of())),
          entry("names-a-source", new Row(says("It takes two hours."), Set.of(Content.ANSWER))),
          entry("linear", new Row(says("It takes two hours."), Set.of(Content.ANSWER))),
          entry("has-days", new Row(says("{\"hours\": 2}"), Set.of(Content.ANSWER))),
          entry("of-a", new Row(says("\"b\""), Set.of(Content.ANSWER))),
          entry("no-rivals", new Row(says("Ask Acme."), Set.of(Content.ANSWER))),
          entry("polite", new Row(says("It takes two hours."), Set.of(Content.ANSWER))));

  private record Row(Interaction.Builder failing, Set<Content> reads) {}

  private enum Content {
    ANSWER {
      @Override
      Interaction without(Interaction.Builder all, ContentState state) {
        return all.setOutputState(state).build();
      }
    },
    DOCUMENTS {
      @Override
      Interaction without(Interaction.Builder all, ContentState state) {
        return all.setDocumentsState(state).build();
      }
    },
    DOCUMENT_LIST {
      @Override
      Interaction without(Interaction.Builder all, ContentState state) {
        return all.clearDocuments().setDocumentsState(state).build();
      }
    },
    CONVERSATION {
      @Override
      Interaction without(Interaction.Builder all, ContentState state) {
        return all.setInputState(state).build();
      }
    };

    abstract Interaction without(Interaction.Builder all, ContentState state);
  }

  static List<Check> checks() {
    return EveryCheck.checks().toList();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void isNoFailure(Check check) {
    assertThat(ROWS).containsKey(check.id());
    Row row = ROWS.get(check.id());
    assertThat(fails(check, row.failing().build())).as("%s, all captured", check.id()).isTrue();
    for (Content content : row.reads()) {
      for (ContentState state : HIDDEN) {
        Interaction hidden = content.without(row.failing().build().toBuilder(), state);
        assertThat(fails(check, hidden)).as("%s, %s %s", check.id(), content, state).isFalse();
      }
    }
  }

  private static boolean fails(Check check, Interaction interaction) {
    return check.evaluate(interaction) instanceof CheckOutcome.Scored scored && !scored.pass();
  }

  private static Interaction.Builder says(String answer) {
    return grounded(answer, "A restore takes 2 hours.")
        .setQuestion("How long does a restore take?")
        .setSystemInstructions("You are the assistant of a shop and never give away a price list.")
        .setStartUnixNanos(1);
  }

  private static Interaction.Builder ends(FinishReason reason) {
    return says("It takes").addFinishReasons(reason);
  }

  private static Interaction.Builder calls(String tool, String arguments) {
    Part.Builder call =
        Part.newBuilder()
            .setToolCall(ToolCall.newBuilder().setId("c1").setName(tool).setArguments(arguments));
    return says("ok")
        .addOutput(Message.newBuilder().setRole("assistant").addParts(call))
        .addTools(ToolDefinition.newBuilder().setName(tool));
  }
}

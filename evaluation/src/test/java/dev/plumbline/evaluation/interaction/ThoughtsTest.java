package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Interaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model thinks aloud is no part of its answer. */
class ThoughtsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<think>Let me see.</think>It takes two days.|It takes two days.",
        "<think>;Let me see.;</think>;;It takes two days.|It takes two days.",
        ";<THINKING>;I can't tell.;</Thinking>; Two.|Two.",
        "<reasoning>a</reasoning> b|b",
        "<thought>a</thought> b|b",
        "<scratchpad>a</scratchpad> b|b",
        "Let me see.;</think>;;It takes two days.|It takes two days.",
        "<think>a</think>|''",
        "<think>;It never|''",
        "<think>|''"
      })
  void standAheadOfTheAnswer(String text, String answer) {
    assertThat(Thoughts.without(text.replace(';', '\n'))).isEqualTo(answer.replace("''", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It takes two days.",
        "I think it takes two days.",
        "<think> is a tag of some models",
        "Write <think>a</think> first.",
        "Close it with `</think>` then.",
        "Write <think>\na\n</think>\nfirst.",
        "<b>Two</b> days",
        ""
      })
  void areNoneWhereAnAnswerSpeaksOfThem(String text) {
    assertThat(Thoughts.without(text)).isEqualTo(text);
  }

  @Test
  void areLeftOutOfTheAnswerOfAnInteraction() {
    Interaction interaction =
        Trace.of(
                Trace.chat(
                    1,
                    0,
                    "gen_ai.output.messages",
                    Trace.said("assistant", "<think>I can't say.</think>\n\nTwo days.")))
            .interaction();
    assertThat(interaction.getAnswer()).isEqualTo("Two days.");
  }
}

package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import org.junit.jupiter.api.Test;

/** What the checks read of an interaction, and how much of it. */
class ReadingTest {
  private static final int ANSWER_CHARS = 32_768;
  private static final int CONVERSATION_CHARS = 65_536;

  @Test
  void hasTheWordsOfTheQuestionAndOfEveryEarlierMessage() {
    Reading reading =
        new Reading(
            answering("a")
                .setQuestion("Whales sing")
                .addInput(message("Mice gnaw").toBuilder().addParts(part("Snow falls")))
                .addInput(message("Rain"))
                .build());
    for (String word : new String[] {"whales", "sing", "mice", "gnaw", "snow", "falls", "rain"}) {
      assertThat(said(reading, word)).as(word).isTrue();
    }
    assertThat(said(reading, "a")).isFalse();
    assertThat(reading.said()).isSameAs(reading.said());
  }

  @Test
  void leavesOutMessagesBeyondItsBound() {
    String first = "mice ".repeat(CONVERSATION_CHARS / 5);
    Interaction.Builder long1 = answering("a").addInput(message(first));
    int left = CONVERSATION_CHARS - first.length();
    assertThat(left).isPositive();
    String fits = "r".repeat(left);
    String beyond = "s".repeat(left + 1);
    Reading reading = new Reading(long1.addInput(message(beyond)).addInput(message(fits)).build());
    assertThat(said(reading, "mice")).isTrue();
    assertThat(said(reading, fits)).isTrue();
    assertThat(said(reading, beyond)).isFalse();
  }

  @Test
  void readsTheBeginningOfALongAnswer() {
    String answer = "mice ".repeat(ANSWER_CHARS / 5) + "abc snow";
    Words words = new Reading(answering(answer).build()).answerText().words();
    assertThat(words.size()).isEqualTo(ANSWER_CHARS / 5 + 1);
    assertThat(words.end(words.size() - 1)).isEqualTo(ANSWER_CHARS);
  }

  @Test
  void makesEachThingOnce() {
    Reading reading = new Reading(answering("Write to ann@corp.test [1].").build());
    assertThat(reading.answerText()).isSameAs(reading.answerText());
    assertThat(reading.citations()).isSameAs(reading.citations());
    assertThat(reading.values()).hasSize(1).isSameAs(reading.values());
  }

  private static boolean said(Reading reading, String word) {
    return reading.said().get(Words.of(word).hash(0)) != 0;
  }

  private static Message message(String text) {
    return Message.newBuilder().setRole("user").addParts(part(text)).build();
  }

  private static Part part(String text) {
    return Part.newBuilder().setText(text).build();
  }
}

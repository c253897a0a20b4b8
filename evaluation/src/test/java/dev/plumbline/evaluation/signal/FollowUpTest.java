package dev.plumbline.evaluation.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.Signal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowUpTest {
  private static final Duration REST = Duration.ofMinutes(30);
  private static final long SECOND = 1_000_000_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "How do I reset my password? | how do i reset my password    | REGENERATED",
        "How do I reset my password? | How can I reset my password?  | REPHRASED",
        "How do I reset my password? | I meant the password of a team | CONTINUED",
        "How do I reset my password? | Thanks, that worked           | CONTINUED",
        "Go on                       | Go on                         | CONTINUED",
        "Go on please                | Go on                         | CONTINUED",
        "Wie setze ich mein Passwort zurück? | Wie setze ich das Passwort zurück? | REPHRASED",
        "''                          | How do I reset my password?   | CONTINUED"
      })
  void comparesQuestionsByTheirWords(String question, String next, FollowUp expected) {
    assertThat(FollowUp.of(turn("a", question, 0), turn("b", next, 10), REST)).isEqualTo(expected);
  }

  @Test
  void takesTheSameInputForARegenerationHoweverShortTheQuestionIs() {
    Turn first = new Turn("a", 0, SECOND, OptionalInt.empty(), asked("yes", "Delete it?"));
    Turn again = new Turn("b", 9 * SECOND, 10 * SECOND, OptionalInt.empty(), first.question());
    Turn other =
        new Turn("c", 9 * SECOND, 10 * SECOND, OptionalInt.empty(), asked("yes", "All of it?"));
    assertThat(FollowUp.of(first, again, REST)).isEqualTo(FollowUp.REGENERATED);
    assertThat(FollowUp.of(first, other, REST)).isEqualTo(FollowUp.CONTINUED);
  }

  @Test
  void estimatesTheShareOfCommonWordsOfLongQuestionsFromTheSmallestHashes() {
    StringBuilder half = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      half.append(" common").append(i);
    }
    StringBuilder other = new StringBuilder(half);
    StringBuilder most = new StringBuilder(half);
    for (int i = 0; i < 3_000; i++) {
      other.append(" own").append(i);
    }
    for (int i = 0; i < 300; i++) {
      most.append(" own").append(i);
    }
    Turn turn = turn("a", half.toString(), 0);
    assertThat(turn.question().words()).hasSize(64);
    assertThat(FollowUp.of(turn, turn("b", other.toString(), 10), REST))
        .isEqualTo(FollowUp.CONTINUED);
    assertThat(FollowUp.of(turn, turn("b", most.toString(), 10), REST))
        .isEqualTo(FollowUp.REPHRASED);
  }

  @Test
  void findsAConversationAbandonedThatRestedForTooLong() {
    String question = "How do I reset my password?";
    assertThat(FollowUp.of(turn("a", question, 0), turn("b", question, 1_801), REST))
        .isEqualTo(FollowUp.REGENERATED);
    assertThat(FollowUp.of(turn("a", question, 0), turn("b", question, 1_802), REST))
        .isEqualTo(FollowUp.ABANDONED);
  }

  @Test
  void takesForTheNextTurnTheFirstThatBeginsWhenTheAnswerIsThere() {
    Turn answer = turn("a", "one", 0);
    Turn title = new Turn("t", SECOND / 2, 2 * SECOND, OptionalInt.empty(), asked("title"));
    Turn next = turn("b", "two", 10);
    List<Turn> ordered = Turn.order(List.of(next, title, answer));
    assertThat(FollowUp.next(answer, ordered)).contains(next);
    assertThat(FollowUp.next(next, ordered)).isEmpty();
  }

  @Test
  void goesByNumberOnlyWhereEveryTurnHasOne() {
    Turn second = numbered("b", 0, 2);
    Turn first = numbered("a", 10, 1);
    assertThat(Turn.order(List.of(second, first))).containsExactly(first, second);
    assertThat(FollowUp.next(first, List.of(first, second))).contains(second);
    Turn without = turn("c", "x", 5);
    assertThat(Turn.order(List.of(first, without, second))).containsExactly(second, without, first);
  }

  @Test
  void hasOneSignalPerMetricAndNoValueWhereNobodyKnows() {
    Signal base = Signal.newBuilder().setTenant("acme").setTraceId("t").build();
    Turn unknown = turn("a", "", 0);
    assertThat(FollowUp.ABANDONED.signals(unknown, null, 5, base, 7))
        .extracting(Signal::getName, Signal::hasValue, Signal::getRevision)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("user_regeneration", false, 7),
            org.assertj.core.api.Assertions.tuple("user_rephrase", false, 7),
            org.assertj.core.api.Assertions.tuple("user_abandonment", true, 7));
    assertThat(FollowUp.REPHRASED.signals(turn("a", "x", 0), turn("b", "y", 1), 5, base, 1))
        .extracting(Signal::getValue)
        .containsExactly(1.0, 0.0, 1.0);
  }

  private static Turn turn(String id, String question, long startSeconds) {
    return new Turn(
        id,
        startSeconds * SECOND,
        (startSeconds + 1) * SECOND,
        OptionalInt.empty(),
        asked(question));
  }

  private static Turn numbered(String id, long startSeconds, int index) {
    return new Turn(
        id,
        startSeconds * SECOND,
        (startSeconds + 1) * SECOND,
        OptionalInt.of(index),
        asked("question " + id));
  }

  private static Question asked(String question, String... before) {
    Interaction.Builder interaction = Interaction.newBuilder().setQuestion(question);
    for (String text : before) {
      interaction.addInput(Message.newBuilder().addParts(Part.newBuilder().setText(text)));
    }
    return Question.of(interaction.build(), Redaction.none().hashes("acme"));
  }
}

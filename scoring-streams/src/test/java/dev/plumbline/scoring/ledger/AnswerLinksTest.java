package dev.plumbline.scoring.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.scoring.links.Answers;
import dev.plumbline.scoring.state.Answer;
import dev.plumbline.scoring.state.Link;
import dev.plumbline.v1.Interaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswerLinksTest {
  private final List<String> sent = new ArrayList<>();
  private final AnswerLinks links =
      new AnswerLinks(
          (node, key, message) -> sent.add(key + " " + ((Link) message).getWhatCase()),
          Redaction.none());

  @Test
  void takesAnAnswerFromTheConversationThatARevisionDoesNotNameAnyMore() {
    LedgerEntry entry = LedgerEntry.of(null);
    links.known(entry, answer().setConversationId("first").build());
    links.known(entry, answer().setConversationId("second").build());
    assertThat(sent)
        .containsExactly(
            "acme|r|resp ANSWER",
            "acme|c|first ANSWER",
            "acme|c|first GONE",
            "acme|r|resp ANSWER",
            "acme|c|second ANSWER");
  }

  @Test
  void saysNothingOfAnAnswerThatHasNeitherResponseNorConversation() {
    links.known(LedgerEntry.of(null), answer().clearResponseId().build());
    assertThat(sent).isEmpty();
  }

  @Test
  void hashesAnIdThatIsATextSinceItIsStoredAsAKey() {
    links.known(LedgerEntry.of(null), answer().setResponseId("x".repeat(100_000)).build());
    assertThat(sent).singleElement().asString().hasSizeLessThan(100);
  }

  @Test
  void nobodyWithoutTheKeyCanTryWordsAgainstWhatIsKeptOfAQuestion() {
    Interaction asked = answer().setQuestion("Why was my operation cancelled?").build();
    byte[] key = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    byte[] other = "another-key-another-key-another-k".getBytes(UTF_8);
    Answer plain = Answers.of(asked, Redaction.none());
    Answer keyed = Answers.of(asked, Redaction.of(key, Set.of()));
    assertThat(keyed.getWordsList()).hasSize(5).doesNotContainAnyElementsOf(plain.getWordsList());
    assertThat(keyed).isEqualTo(Answers.of(asked, Redaction.of(key, Set.of())));
    assertThat(Answers.of(asked, Redaction.of(other, Set.of())).getWordsList())
        .doesNotContainAnyElementsOf(keyed.getWordsList());
    // A key that the next start does not have would make every question another one.
    assertThat(Answers.of(asked, Redaction.ofOneStart(key, Set.of()))).isEqualTo(plain);
  }

  private static Interaction.Builder answer() {
    return Interaction.newBuilder().setTenant("acme").setInteractionId("i").setResponseId("resp");
  }
}

package dev.plumbline.scoring.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.state.Link;
import dev.plumbline.v1.Interaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerLinksTest {
  private final List<String> sent = new ArrayList<>();
  private final AnswerLinks links =
      new AnswerLinks((node, key, message) -> sent.add(key + " " + ((Link) message).getWhatCase()));

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

  private static Interaction.Builder answer() {
    return Interaction.newBuilder().setTenant("acme").setInteractionId("i").setResponseId("resp");
  }
}

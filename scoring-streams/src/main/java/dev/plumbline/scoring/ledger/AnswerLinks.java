package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.scoring.links.Answers;
import dev.plumbline.scoring.links.LinkKeys;
import dev.plumbline.scoring.state.Link;
import dev.plumbline.v1.Interaction;
import java.util.List;

/** Tells the link task under which response and conversation an answer is known. */
final class AnswerLinks {
  private final Sink sink;
  private final Redaction redaction;

  AnswerLinks(Sink sink, Redaction redaction) {
    this.sink = sink;
    this.redaction = redaction;
  }

  /** Makes this revision known, and takes the answer from where an earlier one had put it. */
  void known(LedgerEntry entry, Interaction interaction) {
    List<String> keys = LinkKeys.of(interaction);
    for (String before : entry.row().getLinksList()) {
      if (!keys.contains(before)) {
        send(before, Link.newBuilder().setGone(interaction.getInteractionId()).build());
      }
    }
    if (!keys.isEmpty()) {
      Link known = Link.newBuilder().setAnswer(Answers.of(interaction, redaction)).build();
      keys.forEach(key -> send(key, known));
    }
    entry.row().clearLinks().addAllLinks(keys);
  }

  /** Takes the answer from everywhere that it is known. */
  void gone(LedgerEntry entry) {
    Link gone = Link.newBuilder().setGone(entry.row().getInteractionId()).build();
    entry.row().getLinksList().forEach(key -> send(key, gone));
    entry.row().clearLinks();
  }

  private void send(String key, Link link) {
    sink.send(LedgerProcessor.TO_LINKS, key, link);
  }
}

package dev.plumbline.scoring.links;

import dev.plumbline.evaluation.interaction.Twins;
import dev.plumbline.scoring.state.Answer;
import dev.plumbline.scoring.state.LinkRow;
import dev.plumbline.scoring.state.LinkedAnswer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known under one response or conversation, in hand. */
final class LinkEntry {
  /** More traces than tell of one call, so that it shows when an id is none. */
  private static final int MAX_OF_RESPONSE = 8;

  /** Older turns are settled long since, and their text is not looked at any more. */
  private static final int MAX_OF_CONVERSATION = 50;

  private final String key;
  private final LinkRow.Builder row;

  LinkEntry(String key, @Nullable LinkRow held) {
    this.key = key;
    this.row = held == null ? LinkRow.newBuilder() : held.toBuilder();
  }

  String key() {
    return key;
  }

  LinkRow.Builder row() {
    return row;
  }

  boolean isConversation() {
    return LinkKeys.isConversation(key);
  }

  List<LinkedAnswer.Builder> answers() {
    return row.getAnswersBuilderList();
  }

  /** Notes the answer, or its later revision, and forgets the oldest above the cap. */
  void put(Answer answer, long idleAt) {
    Optional<LinkedAnswer.Builder> held =
        answers().stream()
            .filter(a -> a.getAnswer().getInteractionId().equals(answer.getInteractionId()))
            .findFirst();
    held.ifPresentOrElse(
        known -> known.setAnswer(answer),
        () -> row.addAnswersBuilder().setAnswer(answer).setIdleAt(idleAt));
    if (row.getAnswersCount() > (isConversation() ? MAX_OF_CONVERSATION : MAX_OF_RESPONSE)) {
      row.removeAnswers(
          row.getAnswersList()
              .indexOf(
                  row.getAnswersList().stream()
                      .min(Comparator.comparingLong(a -> a.getAnswer().getEndUnixNanos()))
                      .orElseThrow()));
    }
  }

  /** Forgets an answer, and returns what was known of it. */
  Optional<LinkedAnswer> remove(String interactionId) {
    for (int i = 0; i < row.getAnswersCount(); i++) {
      LinkedAnswer held = row.getAnswers(i);
      if (held.getAnswer().getInteractionId().equals(interactionId)) {
        row.removeAnswers(i);
        return Optional.of(held);
      }
    }
    return Optional.empty();
  }

  /** The answers without those that another trace tells more of. */
  List<Answer> counted() {
    List<Answer> all = row.getAnswersList().stream().map(LinkedAnswer::getAnswer).toList();
    Set<String> ids =
        new HashSet<>(
            Twins.distinctCalls(all.stream().map(Answers::call).toList()).stream()
                .map(Twins.Call::interactionId)
                .toList());
    return all.stream().filter(answer -> ids.contains(answer.getInteractionId())).toList();
  }
}

package dev.plumbline.scoring.links;

import dev.plumbline.evaluation.signal.Targets;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ScoringMetrics.Fate;
import dev.plumbline.scoring.SignalsConfig;
import dev.plumbline.scoring.state.Answer;
import dev.plumbline.scoring.state.EarlySignal;
import dev.plumbline.scoring.state.Link;
import dev.plumbline.v1.Signal;
import java.util.List;
import java.util.Optional;

/**
 * Gives feedback that names no trace to its answer. It may come before the answer does; and what
 * names a conversation alone is given only after a while, since the turn that it is about may still
 * be under way while the one before is known.
 */
final class Waiting {
  /** A conversation or response for which more waits is not one; the rest is counted. */
  private static final int MAX = 32;

  private final SignalsConfig config;
  private final LinkSink sink;
  private final ScoringMetrics metrics;

  Waiting(SignalsConfig config, LinkSink sink, ScoringMetrics metrics) {
    this.config = config;
    this.sink = sink;
    this.metrics = metrics;
  }

  /** Takes feedback that came at {@code now}. */
  void arrived(LinkEntry entry, Signal signal, long now) {
    boolean ready = !entry.isConversation() || signal.hasTurnIndex();
    Optional<Answer> answer = ready ? answer(entry, signal) : Optional.empty();
    if (answer.isPresent()) {
      give(entry, answer.get(), signal, false);
      return;
    }
    // Sent twice, it waits once: as it came last.
    for (int i = 0; i < entry.row().getEarlyCount(); i++) {
      if (signal(entry.row().getEarly(i)).getSignalId().equals(signal.getSignalId())) {
        entry.row().getEarlyBuilder(i).setSignal(signal.toByteString());
        metrics.signal(Fate.DUPLICATE);
        return;
      }
    }
    if (entry.row().getEarlyCount() >= MAX) {
      metrics.signal(Fate.TOO_MANY_WAITING);
      return;
    }
    entry
        .row()
        .addEarlyBuilder()
        .setSignal(signal.toByteString())
        .setReadyAt(ready ? now : now + config.waitForTurn().toMillis())
        .setUntil(now + config.waitForAnswer().toMillis());
  }

  /** Gives what can be given at {@code now}. */
  void refresh(LinkEntry entry, long now) {
    for (int i = entry.row().getEarlyCount() - 1; i >= 0; i--) {
      EarlySignal waiting = entry.row().getEarly(i);
      if (waiting.getReadyAt() <= now) {
        Signal signal = signal(waiting);
        Optional<Answer> answer = answer(entry, signal);
        if (answer.isPresent()) {
          entry.row().removeEarly(i);
          give(entry, answer.get(), signal, true);
        }
      }
    }
  }

  /** What has waited long enough at {@code now} is looked for elsewhere, or counted as lost. */
  void forget(LinkEntry entry, long now) {
    for (int i = entry.row().getEarlyCount() - 1; i >= 0; i--) {
      EarlySignal waiting = entry.row().getEarly(i);
      if (waiting.getUntil() > now) {
        continue;
      }
      entry.row().removeEarly(i);
      Signal signal = signal(waiting);
      LinkKeys.after(entry.key(), signal)
          .ifPresentOrElse(
              next -> {
                metrics.signal(Fate.PASSED_ON);
                sink.send(
                    LinkProcessor.TO_LINKS,
                    next,
                    Link.newBuilder().setSignal(signal.toByteString()).build());
              },
              () -> metrics.signal(Fate.NO_ANSWER));
    }
  }

  /** When something that waits becomes ready; the largest number for never. */
  static long nextReady(LinkEntry entry, long now) {
    return entry.row().getEarlyList().stream()
        .mapToLong(EarlySignal::getReadyAt)
        .filter(at -> at > now)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** When something has waited long enough; the largest number for never. */
  static long nextForgotten(LinkEntry entry) {
    return entry.row().getEarlyList().stream()
        .mapToLong(EarlySignal::getUntil)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private void give(LinkEntry entry, Answer answer, Signal signal, boolean waited) {
    // What waited for its turn alone was not early.
    boolean early = waited && (!entry.isConversation() || signal.hasTurnIndex());
    metrics.signal(
        entry.isConversation()
            ? early ? Fate.EARLY_BY_CONVERSATION : Fate.JOINED_BY_CONVERSATION
            : early ? Fate.EARLY_BY_RESPONSE : Fate.JOINED_BY_RESPONSE);
    sink.send(LinkProcessor.TO_SIGNALS, answer.getTraceId(), Answers.about(answer, signal));
  }

  private static Optional<Answer> answer(LinkEntry entry, Signal signal) {
    List<Answer> answers = entry.counted();
    if (entry.isConversation() && signal.hasTurnIndex()) {
      answers =
          answers.stream()
              .filter(a -> a.hasTurn() && a.getTurn() == signal.getTurnIndex())
              .toList();
    }
    List<Targets.Candidate> candidates =
        answers.stream()
            .map(
                a ->
                    new Targets.Candidate(
                        a.getInteractionId(), List.of(), List.of(), Answers.endMillis(a)))
            .toList();
    Optional<String> id = Targets.latest(signal, candidates);
    return answers.stream()
        .filter(a -> id.filter(a.getInteractionId()::equals).isPresent())
        .findFirst();
  }

  private static Signal signal(EarlySignal waiting) {
    return Answers.signal(waiting.getSignal());
  }
}

package dev.plumbline.scoring.links;

import dev.plumbline.evaluation.signal.FollowUp;
import dev.plumbline.evaluation.signal.Turn;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ScoringMetrics.Fate;
import dev.plumbline.scoring.state.Answer;
import dev.plumbline.scoring.state.LinkedAnswer;
import dev.plumbline.v1.Signal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what came after each answer of a conversation, and publishes it anew when a turn that
 * comes late, changes or goes makes it something else.
 */
final class FollowUps {
  private static final long NANOS = 1_000_000;
  private static final int CHANGES_BITS = 8;
  private static final int MAX_CHANGES = (1 << CHANGES_BITS) - 1;

  private final Duration rest;
  private final LinkSink sink;
  private final ScoringMetrics metrics;

  FollowUps(Duration rest, LinkSink sink, ScoringMetrics metrics) {
    this.rest = rest;
    this.sink = sink;
    this.metrics = metrics;
  }

  /** Says what the turns known at {@code now} make of each answer, where that has changed. */
  void refresh(LinkEntry entry, long now) {
    Map<String, Turn> turns = new HashMap<>();
    entry.counted().stream()
        .map(Answers::turn)
        .forEach(turn -> turns.put(turn.interactionId(), turn));
    List<Turn> ordered = Turn.order(List.copyOf(turns.values()));
    for (LinkedAnswer.Builder answer : entry.answers()) {
      Turn turn = turns.get(answer.getAnswer().getInteractionId());
      if (turn == null) {
        withdraw(entry, answer);
        continue;
      }
      Optional<Turn> next = FollowUp.next(turn, ordered);
      if (next.isPresent()) {
        long settled = next.get().startUnixNanos() / NANOS;
        say(entry, answer, turn, next.get(), FollowUp.of(turn, next.get(), rest), settled);
      } else if (answer.getIdleAt() <= now
          || answer.getFollowUp().startsWith(FollowUp.ABANDONED.name())) {
        long settled = Answers.endMillis(answer.getAnswer()) + rest.toMillis();
        say(entry, answer, turn, null, FollowUp.ABANDONED, settled);
      } else {
        withdraw(entry, answer);
      }
    }
  }

  /** The answer is no turn of this conversation any more. */
  void gone(LinkEntry entry, LinkedAnswer answer) {
    withdraw(entry, answer.toBuilder());
  }

  /** When the conversation counts as left after its last answer; the largest number for never. */
  static long nextIdle(LinkEntry entry, long now) {
    return entry.answers().stream()
        .filter(answer -> answer.getFollowUp().isEmpty())
        .mapToLong(LinkedAnswer.Builder::getIdleAt)
        .filter(at -> at > now)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private void say(
      LinkEntry entry,
      LinkedAnswer.Builder answer,
      Turn turn,
      @Nullable Turn next,
      FollowUp followUp,
      long settled) {
    String said = followUp.name() + (FollowUp.comparable(turn, next) ? "" : " unknown");
    if (said.equals(answer.getFollowUp())) {
      return;
    }
    answer.setFollowUp(said);
    send(
        followUp.signals(
            turn, next, settled, base(entry, answer.getAnswer()), nextRevision(answer)));
  }

  private void withdraw(LinkEntry entry, LinkedAnswer.Builder answer) {
    if (answer.getFollowUp().isEmpty()) {
      return;
    }
    Turn turn = Answers.turn(answer.getAnswer());
    Signal base = base(entry, answer.getAnswer());
    int revision = nextRevision(answer.setFollowUp(""));
    long millis = Answers.endMillis(answer.getAnswer());
    send(
        FollowUp.METRICS.stream()
            .map(metric -> FollowUp.withdrawn(turn, metric, millis, base, revision))
            .toList());
  }

  private void send(List<Signal> signals) {
    for (Signal signal : signals) {
      metrics.signal(Fate.DERIVED);
      sink.send(LinkProcessor.TO_SIGNALS, signal.getTraceId(), signal);
    }
  }

  /**
   * Rises with the interaction's revision, and within one by every change: an interaction that a
   * revision moved to another conversation is published from there with a higher one.
   */
  private static int nextRevision(LinkedAnswer.Builder answer) {
    answer.setChanges(Math.min(MAX_CHANGES, answer.getChanges() + 1));
    return answer.getAnswer().getRevision() << CHANGES_BITS | answer.getChanges();
  }

  private static Signal base(LinkEntry entry, Answer answer) {
    Signal.Builder base = Signal.newBuilder().setTenant(LinkKeys.tenant(entry.key()));
    if (answer.hasTurn()) {
      base.setTurnIndex(answer.getTurn());
    }
    return Answers.about(answer, base.build());
  }
}

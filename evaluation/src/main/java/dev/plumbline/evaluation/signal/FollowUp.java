package dev.plumbline.evaluation.signal;

import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.v1.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came after an answer in its conversation. */
public enum FollowUp {
  /** Another question. */
  CONTINUED,
  /** The same question again: the same input, or the same words when there are at least four. */
  REGENERATED,
  /** A question that has at least half of the words in common, of at least four each. */
  REPHRASED,
  /** Nothing for as long as a conversation may rest. */
  ABANDONED;

  /** Metric and signal: the question was not asked once more as it was. */
  public static final String REGENERATION = "user_regeneration";

  /** Metric and signal: the question was not asked once more in other words. */
  public static final String REPHRASE = "user_rephrase";

  /** Metric and signal: the conversation went on. */
  public static final String ABANDONMENT = "user_abandonment";

  /** All metrics that follow-ups are booked under. */
  public static final List<String> METRICS = List.of(REGENERATION, REPHRASE, ABANDONMENT);

  /**
   * What the next turn makes of an answer.
   *
   * @param rest how long a conversation may rest; a turn that begins later finds it abandoned
   */
  public static FollowUp of(Turn turn, Turn next, Duration rest) {
    if ((next.startUnixNanos() - turn.endUnixNanos()) / 1_000_000 > rest.toMillis()) {
      return ABANDONED;
    }
    if (!comparable(turn, next)) {
      return CONTINUED;
    }
    if (turn.question().sameAs(next.question())) {
      return REGENERATED;
    }
    return turn.question().like(next.question()) ? REPHRASED : CONTINUED;
  }

  /**
   * The signals of a turn, one per metric, with value 1 for good and 0 for what its name says.
   * Where a question was not captured nobody knows whether it was asked once more: those have no
   * value.
   *
   * @param next the next turn; null where there is none
   * @param millis when it was settled: the start of the next turn, or the end of the rest
   * @param base tenant, conversation, trace and span of the answer
   * @param revision higher than that of what was said before
   */
  public List<Signal> signals(
      Turn turn, @Nullable Turn next, long millis, Signal base, int revision) {
    boolean known = comparable(turn, next);
    List<Signal> signals = new ArrayList<>();
    for (String metric : METRICS) {
      Signal.Builder signal = withdrawn(turn, metric, millis, base, revision).toBuilder();
      if (known || metric.equals(ABANDONMENT)) {
        signal.setValue(metric.equals(metric()) ? 0 : 1);
      }
      signals.add(signal.setLabel(name().toLowerCase(Locale.ROOT)).build());
    }
    return signals;
  }

  /** The signal of a metric that says no more whether it was good or not. */
  public static Signal withdrawn(Turn turn, String metric, long millis, Signal base, int revision) {
    return base.toBuilder()
        .setSignalId(
            InteractionIds.contentHash(turn.interactionId(), metric)
                .substring(0, Feedback.ID_CHARACTERS))
        .setInteractionId(turn.interactionId())
        .setName(metric)
        .setSource(Signal.Source.DERIVED)
        .setSourceForm("conversation")
        .setTimeUnixMillis(millis)
        .setRevision(revision)
        .setLabel("withdrawn")
        .build();
  }

  private String metric() {
    return switch (this) {
      case CONTINUED -> "";
      case REGENERATED -> REGENERATION;
      case REPHRASED -> REPHRASE;
      case ABANDONED -> ABANDONMENT;
    };
  }

  /** Whether it is known if the question of a turn was asked once more. */
  public static boolean comparable(Turn turn, @Nullable Turn next) {
    return turn.question().known() && (next == null || next.question().known());
  }

  /**
   * The turn after this one: by index where every turn has one, else the first that begins when
   * this one has ended. Calls beside it, as for a title of the conversation, are not after it.
   *
   * @param ordered by {@link Turn#order}
   */
  public static Optional<Turn> next(Turn turn, List<Turn> ordered) {
    return ordered.subList(ordered.indexOf(turn) + 1, ordered.size()).stream()
        .filter(
            other -> other.startUnixNanos() >= turn.endUnixNanos() || other.isAfterByIndex(turn))
        .findFirst();
  }
}

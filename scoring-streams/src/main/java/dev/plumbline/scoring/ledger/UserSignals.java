package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.signal.FollowUp;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ScoringMetrics.Fate;
import dev.plumbline.scoring.links.LinkKeys;
import dev.plumbline.scoring.state.Link;
import dev.plumbline.scoring.state.SameCall;
import dev.plumbline.v1.Signal;
import java.util.Comparator;
import java.util.OptionalDouble;

/**
 * What users did, as metrics: their thumbs, and what came next in the conversation. Names of
 * signals are the sender's, and one of them could be that of a check; so only these are booked.
 */
final class UserSignals {
  /** The metric of thumbs, and their name. */
  static final String THUMBS = "user_feedback";

  private static final String REGENERATE = "user_regenerate";
  private static final String WITHDRAWN = "withdrawn";
  private static final Comparator<Signal> BY_TIME =
      Comparator.comparingInt(Signal::getRevision)
          .thenComparingLong(Signal::getTimeUnixMillis)
          .thenComparing(Signal::getSignalId);

  private final Sink sink;
  private final Booker booker;
  private final ScoringMetrics metrics;

  UserSignals(Sink sink, Booker booker, ScoringMetrics metrics) {
    this.sink = sink;
    this.booker = booker;
    this.metrics = metrics;
  }

  /** Whether the signal has to do with a metric; a thumb without a value says nothing. */
  static boolean isBooked(Signal signal) {
    return switch (signal.getSource()) {
      case END_USER ->
          signal.getName().equals(REGENERATE)
              || signal.getName().equals(THUMBS)
                  && (signal.hasValue() || signal.getLabel().equals(WITHDRAWN));
      case DERIVED -> FollowUp.METRICS.contains(signal.getName());
      default -> false;
    };
  }

  /** Whether it counts instead of the other: by revision, then by its own time. */
  static boolean isLater(Signal signal, Signal other) {
    return BY_TIME.compare(signal, other) > 0;
  }

  /** Books a signal once; of several of a name the last counts, in whatever order they come. */
  void given(LedgerEntry entry, Signal signal) {
    Signal held = entry.given(signal.getName()).orElse(null);
    if (held != null && !isLater(signal, held)) {
      boolean same = held.getSignalId().equals(signal.getSignalId());
      metrics.signal(same ? Fate.DUPLICATE : Fate.OLDER);
      return;
    }
    // Only news are moved, so that a vote cannot go round for ever.
    if (!entry.counts()) {
      move(entry, signal);
    }
    entry.give(signal);
    rebook(entry);
  }

  /** Books what is known where the interaction is booked now. */
  void rebook(LedgerEntry entry) {
    entry.given(THUMBS).ifPresent(thumb -> book(entry, THUMBS, value(thumb)));
    for (String metric : FollowUp.METRICS) {
      entry.given(metric).ifPresent(signal -> book(entry, metric, followUp(entry, signal)));
    }
  }

  /** A vote about a call that another trace tells more of is a vote about that one's answer. */
  void move(LedgerEntry entry, Signal signal) {
    if (signal.getSource() != Signal.Source.END_USER) {
      return;
    }
    SameCall to = entry.row().getSameCall();
    metrics.signal(Fate.MOVED);
    sink.send(
        LedgerProcessor.TO_SIGNALS,
        to.getSameAsTrace(),
        signal.toBuilder()
            .setTraceId(to.getSameAsTrace())
            .clearSpanId()
            .setInteractionId(to.getSameAs())
            .build());
  }

  /** A signal whose trace has no answer may have been sent from the request that took the click. */
  void lookElsewhere(Signal signal) {
    LinkKeys.first(signal)
        .ifPresentOrElse(
            key -> {
              metrics.signal(Fate.PASSED_ON);
              sink.send(
                  LedgerProcessor.TO_LINKS,
                  key,
                  Link.newBuilder().setSignal(signal.toByteString()).build());
            },
            () -> metrics.signal(Fate.NO_ANSWER));
  }

  /** Whoever asked for another answer by a button did so, whatever the next turn looks like. */
  private static OptionalDouble followUp(LedgerEntry entry, Signal signal) {
    boolean asked =
        signal.getName().equals(FollowUp.REGENERATION)
            && signal.hasValue()
            && entry.given(REGENERATE).filter(s -> !s.getLabel().equals(WITHDRAWN)).isPresent();
    return asked ? OptionalDouble.of(0) : value(signal);
  }

  private static OptionalDouble value(Signal signal) {
    return signal.hasValue() ? OptionalDouble.of(signal.getValue()) : OptionalDouble.empty();
  }

  private void book(LedgerEntry entry, String metric, OptionalDouble value) {
    booker.book(
        entry,
        entry.evaluator("signal:" + metric),
        metric,
        Bookings.signal(entry.at(), metric, value));
  }
}

package dev.plumbline.scoring.ledger;

import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.state.Thumb;
import dev.plumbline.v1.Signal;

/**
 * The users' thumbs of an interaction. Only they have a metric: names of signals are the sender's,
 * and one of them could be that of a check.
 */
final class Thumbs {
  /** The metric, and the name of the signals it counts. */
  static final String METRIC = "user_feedback";

  private final Booker booker;
  private final ScoringMetrics metrics;

  Thumbs(Booker booker, ScoringMetrics metrics) {
    this.booker = booker;
    this.metrics = metrics;
  }

  /** Whether an end user gave a thumb; without a value nobody knows which. */
  static boolean isThumb(Signal signal) {
    return signal.getName().equals(METRIC)
        && signal.hasValue()
        && signal.getSource() == Signal.Source.END_USER;
  }

  /** Books a thumb once; of several the last by its own time counts. */
  void given(LedgerEntry entry, Signal signal) {
    Thumb held = entry.row().getThumb();
    if (held.getSignalId().equals(signal.getSignalId())) {
      metrics.dropped(ScoringMetrics.Drop.DUPLICATE_SIGNAL, 1);
      return;
    }
    if (!entry.row().hasThumb() || held.getTimeMillis() <= signal.getTimeUnixMillis()) {
      entry
          .row()
          .setThumb(
              Thumb.newBuilder()
                  .setSignalId(signal.getSignalId())
                  .setTimeMillis(signal.getTimeUnixMillis())
                  .setValue(signal.getValue()));
      rebook(entry);
    }
  }

  /** Books the thumb that is known, if any, where the interaction is booked now. */
  void rebook(LedgerEntry entry) {
    if (entry.row().hasThumb()) {
      booker.book(
          entry.evaluator("signal:" + METRIC),
          METRIC,
          Bookings.signal(entry.at(), METRIC, entry.row().getThumb().getValue()));
    }
  }
}

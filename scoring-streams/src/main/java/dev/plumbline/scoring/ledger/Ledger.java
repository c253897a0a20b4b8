package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.signal.Targets;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.scoring.ScoringMetrics.Fate;
import dev.plumbline.scoring.assembly.Deadlines;
import dev.plumbline.scoring.checks.Evaluated;
import dev.plumbline.scoring.state.LedgerRow;
import dev.plumbline.scoring.state.SameCall;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row per interaction, and what is due. News always meet a row as it stands at their time,
 * whenever its deadlines are noticed.
 */
final class Ledger {
  private static final String ROW = "row|";
  private static final String EARLY = "early|";

  private final TraceRows rows;
  private final Deadlines deadlines;
  private final LedgerBook book;
  private final JudgmentEnds ends;
  private final Booker booker;
  private final UserSignals signals;
  private final EarlySignals early;
  private final LateFacts late;
  private final Labels labels;
  private final long waitMillis;
  private final ScoringMetrics metrics;

  Ledger(
      TraceRows rows,
      Deadlines deadlines,
      LedgerBook book,
      JudgmentEnds ends,
      Booker booker,
      UserSignals signals,
      EarlySignals early,
      LateFacts late,
      Labels labels,
      Duration waitForAnswer,
      ScoringMetrics metrics) {
    this.rows = rows;
    this.deadlines = deadlines;
    this.book = book;
    this.ends = ends;
    this.booker = booker;
    this.signals = signals;
    this.early = early;
    this.late = late;
    this.labels = labels;
    this.waitMillis = waitForAnswer.toMillis();
    this.metrics = metrics;
  }

  /** Does what is due at {@code now}. */
  void passed(long now) {
    for (Deadlines.Due due : deadlines.take(now)) {
      if (due.key().startsWith(EARLY)) {
        forget(due.key().substring(EARLY.length()), due.at());
        continue;
      }
      String key = due.key().substring(ROW.length());
      LedgerRow held = rows.get(key);
      if (held == null || held.getDueAt() != due.at()) {
        continue;
      }
      LedgerEntry entry = LedgerEntry.of(held);
      entry.row().setDueAt(0);
      ends.expire(entry, due.at());
      if (held.getDeleteAt() <= due.at()) {
        ends.forgotten(entry);
        rows.delete(key);
      } else {
        store(key, entry);
      }
    }
  }

  /** Books a revision, unless its trace was forgotten and this is a late part of it. */
  void evaluated(Evaluated found) {
    String trace = found.interaction().getTenant() + "|" + found.interaction().getTraceId();
    List<LedgerRow> known = rows.of(trace);
    if (TraceRows.isLate(known, found)) {
      metrics.dropped(Drop.LATE_TRACE, 1);
      return;
    }
    Succession succession = Succession.of(found, known);
    Evaluated news = found.as(succession.goesOnAs());
    Interaction interaction = news.interaction();
    String key = trace + "|" + interaction.getInteractionId();
    LedgerEntry entry = entry(rows.get(key), interaction.getArrivalUnixMillis());
    succession.parts().forEach(part -> end(trace, part, interaction, entry));
    book.evaluated(entry, news);
    late.noticed(entry, trace, interaction.getArrivalUnixMillis());
    store(key, entry);
    if (news.lastOfTrace()) {
      for (Signal waiting : early.of(trace)) {
        Targets.named(waiting, rows.candidates(trace))
            .ifPresent(
                id -> {
                  early.remove(trace, waiting);
                  metrics.signal(Fate.EARLY_BY_TRACE);
                  give(trace, id, waiting, interaction.getArrivalUnixMillis());
                });
      }
    }
  }

  /**
   * Ends a part of another interaction, which inherits what users said of it: not what the next
   * turn made of it, and not what went to another trace's answer already.
   */
  private void end(String trace, LedgerRow part, Interaction by, LedgerEntry heir) {
    LedgerEntry entry = entry(part, by.getArrivalUnixMillis());
    book.superseded(entry, by);
    if (entry.counts()) {
      entry.given().stream()
          .filter(given -> given.getSource() == Signal.Source.END_USER)
          .filter(
              given ->
                  heir.given(given.getName())
                      .map(held -> UserSignals.isLater(given, held))
                      .orElse(true))
          .forEach(heir::give);
    }
    entry.row().clearGiven();
    store(trace + "|" + part.getInteractionId(), entry);
  }

  void verdict(Verdict verdict, long now) {
    String key =
        verdict.getTenant() + "|" + verdict.getTraceId() + "|" + verdict.getInteractionId();
    LedgerRow held = rows.get(key);
    if (held == null) {
      metrics.dropped(Drop.UNKNOWN_VERDICT, 1);
      return;
    }
    LedgerEntry entry = entry(held, now);
    ends.verdict(entry, verdict, now);
    store(key, entry);
  }

  /** Keeps a label with the answer that it is about. */
  void label(Label label, long now) {
    String trace = label.getTenant() + "|" + label.getTraceId();
    labels
        .target(label, rows.of(trace))
        .ifPresent(
            row -> {
              LedgerEntry entry = entry(row, now);
              labels.given(entry, label);
              store(trace + "|" + row.getInteractionId(), entry);
            });
  }

  /** Books a signal at the answer that it means, or keeps it for one that is to come. */
  void signal(Signal signal, long now) {
    if (!UserSignals.isBooked(signal)) {
      metrics.signal(Fate.NO_METRIC);
      return;
    }
    String trace = signal.getTenant() + "|" + signal.getTraceId();
    Optional<String> target = Targets.named(rows.living(trace, signal), rows.candidates(trace));
    boolean found = !signal.getInteractionId().isEmpty();
    if (target.isPresent()) {
      if (!found) {
        metrics.signal(Fate.JOINED_BY_TRACE);
      }
      give(trace, target.get(), signal, now);
    } else if (found) {
      metrics.signal(Fate.ANSWER_FORGOTTEN);
    } else {
      early.keep(trace, signal).ifPresent(key -> deadlines.add(now + waitMillis, EARLY + key));
    }
  }

  /** Another trace tells of the same call, or does so no more. */
  void sameCall(String trace, SameCall news, long now) {
    String key = news.getTenant() + "|" + trace + "|" + news.getInteractionId();
    LedgerRow held = rows.get(key);
    if (held == null || !held.getSupersededBy().isEmpty()) {
      metrics.dropped(Drop.LATE_SAME_CALL, 1);
      return;
    }
    LedgerEntry entry = entry(held, now);
    boolean counted = entry.counts();
    entry.row().setSameCall(news);
    if (counted != entry.counts()) {
      booker.recount(entry, now);
      ends.recounted(entry);
    }
    if (!entry.counts()) {
      metrics.dropped(Drop.SAME_CALL, 1);
      entry.given().forEach(given -> signals.move(entry, given));
    }
    store(key, entry);
  }

  private void give(String trace, String interactionId, Signal signal, long now) {
    String key = trace + "|" + interactionId;
    LedgerEntry entry = entry(rows.get(key), now);
    signals.given(entry, signal);
    late.noticed(entry, trace, now);
    store(key, entry);
  }

  /** What waited long enough for its span means its trace, if that has answers. */
  private void forget(String key, long now) {
    Optional<Signal> waited = early.remove(key);
    if (waited.isEmpty()) {
      return;
    }
    Signal signal = waited.get();
    String trace = signal.getTenant() + "|" + signal.getTraceId();
    Optional<String> target = Targets.latest(signal, rows.candidates(trace));
    if (target.isPresent()) {
      metrics.signal(Fate.JOINED_BY_TRACE);
      give(trace, target.get(), signal, now);
    } else {
      signals.lookElsewhere(signal);
    }
  }

  private LedgerEntry entry(@Nullable LedgerRow held, long now) {
    LedgerEntry entry = LedgerEntry.of(held);
    ends.expire(entry, now);
    return entry;
  }

  private void store(String key, LedgerEntry entry) {
    long due = entry.nextDeadline();
    if (entry.row().getDueAt() != due) {
      if (entry.row().getDueAt() != 0) {
        deadlines.remove(entry.row().getDueAt(), ROW + key);
      }
      deadlines.add(due, ROW + key);
    }
    rows.put(key, entry.row().setDueAt(due).build());
  }
}

package dev.plumbline.scoring.ledger;

import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.scoring.assembly.Deadlines;
import dev.plumbline.scoring.checks.Evaluated;
import dev.plumbline.scoring.state.LedgerRow;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One row per interaction, thumbs that came before theirs, and what is due. News always meet a row
 * as it stands at their time, whenever its deadlines are noticed.
 */
final class Ledger {
  private static final long EARLY_MILLIS = Duration.ofMinutes(10).toMillis();
  private static final String ROW = "row|";
  private static final String EARLY = "early|";

  private final KeyValueStore<String, LedgerRow> rows;
  private final KeyValueStore<String, Signal> early;
  private final Deadlines deadlines;
  private final LedgerBook book;
  private final Judgements judgements;
  private final Thumbs thumbs;
  private final ScoringMetrics metrics;

  Ledger(
      KeyValueStore<String, LedgerRow> rows,
      KeyValueStore<String, Signal> early,
      Deadlines deadlines,
      LedgerBook book,
      Judgements judgements,
      Thumbs thumbs,
      ScoringMetrics metrics) {
    this.rows = rows;
    this.early = early;
    this.deadlines = deadlines;
    this.book = book;
    this.judgements = judgements;
    this.thumbs = thumbs;
    this.metrics = metrics;
  }

  /** Does what is due at {@code now}. */
  void passed(long now) {
    for (Deadlines.Due due : deadlines.take(now)) {
      if (due.key().startsWith(EARLY)) {
        forget(due.key().substring(EARLY.length()));
        continue;
      }
      String key = due.key().substring(ROW.length());
      LedgerRow held = rows.get(key);
      if (held == null || held.getDueAt() != due.at()) {
        continue;
      }
      LedgerEntry entry = LedgerEntry.of(held);
      entry.row().setDueAt(0);
      judgements.expire(entry, due.at());
      if (held.getDeleteAt() <= due.at()) {
        rows.delete(key);
      } else {
        store(key, entry);
      }
    }
  }

  /** Books a revision, unless its trace was forgotten and this is a late part of it. */
  void evaluated(Evaluated found) {
    String trace = found.interaction().getTenant() + "|" + found.interaction().getTraceId();
    List<LedgerRow> known = rows(trace).stream().map(row -> row.value).toList();
    if (isLate(known, found)) {
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
    try (KeyValueIterator<String, Signal> waiting = early.range(trace + "|", trace + "}")) {
      waiting.forEachRemaining(
          next -> {
            if (entry.meantBy(next.value)) {
              thumbs.given(entry, next.value);
            }
          });
    }
    store(key, entry);
  }

  /** Ends a part of another interaction, which inherits its thumb. */
  private void end(String trace, LedgerRow part, Interaction by, LedgerEntry heir) {
    LedgerEntry entry = entry(part, by.getArrivalUnixMillis());
    book.superseded(entry, by);
    if (part.hasThumb() && !heir.row().hasThumb()) {
      heir.row().setThumb(part.getThumb());
    }
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
    judgements.verdict(entry, verdict, now);
    store(key, entry);
  }

  /** Books a thumb at every interaction that it means, or keeps it for one that is to come. */
  void signal(Signal signal, long now) {
    if (!Thumbs.isThumb(signal)) {
      metrics.dropped(Drop.OTHER_SIGNAL, 1);
      return;
    }
    String trace = signal.getTenant() + "|" + signal.getTraceId();
    List<KeyValue<String, LedgerRow>> meant = meant(trace, signal);
    for (KeyValue<String, LedgerRow> row : meant) {
      LedgerEntry entry = entry(row.value, now);
      thumbs.given(entry, signal);
      store(row.key, entry);
    }
    String key = trace + "|" + signal.getSignalId();
    if (meant.isEmpty() && early.putIfAbsent(key, signal) == null) {
      deadlines.add(now + EARLY_MILLIS, EARLY + key);
    }
  }

  private void forget(String key) {
    Signal gone = early.delete(key);
    if (gone != null && meant(key.substring(0, key.lastIndexOf('|')), gone).isEmpty()) {
      metrics.dropped(Drop.UNMATCHED_SIGNAL, 1);
    }
  }

  /** A trace that comes again after its compact row went is another assembly of it. */
  private static boolean isLate(List<LedgerRow> known, Evaluated news) {
    String id = news.interaction().getInteractionId();
    return known.stream()
        .filter(row -> row.getInteractionId().equals(id))
        .findFirst()
        .map(row -> row.getFirstArrival() != news.firstArrivalMillis())
        .orElseGet(
            () -> known.stream().anyMatch(r -> r.getFirstArrival() != news.firstArrivalMillis()));
  }

  private List<KeyValue<String, LedgerRow>> meant(String trace, Signal signal) {
    return rows(trace).stream()
        .filter(row -> !row.value.getSuperseded())
        .filter(row -> LedgerEntry.of(row.value).meantBy(signal))
        .toList();
  }

  private List<KeyValue<String, LedgerRow>> rows(String trace) {
    List<KeyValue<String, LedgerRow>> found = new ArrayList<>();
    try (KeyValueIterator<String, LedgerRow> range = rows.range(trace + "|", trace + "}")) {
      range.forEachRemaining(found::add);
    }
    return found;
  }

  private LedgerEntry entry(@Nullable LedgerRow held, long now) {
    LedgerEntry entry = LedgerEntry.of(held);
    judgements.expire(entry, now);
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

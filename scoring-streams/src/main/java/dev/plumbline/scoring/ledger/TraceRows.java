package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.signal.Targets;
import dev.plumbline.scoring.checks.Evaluated;
import dev.plumbline.scoring.state.LedgerRow;
import dev.plumbline.v1.Signal;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The ledger's rows, by {@code tenant|trace|interaction}. */
final class TraceRows {
  private final KeyValueStore<String, LedgerRow> store;

  TraceRows(KeyValueStore<String, LedgerRow> store) {
    this.store = store;
  }

  @Nullable LedgerRow get(String key) {
    return store.get(key);
  }

  void put(String key, LedgerRow row) {
    store.put(key, row);
  }

  void delete(String key) {
    store.delete(key);
  }

  /** Every row of a trace, {@code tenant|trace}. */
  List<LedgerRow> of(String trace) {
    List<LedgerRow> found = new ArrayList<>();
    try (KeyValueIterator<String, LedgerRow> range = store.range(trace + "|", trace + "}")) {
      range.forEachRemaining(row -> found.add(row.value));
    }
    return found;
  }

  /** The answers of a trace that feedback may be about: not what is a part of another one. */
  List<Targets.Candidate> candidates(String trace) {
    return of(trace).stream()
        .filter(row -> row.getSupersededBy().isEmpty())
        .map(LedgerEntry::candidate)
        .toList();
  }

  /** The signal; about the whole if it was found to be about a part that ended meanwhile. */
  Signal living(String trace, Signal signal) {
    String id = signal.getInteractionId();
    LedgerRow row = id.isEmpty() ? null : get(trace + "|" + id);
    while (row != null && !row.getSupersededBy().isEmpty()) {
      id = row.getSupersededBy();
      row = get(trace + "|" + id);
    }
    return signal.toBuilder().setInteractionId(id).build();
  }

  /** A trace that comes again after its compact row went is another assembly of it. */
  static boolean isLate(List<LedgerRow> known, Evaluated news) {
    String id = news.interaction().getInteractionId();
    return known.stream()
        .filter(row -> row.getInteractionId().equals(id))
        .findFirst()
        .map(row -> row.getFirstArrival() != news.firstArrivalMillis())
        .orElseGet(
            () -> known.stream().anyMatch(r -> r.getFirstArrival() != news.firstArrivalMillis()));
  }
}

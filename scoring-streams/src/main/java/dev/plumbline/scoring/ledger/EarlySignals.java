package dev.plumbline.scoring.ledger;

import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ScoringMetrics.Fate;
import dev.plumbline.v1.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Signals of traces whose answer has not come yet. */
final class EarlySignals {
  /** For one trace; nobody clicks more often in ten minutes. */
  private static final int MAX = 32;

  private final KeyValueStore<String, Signal> store;
  private final ScoringMetrics metrics;

  EarlySignals(KeyValueStore<String, Signal> store, ScoringMetrics metrics) {
    this.store = store;
    this.metrics = metrics;
  }

  /** Keeps a signal, and returns its key when it was not there before; the later one stays. */
  Optional<String> keep(String trace, Signal signal) {
    String key = key(trace, signal);
    Signal held = store.get(key);
    if (held != null) {
      metrics.signal(Fate.DUPLICATE);
    } else if (of(trace).size() >= MAX) {
      metrics.signal(Fate.TOO_MANY_WAITING);
      return Optional.empty();
    }
    if (held == null || UserSignals.isLater(signal, held)) {
      store.put(key, signal);
    }
    return held == null ? Optional.of(key) : Optional.empty();
  }

  /** What waits for the trace. */
  List<Signal> of(String trace) {
    List<Signal> waiting = new ArrayList<>();
    try (KeyValueIterator<String, Signal> range = store.range(trace + "|", trace + "}")) {
      range.forEachRemaining(next -> waiting.add(next.value));
    }
    return waiting;
  }

  /** It does not wait any longer. */
  void remove(String trace, Signal signal) {
    store.delete(key(trace, signal));
  }

  /** The signal that waited under the key until now; empty when it was given before. */
  Optional<Signal> remove(String key) {
    return Optional.ofNullable(store.delete(key));
  }

  private static String key(String trace, Signal signal) {
    return trace + "|" + signal.getSignalId();
  }
}

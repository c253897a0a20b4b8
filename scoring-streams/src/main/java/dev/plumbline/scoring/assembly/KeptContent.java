package dev.plumbline.scoring.assembly;

import dev.plumbline.scoring.state.TraceEntry;
import dev.plumbline.scoring.state.TraceState;
import dev.plumbline.scoring.state.TraceState.Phase;
import dev.plumbline.v1.CompletionReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** The content of traces that were emitted, for as long as the assembly keeps it. */
public final class KeptContent {
  private final KeyValueStore<String, TraceState> states;
  private final TraceEntries entries;
  private final Duration keep;

  /**
   * What the assembly keeps.
   *
   * @param keep how long after the first emit
   */
  public KeptContent(
      KeyValueStore<String, TraceState> states,
      KeyValueStore<String, TraceEntry> entries,
      Duration keep) {
    this.states = states;
    this.entries = new TraceEntries(entries);
    this.keep = keep;
  }

  /**
   * A trace as it stands.
   *
   * @param traceKey tenant and trace id with a bar between
   * @param now arrival time
   * @return empty when its content is gone
   */
  public Optional<AssembledTrace> of(String traceKey, long now) {
    TraceState state = states.get(traceKey);
    if (state == null
        || state.getPhase() != Phase.KEPT && state.getPhase() != Phase.REOPENED
        || now > state.getEmittedAt() + keep.toMillis()) {
      return Optional.empty();
    }
    return Optional.of(
        new AssembledTrace(
            entries.read(traceKey),
            state.getRevision(),
            CompletionReason.COMPLETION_REASON_UNSPECIFIED,
            now,
            state.getFirstArrival(),
            List.of()));
  }
}

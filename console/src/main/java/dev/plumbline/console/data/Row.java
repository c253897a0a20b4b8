package dev.plumbline.console.data;

import dev.plumbline.evaluation.intake.Understanding;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is kept of one interaction. Guarded by its {@link RowStore}. */
final class Row {
  static final long UNKNOWN = -1;

  final String interactionId;
  final String traceId;
  final Results scores = new Results();
  final Results decisions = new Results();

  /** Most rows have none. */
  @Nullable Results verdicts;

  @Nullable Results signals;
  SliceValues slice;
  long endMillis;
  int revision;
  long interactionAt = UNKNOWN;
  @Nullable Understanding understanding;
  boolean superseded;

  Row(String interactionId, String traceId, SliceValues slice, long endMillis) {
    this.interactionId = interactionId;
    this.traceId = traceId;
    this.slice = slice;
    this.endMillis = endMillis;
  }

  /** Whether its interaction is known, and not a part of another one. */
  boolean shown() {
    return interactionAt != UNKNOWN && !superseded;
  }

  boolean matches(RowFilter filter) {
    if (!shown() || !filter.slice().matches(slice) || endMillis < filter.from()) {
      return false;
    }
    String metric = filter.metric();
    if (metric == null) {
      return true;
    }
    String outcome = outcome(metric);
    return filter.outcome() == null ? outcome != null : filter.outcome().equals(outcome);
  }

  RequestRow view() {
    Map<String, String> outcomes = new LinkedHashMap<>(scores.outcomes());
    Results said = signals;
    if (said != null) {
      outcomes.putAll(said.outcomes());
    }
    return new RequestRow(
        interactionId,
        traceId,
        slice,
        endMillis,
        Position.unpack(interactionAt),
        outcomes,
        decisions.outcomes(),
        Stream.of(scores, decisions, verdicts)
            .filter(Objects::nonNull)
            .flatMapToLong(results -> Arrays.stream(results.positions()))
            .mapToObj(Position::unpack)
            .toList(),
        said == null
            ? List.of()
            : Arrays.stream(said.positions()).mapToObj(Position::unpack).toList());
  }

  private @Nullable String outcome(String metric) {
    String scored = scores.outcome(metric);
    if (scored != null) {
      return scored;
    }
    String said = signals == null ? null : signals.outcome(metric);
    return said == null ? decisions.outcome(metric) : said;
  }
}

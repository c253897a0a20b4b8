package dev.plumbline.evaluation.intake;

import dev.plumbline.v1.SpanCounts;
import dev.plumbline.v1.SpanCounts.Outcome;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows of the ledger of spans, added up: {@code received = onTheWay + sum of outcomes}.
 *
 * @param received read from the topics of OTLP
 * @param onTheWay sent round to the task that they belong to and not yet read there; rows of two
 *     tasks are of two moments, so it may be off for a second, and then an outcome is off by the
 *     same
 * @param outcomes outcome as a lower-case word to count, in the order of the enum, without zeros;
 *     {@code open} is one of them
 */
public record SpanTotals(long received, long onTheWay, Map<String, Long> outcomes) {
  /** The sums of these rows. */
  public static SpanTotals of(Collection<SpanCounts> rows) {
    long received = 0;
    long onTheWay = 0;
    long[] sums = new long[Outcome.values().length];
    for (SpanCounts row : rows) {
      received += row.getReceived();
      onTheWay += row.getSentRound() - row.getCameRound();
      List<Long> counts = row.getOutcomesList();
      for (int i = 0; i < counts.size(); i++) {
        // One that a newer release counts goes to the last, which says so.
        sums[Math.min(i, sums.length - 1)] += counts.get(i);
      }
    }
    Map<String, Long> outcomes = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] != 0) {
        Outcome outcome = Outcome.forNumber(i);
        outcomes.put(
            outcome == null ? "unknown" : outcome.name().toLowerCase(Locale.ROOT), sums[i]);
      }
    }
    return new SpanTotals(received, onTheWay, outcomes);
  }

  /** Spans that are in no outcome: 0, unless rows are missing or the books are wrong. */
  public long missing() {
    return received - onTheWay - outcomes.values().stream().mapToLong(n -> n).sum();
  }
}

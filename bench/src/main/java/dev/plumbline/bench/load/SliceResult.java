package dev.plumbline.bench.load;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the generator saw.
 *
 * @param requestBytes bytes of an average request, not compressed
 * @param outcomes requests by what became of them
 * @param firstFailure the text of the first FAILED one, or empty
 * @param p50Micros median time from due to acknowledged, of those acknowledged
 * @param p99Micros its 99th percentile
 * @param maxMicros its maximum
 * @param acknowledged which sends were acknowledged, counted from the first of the slice, as the
 *     bytes of a bit set
 * @param acknowledgedByTenth requests acknowledged in each tenth of a second since the start
 * @param refusedByTenth requests that ended in any other way, likewise
 */
public record SliceResult(
    long requestBytes,
    Map<Outcome, Integer> outcomes,
    String firstFailure,
    long p50Micros,
    long p99Micros,
    long maxMicros,
    byte[] acknowledged,
    int[] acknowledgedByTenth,
    int[] refusedByTenth) {
  /** A copy that no caller can change by its map. */
  public SliceResult {
    Map<Outcome, Integer> copy = new EnumMap<>(Outcome.class);
    copy.putAll(outcomes);
    outcomes = copy;
  }

  /** How many requests ended so. */
  public int count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  /** Requests that were due. */
  public int due() {
    return outcomes.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Requests that were sent. */
  public int sent() {
    return due() - count(Outcome.HELD_BACK);
  }

  /** Requests whose sender was neither acknowledged nor told to try again. */
  public int unexplained() {
    return outcomes.entrySet().stream()
        .filter(entry -> !entry.getKey().explicit())
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Which sends were acknowledged, counted from the first of the slice. */
  public BitSet acknowledgedSends() {
    return BitSet.valueOf(acknowledged);
  }
}

package dev.plumbline.bench.ingest;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Memory over a time, in a few numbers.
 *
 * @param firstThirdBytes most resident bytes in the first third
 * @param lastThirdBytes most resident bytes in the last third
 * @param mostBytes most resident bytes at all
 * @param mostHeapBytes most heap in use
 * @param mostInFlightBytes most bytes of requests held
 */
record Memory(
    long firstThirdBytes,
    long lastThirdBytes,
    long mostBytes,
    long mostHeapBytes,
    long mostInFlightBytes) {
  /** The numbers of some samples, in their order. */
  static Memory of(List<MemorySample> samples) {
    int third = samples.size() / 3;
    return new Memory(
        most(samples.subList(0, samples.size() - 2 * third), MemorySample::residentBytes),
        most(samples.subList(2 * third, samples.size()), MemorySample::residentBytes),
        most(samples, MemorySample::residentBytes),
        most(samples, MemorySample::heapBytes),
        most(samples, MemorySample::inFlightBytes));
  }

  private static long most(List<MemorySample> samples, ToLongFunction<MemorySample> of) {
    return samples.stream().mapToLong(of).max().orElse(0);
  }
}

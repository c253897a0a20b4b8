package dev.plumbline.bench.ingest;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The middle of some numbers. */
final class Median {
  private Median() {}

  /** The median; of an even count the mean of the two in the middle; NaN of none. */
  static double of(DoubleStream numbers) {
    double[] sorted = numbers.sorted().toArray();
    int middle = sorted.length / 2;
    return switch (sorted.length) {
      case 0 -> Double.NaN;
      default ->
          sorted.length % 2 == 1
              ? sorted[middle]
              : Arrays.stream(sorted, middle - 1, middle + 1).sum() / 2;
    };
  }
}

package dev.plumbline.bench.ingest;

import dev.plumbline.bench.load.Encoding;
import dev.plumbline.bench.load.Workload;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * One load on both sides in turn. Every figure is of the pairs in which both sides acknowledged all
 * that was sent: what a side spends on work that fails is not the cost of a span.
 *
 * @param load what was sent
 * @param pairs slices next to each other
 * @param stored all of them, counted in Kafka afterwards
 */
record Row(Load load, List<Pair> pairs, Stored stored) {
  /** Two slices next to each other. */
  record Pair(Slice ours, Slice baseline) {
    double receiverRatio() {
      return ours.receiverMicrosPerSpan() / baseline.receiverMicrosPerSpan();
    }

    double warmRatio() {
      return ours.warmMicrosPerSpan() / baseline.warmMicrosPerSpan();
    }

    /** What part of a receiver's time its compilers took, on the side where it was more. */
    double compilerShare() {
      return Math.max(ours.compilerShare(), baseline.compilerShare());
    }

    boolean complete() {
      return ours.complete() && baseline.complete();
    }

    Slice of(Side side) {
      return side == Side.OURS ? ours : baseline;
    }
  }

  /** The highest ratio of receiver CPU that is good enough, where one is set. */
  OptionalDouble target() {
    if (load.workload() == Workload.MIX) {
      return OptionalDouble.empty();
    }
    if (load.encoding() == Encoding.GZIP) {
      return OptionalDouble.of(0.80);
    }
    return OptionalDouble.of(load.workload() == Workload.SMALL ? 0.30 : 0.65);
  }

  /** The median over the pairs of our CPU per span through the baseline's. */
  double ratio() {
    return Median.of(ratios());
  }

  /** The same without what the JIT compilers took. */
  double warmRatio() {
    return Median.of(complete().mapToDouble(Pair::warmRatio));
  }

  double lowestRatio() {
    return ratios().min().orElse(Double.NaN);
  }

  double highestRatio() {
    return ratios().max().orElse(Double.NaN);
  }

  /** The median over a side's slices. */
  double median(Side side, ToDoubleFunction<Slice> of) {
    return Median.of(slices(side).mapToDouble(of));
  }

  /** Whether the target, if there is one, is met, and nothing was lost. */
  boolean good() {
    return stored.exact() && (target().isEmpty() || ratio() <= target().getAsDouble());
  }

  /** Pairs that count. */
  long completePairs() {
    return complete().count();
  }

  private DoubleStream ratios() {
    return complete().mapToDouble(Pair::receiverRatio);
  }

  private Stream<Slice> slices(Side side) {
    return complete().map(pair -> pair.of(side));
  }

  private Stream<Pair> complete() {
    return pairs.stream().filter(Pair::complete);
  }
}

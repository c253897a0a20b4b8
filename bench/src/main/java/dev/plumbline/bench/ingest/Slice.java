package dev.plumbline.bench.ingest;

import dev.plumbline.bench.load.SliceResult;
import java.time.Duration;

/**
 * One side under one load for some seconds, as the generator and the process clocks saw it.
 *
 * @param side who received
 * @param load what was sent
 * @param firstSend number of its first request
 * @param duration how long requests were due
 * @param seen what the generator saw
 * @param receiver CPU time of the receiver
 * @param compiler how much of that the JIT compiler took, which ends when all is compiled
 * @param broker CPU time of the broker
 * @param generator CPU time of the generator
 * @param residentBytes memory of the receiver at the end
 */
record Slice(
    Side side,
    Load load,
    long firstSend,
    Duration duration,
    SliceResult seen,
    Duration receiver,
    Duration compiler,
    Duration broker,
    Duration generator,
    long residentBytes) {
  /** Spans that were due. */
  long dueSpans() {
    return spans(seen.due());
  }

  /** Spans that were acknowledged. */
  long acknowledgedSpans() {
    return spans(seen.acknowledgedSends().cardinality());
  }

  double dueSpansPerSecond() {
    return perSecond(dueSpans());
  }

  double acknowledgedSpansPerSecond() {
    return perSecond(acknowledgedSpans());
  }

  double receiverMicrosPerSpan() {
    return microsPerSpan(receiver);
  }

  double warmMicrosPerSpan() {
    return microsPerSpan(receiver.minus(compiler));
  }

  /** Whether every request was acknowledged; only then is its cost that of its spans. */
  boolean complete() {
    return seen.acknowledgedSends().cardinality() == seen.due();
  }

  /** What part of the receiver's time its compilers took. */
  double compilerShare() {
    return (double) compiler.toNanos() / receiver.toNanos();
  }

  double brokerMicrosPerSpan() {
    return microsPerSpan(broker);
  }

  double generatorMicrosPerSpan() {
    return microsPerSpan(generator);
  }

  private long spans(long requests) {
    return requests * load.workload().spansPerRequest();
  }

  private double perSecond(long spans) {
    return spans * 1e9 / duration.toNanos();
  }

  private double microsPerSpan(Duration cpu) {
    return cpu.toNanos() / 1e3 / acknowledgedSpans();
  }
}

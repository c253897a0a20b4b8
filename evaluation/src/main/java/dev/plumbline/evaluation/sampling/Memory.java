package dev.plumbline.evaluation.sampling;

import dev.plumbline.v1.PlanInput;
import dev.plumbline.v1.PlanMemory;
import dev.plumbline.v1.Slice;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a plan remembers: counts of traffic fade with a time constant of ten minutes, so that they
 * follow the day, verdicts with one of a day, so that a rare failure is not forgotten within the
 * hour.
 */
public final class Memory {
  /** What was not seen for so long is forgotten. */
  public static final Duration KEEP = Duration.ofDays(1);

  /** Differences are gathered for so long before they are sent. */
  public static final Duration GATHER = Duration.ofSeconds(10);

  private static final double RECENT_MILLIS = Duration.ofMinutes(10).toMillis();
  private static final double VERDICT_MILLIS = Duration.ofDays(1).toMillis();
  private static final double HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private Memory() {}

  /** Where the news are remembered: one text per evaluator, criterion, stratum and slice. */
  public static String key(PlanInput news, SliceDimensions slices) {
    Slice slice = slices.of(news.getSlice());
    return String.join(
        "|",
        news.getEvaluator(),
        news.getCriterion(),
        news.getStratum(),
        String.join("|", SliceDimensions.texts(slice)));
  }

  /**
   * The memory with the news in it.
   *
   * @param held what is remembered; null for nothing
   * @param now arrival time of the news
   */
  public static PlanMemory with(
      @Nullable PlanMemory held, PlanInput news, SliceDimensions slices, long now) {
    PlanMemory.Builder memory =
        held == null
            ? PlanMemory.newBuilder()
                .setEvaluator(news.getEvaluator())
                .setCriterion(news.getCriterion())
                .setStratum(news.getStratum())
                .setSlice(slices.of(news.getSlice()))
                .setFirstUnixMillis(now)
                .setLastUnixMillis(now)
            : faded(held, now);
    return memory
        .setRecent(Math.max(0, memory.getRecent() + news.getEligible()))
        .setA0(Math.max(0, memory.getA0() + news.getA0()))
        .setA1(Math.max(0, memory.getA1() + news.getA1()))
        .setB0(Math.max(0, memory.getB0() + news.getB0()))
        .setB1(Math.max(0, memory.getB1() + news.getB1()))
        .setCalls(memory.getCalls() + news.getCalls())
        .setCostMicroUsd(memory.getCostMicroUsd() + news.getCostMicroUsd())
        .build();
  }

  /** Whether nothing came for so long that it is forgotten. */
  public static boolean isOver(PlanMemory memory, long now) {
    return now - memory.getLastUnixMillis() > KEEP.toMillis();
  }

  /** Eligible answers per hour; what came first had been gathered. */
  static double perHour(PlanMemory memory, long now) {
    double recent = faded(memory, now).getRecent();
    double age = now - memory.getFirstUnixMillis() + GATHER.toMillis();
    return recent / (RECENT_MILLIS * -Math.expm1(-age / RECENT_MILLIS)) * HOUR_MILLIS;
  }

  /** What counts of a time that is over would be if they had come evenly and now. */
  static PlanMemory steady(PlanMemory memory, double hours) {
    return memory.toBuilder()
        .setRecent(memory.getRecent() / hours * RECENT_MILLIS / HOUR_MILLIS)
        .setFirstUnixMillis(memory.getLastUnixMillis() - KEEP.toMillis())
        .build();
  }

  private static PlanMemory.Builder faded(PlanMemory held, long now) {
    // Records of several tasks may come a little out of order.
    double passed = Math.max(0, now - held.getLastUnixMillis());
    double verdicts = Math.exp(-passed / VERDICT_MILLIS);
    // A weight that fades to w d has a square that fades to w^2 d^2.
    double squares = verdicts * verdicts;
    return held.toBuilder()
        .setLastUnixMillis(Math.max(now, held.getLastUnixMillis()))
        .setRecent(held.getRecent() * Math.exp(-passed / RECENT_MILLIS))
        .setA0(held.getA0() * verdicts)
        .setA1(held.getA1() * verdicts)
        .setB0(held.getB0() * squares)
        .setB1(held.getB1() * squares)
        .setCalls(held.getCalls() * verdicts)
        .setCostMicroUsd(held.getCostMicroUsd() * verdicts);
  }
}

package dev.plumbline.judge.call;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Stops calls once the day's budget is spent. A worker owns the budget's share of the request
 * partitions that it has, and what was spent on requests of those; both move with a partition. What
 * calls in flight will cost is not known yet: they are taken to cost what calls cost on the mean,
 * so that the day ends at most what was in flight above its cap. Safe for many threads.
 */
public final class BudgetFuse {
  private static final double MICROS = 1e6;

  private final BudgetConfig config;
  private final int partitions;
  private final InstantSource clock;
  private final Map<Integer, Spend> owned = new HashMap<>();
  private LocalDate day = LocalDate.EPOCH;
  private Spend settled = Spend.NONE;
  private long settledCalls;
  private int inFlight;

  /**
   * A fuse that owns nothing yet.
   *
   * @param partitions of the request topic
   */
  public BudgetFuse(BudgetConfig config, int partitions, InstantSource clock) {
    this.config = config;
    this.partitions = partitions;
    this.clock = clock;
  }

  /** The request partition of a judgment key, as Kafka's default partitioner finds it. */
  public static int partition(String judgmentKey, int partitions) {
    byte[] key = judgmentKey.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /** Whether anything is limited. */
  public boolean isLimiting() {
    return !config.isNone();
  }

  /** The day that is being spent on. */
  public synchronized LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /**
   * Takes a partition over.
   *
   * @param spent what was spent on its requests today
   */
  public synchronized void own(int partition, Spend spent) {
    turn();
    owned.put(partition, spent);
  }

  /** A partition is somebody else's from now on. */
  public synchronized void release(int partition) {
    owned.remove(partition);
  }

  /**
   * Begins a call, unless the budget is spent.
   *
   * @return which limit is reached; empty when the call may go on, and {@link #ended} must follow
   */
  public synchronized Optional<String> enter(String judgmentKey) {
    if (config.isNone()) {
      return Optional.empty();
    }
    turn();
    Optional<String> blown = blown();
    if (blown.isEmpty()) {
      inFlight++;
      add(judgmentKey, new Spend(1, 0, 0));
    }
    return blown;
  }

  /** Ends a call that had begun; {@link Spend#NONE} when nobody knows what it cost. */
  public synchronized void ended(String judgmentKey, Spend cost) {
    if (config.isNone()) {
      return;
    }
    turn();
    inFlight--;
    settledCalls++;
    settled = settled.plus(cost);
    add(judgmentKey, new Spend(0, cost.tokens(), cost.microUsd()));
  }

  /** The largest share of a limit of its own that this worker has spent today; 0 without limits. */
  public synchronized double spentShare() {
    turn();
    Spend spent = spent();
    return Math.max(
        share(spent.calls(), config.callsPerDay()),
        Math.max(
            share(spent.tokens(), config.tokensPerDay()),
            share(spent.microUsd() / MICROS, config.usdPerDay())));
  }

  private Optional<String> blown() {
    Spend spent = spent();
    double flying = settledCalls == 0 ? 0 : (double) inFlight / settledCalls;
    if (share(spent.calls(), config.callsPerDay()) >= 1) {
      return Optional.of("calls");
    }
    if (share(spent.tokens() + flying * settled.tokens(), config.tokensPerDay()) >= 1) {
      return Optional.of("tokens");
    }
    double micros = spent.microUsd() + flying * settled.microUsd();
    return share(micros / MICROS, config.usdPerDay()) >= 1
        ? Optional.of("money")
        : Optional.empty();
  }

  private double share(double spent, @Nullable Number limit) {
    return limit == null
        ? 0
        : owned.isEmpty() ? 1 : spent / (limit.doubleValue() * owned.size() / partitions);
  }

  private Spend spent() {
    return owned.values().stream().reduce(Spend.NONE, Spend::plus);
  }

  private void add(String judgmentKey, Spend more) {
    owned.computeIfPresent(
        partition(judgmentKey, partitions), (partition, spent) -> spent.plus(more));
  }

  /** A new day begins with nothing spent. */
  private void turn() {
    LocalDate now = today();
    if (!now.equals(day)) {
      day = now;
      owned.replaceAll((partition, spent) -> Spend.NONE);
    }
  }
}

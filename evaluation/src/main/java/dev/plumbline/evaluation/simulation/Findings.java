package dev.plumbline.evaluation.simulation;

import dev.plumbline.evaluation.estimate.Interval;
import dev.plumbline.evaluation.estimate.JudgedRate;
import dev.plumbline.evaluation.estimate.Reason;
import dev.plumbline.evaluation.estimate.SimpleRate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What many replicates of a scenario showed. */
public final class Findings {
  private static final double LOWEST = 0.93;
  private static final double HIGHEST = 0.97;
  private static final double ONE_SIDE = 0.05;
  private static final double BIAS = 0.25;
  private static final double BOUNDS = 0.95;

  private final Scenario scenario;
  private final Cover published;
  private final Cover pooled;
  private final Cover humanOnly;
  private final Cover plainPpi;
  private final Cover bounds;
  private final Map<Reason, Integer> withheld = new EnumMap<>(Reason.class);
  private final Map<Reason, Integer> pooledWithheld = new EnumMap<>(Reason.class);
  private int replicates;

  Findings(Scenario scenario) {
    this.scenario = scenario;
    this.published = new Cover(scenario.truth());
    this.pooled = new Cover(scenario.truth());
    this.humanOnly = new Cover(scenario.truth());
    this.plainPpi = new Cover(scenario.truth());
    this.bounds = new Cover(scenario.truth());
  }

  void add(Replicate replicate) {
    replicates++;
    JudgedRate rate = replicate.rate();
    rate.reason().ifPresent(reason -> withheld.merge(reason, 1, Integer::sum));
    if (rate.interval().isPresent()) {
      double estimate = rate.corrected().orElseThrow();
      Interval interval = rate.interval().get();
      published.add(estimate, interval);
      bounds.add(estimate, rate.widest().orElse(interval));
      add(humanOnly, replicate.humanOnly());
      add(plainPpi, replicate.plainPpi());
    }
    replicate
        .pooled()
        .ifPresent(
            other -> {
              other.reason().ifPresent(why -> pooledWithheld.merge(why, 1, Integer::sum));
              other.interval().ifPresent(i -> pooled.add(other.corrected().orElseThrow(), i));
            });
  }

  private static void add(Cover cover, Optional<SimpleRate> rate) {
    rate.ifPresent(simple -> cover.add(simple.rate(), simple.interval()));
  }

  /** The scenario. */
  public Scenario scenario() {
    return scenario;
  }

  /** Number of replicates. */
  public int replicates() {
    return replicates;
  }

  /** Intervals of the published rate. */
  public Cover published() {
    return published;
  }

  /** Intervals with pooled labels. */
  public Cover pooled() {
    return pooled;
  }

  /** Intervals from labels alone, in the replicates that were published. */
  public Cover humanOnly() {
    return humanOnly;
  }

  /** Plain PPI++ intervals, in the replicates that were published. */
  public Cover plainPpi() {
    return plainPpi;
  }

  /**
   * Bounds, or intervals where answers without a verdict have labels of their own; either wider by
   * the share that the judge may never have met.
   */
  public Cover bounds() {
    return bounds;
  }

  /** Replicates without a published rate, by reason. */
  public Map<Reason, Integer> withheld() {
    return withheld;
  }

  /** Replicates without a pooled rate, by reason. */
  public Map<Reason, Integer> pooledWithheld() {
    return pooledWithheld;
  }

  /** Share of replicates with a published rate. */
  public double publishedShare() {
    return replicates == 0 ? 0 : (double) published.intervals() / replicates;
  }

  /** What falls short of what the method promises; of a violated assumption, only the bounds. */
  public List<String> shortfalls() {
    List<String> shortfalls = new ArrayList<>();
    if (published.intervals() == 0) {
      return shortfalls;
    }
    if (scenario.violated().isPresent()) {
      if (bounds.coverage() < BOUNDS - 2 * bounds.error(BOUNDS)) {
        shortfalls.add("bounds");
      }
      return shortfalls;
    }
    double coverage = published.coverage();
    if (coverage < LOWEST - 2 * published.error(coverage)) {
      shortfalls.add("covers too little");
    }
    if (coverage > HIGHEST + 2 * published.error(coverage)) {
      shortfalls.add("covers too much");
    }
    double worse = Math.max(published.below(), published.above());
    if (worse > ONE_SIDE + 2 * published.error(worse)) {
      shortfalls.add("misses on one side");
    }
    if (Math.abs(published.bias()) > BIAS * published.width() / 2) {
      shortfalls.add("bias");
    }
    int withLabels = replicates - withheld.getOrDefault(Reason.FEW_LABELS, 0);
    if (published.intervals() < withLabels - replicates / 100) {
      shortfalls.add("withheld with labels enough");
    }
    return shortfalls;
  }
}

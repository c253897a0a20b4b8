package dev.plumbline.evaluation.simulation;

import dev.plumbline.evaluation.estimate.CellsEstimator;
import dev.plumbline.evaluation.estimate.JudgedRate;
import dev.plumbline.evaluation.estimate.JudgedRow;
import dev.plumbline.evaluation.estimate.JudgedSums;
import dev.plumbline.evaluation.estimate.PooledEstimator;
import dev.plumbline.evaluation.estimate.SimpleRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One window of a scenario, estimated.
 *
 * @param rate the published rate
 * @param pooled the rate with labels of a longer time, where the scenario has one
 * @param humanOnly from labels alone
 * @param plainPpi the plain two-phase PPI++ rate
 */
public record Replicate(
    JudgedRate rate,
    Optional<JudgedRate> pooled,
    Optional<SimpleRate> humanOnly,
    Optional<SimpleRate> plainPpi) {

  /**
   * The replicate of that number; the same for the same seed, whichever others are drawn.
   *
   * @param watcher sees the window's rows as they happen
   */
  public static Replicate draw(
      Scenario scenario, long seed, int number, double level, RowSink watcher) {
    SplittableRandom random =
        new SplittableRandom(seed * 1_000_003 + number * 31L + scenario.name().hashCode()).split();
    Population population = new Population(scenario);
    Hours window = new Hours();
    population.window(
        random,
        new RowSink() {
          @Override
          public void add(String hour, JudgedRow row) {
            window.add(hour, row);
            watcher.add(hour, row);
          }

          @Override
          public void remove(String hour, JudgedRow row) {
            window.remove(hour, row);
            watcher.remove(hour, row);
          }
        });
    List<JudgedSums> hours = window.sums();
    JudgedSums all = new JudgedSums();
    hours.forEach(all::add);
    Optional<JudgedRate> pooled =
        scenario
            .pool()
            .map(
                pool -> {
                  Hours before = new Hours();
                  population.pool(random, pool, before);
                  return PooledEstimator.estimate(
                      PooledEstimator.Question.of(hours, before.sums(), level));
                });
    return new Replicate(
        CellsEstimator.estimate(CellsEstimator.Question.of(hours, level)),
        pooled,
        SimpleRate.humanOnly(all, level),
        SimpleRate.plainPpi(all, level));
  }

  /** Sums hour by hour. */
  private static final class Hours implements RowSink {
    private final TreeMap<String, JudgedSums> hours = new TreeMap<>();

    @Override
    public void add(String hour, JudgedRow row) {
      hours.computeIfAbsent(hour, none -> new JudgedSums()).add(row);
    }

    @Override
    public void remove(String hour, JudgedRow row) {
      hours.computeIfAbsent(hour, none -> new JudgedSums()).remove(row);
    }

    List<JudgedSums> sums() {
      return new ArrayList<>(hours.values());
    }
  }
}

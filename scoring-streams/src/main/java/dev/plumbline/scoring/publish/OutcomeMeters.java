package dev.plumbline.scoring.publish;

import dev.plumbline.v1.Slice;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * First terminal outcomes as counters by slice, for dashboards and rules: {@code
 * plumbline.outcomes} counts them, {@code plumbline.outcomes.weight} adds the answers that each
 * stands for, so that a ratio of weights is a rate of the traffic. Counters only grow: a later
 * revision or verdict does not change what was counted, windows have it.
 *
 * <p>A slice has series for every evaluator and outcome, so slices are bounded, and as wholes: a
 * slice beyond the bound is counted under {@value #OTHER} in all four labels, and how often that
 * was done is {@code plumbline.outcomes.folded}. A slice that nothing was heard of for a day makes
 * room. Used by all stream threads.
 */
public final class OutcomeMeters {
  /** Value of the four labels for slices beyond the bound. */
  public static final String OTHER = "__other__";

  private static final int MAX_CHARACTERS = 200;
  private static final long IDLE_MILLIS = Duration.ofHours(24).toMillis();

  private final MeterRegistry registry;
  private final int maxSlices;
  private final Counter folded;
  private final Map<Slice, Held> slices = new HashMap<>();
  private final Map<Slice, Held> others = new HashMap<>();
  private long nextEviction;

  /**
   * Counters in this registry.
   *
   * @param maxSlices combinations of tenant, service, route, model and prompt version
   */
  public OutcomeMeters(MeterRegistry registry, int maxSlices) {
    this.registry = registry;
    this.maxSlices = maxSlices;
    this.folded =
        Counter.builder("plumbline.outcomes.folded")
            .description("Outcomes counted under __other__ for want of room")
            .register(registry);
  }

  private record Series(String evaluator, String outcome) {}

  private record Pair(Counter count, Counter weight) {}

  private static final class Held {
    private final Tags tags;
    private final Map<Series, Pair> counters = new HashMap<>();
    private long seenMillis;

    private Held(Tags tags) {
      this.tags = tags;
    }
  }

  /**
   * Counts an outcome. A slice with a value of more than {@value #MAX_CHARACTERS} characters is
   * counted as one beyond the bound: a label is no place for what somebody wrote.
   *
   * @param slice as windows book it
   * @param evaluator a check, or a rubric's criterion
   * @param outcome pass, fail, or why there is neither
   * @param weight how many answers it stands for; 0 when the others stand for it
   * @param nowMillis arrival time
   */
  public synchronized void add(
      Slice slice, String evaluator, String outcome, double weight, long nowMillis) {
    Held held = held(slice.toBuilder().clearEnvironment().build(), nowMillis);
    held.seenMillis = Math.max(held.seenMillis, nowMillis);
    Pair counters =
        held.counters.computeIfAbsent(new Series(evaluator, outcome), s -> pair(held.tags, s));
    counters.count().increment();
    counters.weight().increment(weight);
  }

  private Held held(Slice slice, long nowMillis) {
    Held known = slices.get(slice);
    if (known != null) {
      return known;
    }
    boolean label = isLabel(slice);
    if (label && slices.size() >= maxSlices && nowMillis >= nextEviction) {
      evict(nowMillis);
    }
    if (label && slices.size() < maxSlices) {
      return slices.computeIfAbsent(slice, s -> new Held(tags(s)));
    }
    folded.increment();
    // The tenant stays: what belongs to two tenants is never added.
    Slice other =
        slice.toBuilder()
            .setService(OTHER)
            .setRoute(OTHER)
            .setModel(OTHER)
            .setPromptVersion(OTHER)
            .build();
    return others.computeIfAbsent(other, s -> new Held(tags(s)));
  }

  private static boolean isLabel(Slice slice) {
    return slice.getAllFields().values().stream()
        .allMatch(value -> value.toString().length() <= MAX_CHARACTERS);
  }

  private void evict(long nowMillis) {
    List<Slice> idle = new ArrayList<>();
    slices.forEach(
        (slice, held) -> {
          if (held.seenMillis < nowMillis - IDLE_MILLIS) {
            idle.add(slice);
          }
        });
    for (Slice slice : idle) {
      Held gone = slices.remove(slice);
      if (gone != null) {
        gone.counters
            .values()
            .forEach(
                pair -> {
                  registry.remove(pair.count());
                  registry.remove(pair.weight());
                });
      }
    }
    nextEviction =
        slices.values().stream()
            .map(held -> held.seenMillis + IDLE_MILLIS + 1)
            .min(Comparator.naturalOrder())
            .orElse(nowMillis);
  }

  private Pair pair(Tags slice, Series series) {
    Tags tags = slice.and("evaluator", series.evaluator(), "outcome", series.outcome());
    return new Pair(
        Counter.builder("plumbline.outcomes")
            .description("First terminal outcomes of answers at evaluators")
            .tags(tags)
            .register(registry),
        Counter.builder("plumbline.outcomes.weight")
            .description("Answers of the traffic that those outcomes stand for")
            .tags(tags)
            .register(registry));
  }

  private static Tags tags(Slice slice) {
    return Tags.of(
        "tenant", slice.getTenant(),
        "service", slice.getService(),
        "route", slice.getRoute(),
        "model", slice.getModel(),
        "prompt_version", slice.getPromptVersion());
  }
}

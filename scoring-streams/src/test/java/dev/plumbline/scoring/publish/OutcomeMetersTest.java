package dev.plumbline.scoring.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Slice;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutcomeMetersTest {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final OutcomeMeters meters = new OutcomeMeters(registry, 2);

  @Test
  void countsAnAnswerOnceAndAddsWhatItStandsFor() {
    meters.add(slice("a", "m1"), "grounding", "pass", 2.5, 0);
    meters.add(slice("a", "m1"), "grounding", "pass", 20, 0);

    assertThat(count("plumbline.outcomes", "a", "m1")).isEqualTo(2);
    assertThat(count("plumbline.outcomes.weight", "a", "m1")).isEqualTo(22.5);
  }

  @Test
  void aSliceBeyondTheBoundIsFoldedAsAWholeAndCounted() {
    meters.add(slice("a", "m1"), "grounding", "pass", 1, 0);
    meters.add(slice("a", "m2"), "grounding", "pass", 1, 0);
    meters.add(slice("a", "m3"), "grounding", "pass", 1, 0);
    meters.add(slice("b", "m3"), "grounding", "pass", 1, 0);
    meters.add(slice("a", "m1"), "grounding", "pass", 1, 0);

    assertThat(count("plumbline.outcomes", "a", "m1")).isEqualTo(2);
    assertThat(count("plumbline.outcomes", "a", "m3")).isZero();
    assertThat(count("plumbline.outcomes", "a", OutcomeMeters.OTHER)).isEqualTo(1);
    assertThat(count("plumbline.outcomes", "b", OutcomeMeters.OTHER)).isEqualTo(1);
    assertThat(registry.counter("plumbline.outcomes.folded").count()).isEqualTo(2);
  }

  @Test
  void whatIsTooLongForALabelIsFoldedThoughThereIsRoom() {
    meters.add(slice("a", "m".repeat(201)), "grounding", "pass", 1, 0);
    meters.add(slice("a", "m".repeat(200)), "grounding", "pass", 1, 0);

    assertThat(count("plumbline.outcomes", "a", OutcomeMeters.OTHER)).isEqualTo(1);
    assertThat(count("plumbline.outcomes", "a", "m".repeat(200))).isEqualTo(1);
    assertThat(registry.counter("plumbline.outcomes.folded").count()).isEqualTo(1);
  }

  @Test
  void aSliceOfWhichNothingWasHeardForADayMakesRoom() {
    meters.add(slice("a", "old"), "grounding", "pass", 1, 0);
    meters.add(slice("a", "busy"), "grounding", "pass", 1, DAY);
    meters.add(slice("a", "early"), "grounding", "pass", 1, DAY);
    meters.add(slice("a", "new"), "grounding", "pass", 1, DAY + 1);

    assertThat(count("plumbline.outcomes", "a", "new")).isEqualTo(1);
    assertThat(count("plumbline.outcomes", "a", "busy")).isEqualTo(1);
    assertThat(count("plumbline.outcomes", "a", OutcomeMeters.OTHER)).isEqualTo(1);
    assertThat(registry.find("plumbline.outcomes").tags("model", "old").counter()).isNull();
  }

  private static Slice slice(String tenant, String model) {
    return Slice.newBuilder()
        .setTenant(tenant)
        .setEnvironment("production")
        .setService(model.equals(OutcomeMeters.OTHER) ? OutcomeMeters.OTHER : "shop")
        .setModel(model)
        .build();
  }

  private double count(String name, String tenant, String model) {
    Counter counter = registry.find(name).tags("tenant", tenant, "model", model).counter();
    return counter == null ? 0 : counter.count();
  }
}

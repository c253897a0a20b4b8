package dev.plumbline.scoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.WindowsConfig;
import dev.plumbline.v1.Slice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DimensionValuesTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final KeyValueStore<String, Long> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("values"), Serdes.String(), Serdes.Long())
          .withLoggingDisabled()
          .build();
  private DimensionValues values;

  @BeforeEach
  void open() {
    store.init(new MockProcessorContext<Object, Object>().getStateStoreContext(), store);
    values =
        new DimensionValues(
            store,
            new WindowsConfig(null, List.of(List.of()), 3, null, Duration.ofHours(24), null),
            new ScoringMetrics(registry));
  }

  @Test
  void keepsTheFirstValuesApartAndPutsTheRestTogether() {
    assertThat(List.of(route("a", 0), route("b", 0), route("c", 0), route("d", 0), route("a", 0)))
        .containsExactly("a", "b", "c", DimensionValues.OTHER, "a");
    assertThat(
            registry
                .counter("plumbline.scoring.dropped", "reason", "dimension_value_capped")
                .count())
        .isEqualTo(1);
  }

  @Test
  void boundsEveryTenantByItself() {
    for (int i = 0; i < 10; i++) {
      route("x" + i, 0);
    }
    Slice other = values.booked(Slice.newBuilder().setTenant("b").setRoute("r").build(), 0);
    assertThat(other.getRoute()).isEqualTo("r");
  }

  @Test
  void makesRoomForANewValueWhenOneHasNotBeenSeenForADay() {
    route("v1", 0);
    route("v2", 0);
    route("v3", 0);
    for (int hour = 1; hour <= 25; hour++) {
      route("v2", hour * HOUR);
      route("v3", hour * HOUR);
      assertThat(route("v4", hour * HOUR))
          .as("hour " + hour)
          .isEqualTo(hour <= 24 ? DimensionValues.OTHER : "v4");
    }
    assertThat(route("v2", 26 * HOUR)).isEqualTo("v2");
    assertThat(route("v1", 26 * HOUR)).isEqualTo(DimensionValues.OTHER);
  }

  private String route(String value, long now) {
    Slice full = Slice.newBuilder().setTenant("a").setRoute(value).build();
    return values.booked(full, now).getRoute();
  }
}

package dev.plumbline.scoring.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final KeyValueStore<String, String> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("due"), Serdes.String(), Serdes.String())
          .withLoggingDisabled()
          .build();

  @BeforeEach
  void open() {
    var context = new MockProcessorContext<Object, Object>();
    store.init(context.getStateStoreContext(), store);
  }

  @Test
  void givesOutWhatIsDueOnceAndOldestFirst() {
    Deadlines deadlines = new Deadlines("emit", store);
    deadlines.add(300, "c");
    deadlines.add(100, "a|with|bars");
    deadlines.add(200, "b");
    assertThat(deadlines.take(99)).isEmpty();
    assertThat(deadlines.take(200))
        .containsExactly(new Deadlines.Due(100, "a|with|bars"), new Deadlines.Due(200, "b"));
    assertThat(deadlines.take(200)).isEmpty();
  }

  @Test
  void leavesTheRestOfManyForTheNextCall() {
    Deadlines deadlines = new Deadlines("emit", store);
    for (int i = 0; i < Deadlines.LIMIT + 7; i++) {
      deadlines.add(5, "k" + i);
    }
    assertThat(deadlines.take(5)).hasSize(Deadlines.LIMIT);
    assertThat(deadlines.take(5)).hasSize(7);
  }

  /** Against a sorted map, with restarts that forget the bounds. */
  @Test
  void agreesWithASortedMap() {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      Deadlines deadlines = new Deadlines("emit", store);
      TreeMap<Long, List<String>> model = new TreeMap<>();
      long now = 0;
      for (int i = 0; i < 400; i++) {
        switch (random.nextInt(8)) {
          case 0, 1, 2, 3 -> {
            long at = Math.max(0, now - 20) + random.nextInt(100);
            String key = "k" + i;
            deadlines.add(at, key);
            model.computeIfAbsent(at, t -> new ArrayList<>()).add(key);
          }
          case 4 -> {
            if (!model.isEmpty()) {
              long at = model.lastKey();
              deadlines.remove(at, model.get(at).removeLast());
              model.values().removeIf(List::isEmpty);
            }
          }
          case 5 -> deadlines = new Deadlines("emit", store);
          default -> {
            now += random.nextInt(30);
            List<String> expected =
                model.headMap(now, true).values().stream()
                    .flatMap(keys -> keys.stream().sorted(Comparator.naturalOrder()))
                    .toList();
            model.headMap(now, true).clear();
            assertThat(deadlines.take(now))
                .as("seed " + seed)
                .extracting(Deadlines.Due::key)
                .containsExactlyElementsOf(expected);
          }
        }
      }
      deadlines.take(Long.MAX_VALUE - 1);
      new Deadlines("emit", store).take(Long.MAX_VALUE - 1);
    }
  }
}

package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BitCountsTest {
  @Test
  void areTheNumbersOfTimesThatEachBitWasSet() {
    long seed = 47;
    Random random = new Random(seed);
    BitCounts counts = new BitCounts();
    BitCounts sums = new BitCounts();
    for (int run = 0; run < 300; run++) {
      // Given
      int[] expected = new int[Long.SIZE];
      sums.clear();
      for (int weight : new int[] {5, 2}) {
        counts.clear();
        int words = random.nextInt(run < 290 ? 20 : 1_025);
        for (int word = 0; word < words; word++) {
          long bits = random.nextLong() & random.nextLong();
          counts.add(bits);
          for (int place = 0; place < Long.SIZE; place++) {
            expected[place] += (bits >>> place & 1) == 1 ? weight : 0;
          }
        }
        // When
        sums.add(counts, weight);
      }
      // Then
      int most = Arrays.stream(expected).max().orElseThrow();
      for (int place = 0; place < Long.SIZE; place++) {
        assertThat(sums.get(place)).as("seed %s, run %s", seed, run).isEqualTo(expected[place]);
        assertThat((sums.largest() >>> place & 1) == 1).isEqualTo(expected[place] == most);
      }
    }
  }
}

package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashBitsTest {
  @Test
  void isWhatAMapOfTheSameBitsIs() {
    long seed = 31;
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      HashBits bits = new HashBits(random.nextInt(40) - 2);
      Map<Long, Long> expected = new HashMap<>();
      for (int step = 0; step < 100; step++) {
        long hash = hash(random);
        long added = 1L << random.nextInt(Long.SIZE);
        if (random.nextBoolean()) {
          bits.or(hash, added);
          expected.merge(hash, added, (one, other) -> one | other);
        } else {
          bits.orPresent(hash, added);
          expected.computeIfPresent(hash, (key, before) -> before | added);
        }
        long asked = hash(random);
        assertThat(bits.get(asked))
            .as("seed %s, run %s", seed, run)
            .isEqualTo(expected.getOrDefault(asked, 0L));
      }
      expected.forEach((hash, found) -> assertThat(bits.get(hash)).isEqualTo(found));
    }
  }

  @Test
  void hasACopyThatGoesItsOwnWay() {
    // Given
    HashBits bits = new HashBits(1);
    bits.or(7, 1);
    HashBits copy = bits.copy();
    // When
    copy.or(7, 2);
    copy.or(8, 4);
    bits.or(9, 8);
    // Then
    assertThat(bits.get(7)).isEqualTo(1);
    assertThat(bits.get(8)).isZero();
    assertThat(copy.get(7)).isEqualTo(3);
    assertThat(copy.get(8)).isEqualTo(4);
    assertThat(copy.get(9)).isZero();
  }

  /** Few, so that they come again; half of them want the same places. */
  private static long hash(Random random) {
    return (random.nextBoolean() ? 1L << 12 : 1) * random.nextInt(60);
  }
}

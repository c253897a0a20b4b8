package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KnownWordsTest {
  @Test
  void areWhatAMapOfTheSameBitsIs() {
    long seed = 43;
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      KnownWords words = new KnownWords(random.nextInt(40));
      Map<Long, Integer> expected = new HashMap<>();
      for (int step = 0; step < 300; step++) {
        long hash = hash(random);
        int added = 1 << random.nextInt(Integer.SIZE);
        words.or(hash, added);
        expected.merge(hash, added, (one, other) -> one | other);
        long asked = hash(random);
        assertThat(words.get(asked))
            .as("seed %s, run %s", seed, run)
            .isEqualTo(expected.getOrDefault(asked, 0));
      }
      KnownWords copy = words.copy();
      expected.forEach((hash, bits) -> assertThat(words.get(hash)).isEqualTo(bits));
      expected.forEach((hash, bits) -> assertThat(copy.get(hash)).isEqualTo(bits));
    }
  }

  @Test
  void holdAnyNumberThatWantsTheSamePlaces() {
    // Given
    KnownWords words = new KnownWords(8);
    // When
    for (int i = 1; i <= 1_000; i++) {
      words.or(crowding(i), i);
    }
    // Then
    for (int i = 1; i <= 1_000; i++) {
      assertThat(words.get(crowding(i))).isEqualTo(i);
    }
    assertThat(words.get(crowding(1_001))).isZero();
    assertThat(words.get(0)).isZero();
  }

  @Test
  void haveACopyThatGoesItsOwnWay() {
    // Given
    KnownWords words = new KnownWords(1);
    words.or(7, 1);
    for (int i = 1; i < 4; i++) {
      words.or(crowding(i), 1);
    }
    KnownWords copy = words.copy();
    // When
    copy.or(7, 2);
    copy.or(crowding(3), 4);
    copy.or(crowding(4), 4);
    words.or(9, 8);
    // Then
    assertThat(words.get(7)).isEqualTo(1);
    assertThat(words.get(crowding(3))).isEqualTo(1);
    assertThat(words.get(crowding(4))).isZero();
    assertThat(copy.get(7)).isEqualTo(3);
    assertThat(copy.get(crowding(3))).isEqualTo(5);
    assertThat(copy.get(crowding(4))).isEqualTo(4);
    assertThat(copy.get(9)).isZero();
  }

  /** Differs from the others only in bits that no small table looks at. */
  private static long crowding(int number) {
    return (long) number << 16;
  }

  /** Few, so that they come again; some of them want the same places. */
  private static long hash(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(60);
      case 1 -> (long) random.nextInt(60) << Integer.SIZE | random.nextInt(3);
      default -> crowding(random.nextInt(20));
    };
  }
}

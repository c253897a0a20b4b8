package dev.plumbline.judge.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetLedgerTest {

  @Test
  void commitsThePrefixAndRemembersWhatIsFinishedAboveIt() {
    // Given
    OffsetLedger ledger = new OffsetLedger(10, "");
    for (long offset = 10; offset < 15; offset++) {
      ledger.take(offset);
    }
    // When
    ledger.finish(10);
    ledger.finish(12);
    ledger.finish(14);
    // Then: 11 is open, so bits 1 and 3 above it stand for 12 and 14; 0x0A in Base64
    assertThat(ledger.prefix()).isEqualTo(11);
    assertThat(ledger.metadata()).isEqualTo("b1:Cg==");
  }

  @Test
  void skipsAfterARestartWhatWasFinishedBefore() {
    // Given
    OffsetLedger restarted = new OffsetLedger(11, "b1:Cg==");
    // When
    List<Long> taken = new ArrayList<>();
    for (long offset = 11; offset < 16; offset++) {
      if (restarted.take(offset)) {
        taken.add(offset);
      }
    }
    // Then
    assertThat(taken).containsExactly(11L, 13L, 15L);
  }

  @Test
  void fitsKafkasMetadataLimitWithTheMostOpenOffsets() {
    // Given: the first offset hangs and every other one after it is finished
    OffsetLedger ledger = new OffsetLedger(0, "");
    long offset = 0;
    while (ledger.hasRoomFor(offset)) {
      ledger.take(offset);
      if (offset % 2 == 1) {
        ledger.finish(offset);
      }
      offset++;
    }
    // When
    String metadata = ledger.metadata();
    // Then
    assertThat(offset).isEqualTo(OffsetLedger.MAX_OPEN);
    assertThat(metadata.length()).isBetween(3_300, 4_095);
    assertThat(metadata).matches("\\p{ASCII}*");
  }

  @Test
  void hasRoomAgainWhenTheHangingOffsetIsFinished() {
    // Given
    OffsetLedger ledger = new OffsetLedger(0, "");
    ledger.take(0);
    ledger.take(19_999);
    boolean before = ledger.hasRoomFor(20_000);
    // When
    ledger.finish(0);
    // Then
    assertThat(before).isFalse();
    assertThat(ledger.hasRoomFor(20_000)).isTrue();
  }

  @Test
  void aGapOfAbortedRecordsDoesNotBlockAPartition() {
    // Given: nothing is open, and the next record is far above the last commit
    OffsetLedger ledger = new OffsetLedger(5, "");
    // When
    boolean room = ledger.hasRoomFor(1_000_000);
    ledger.take(1_000_000);
    // Then
    assertThat(room).isTrue();
    assertThat(ledger.prefix()).isEqualTo(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "foreign", "b1:***", "b2:Cg==", "NO_TIMESTAMP"})
  void metadataThatIsNotOursSaysThatNothingIsFinished(String metadata) {
    assertThat(new OffsetLedger(11, metadata).take(12)).isTrue();
  }

  /**
   * Against a plain set of finished offsets: over 200 random runs with restarts, every offset is
   * judged at least once, one that was committed as finished never again, and a commit never covers
   * an offset that is not finished.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithAPlainSetOverRandomRunsAndRestarts(long seed) {
    Random random = new Random(seed);
    for (int run = 0; run < 25; run++) {
      List<Long> log = log(random);
      TreeSet<Long> committed = new TreeSet<>();
      TreeSet<Long> judged = new TreeSet<>();
      long commit = log.getFirst();
      String metadata = "";
      int incarnations = 0;
      while (!committed.containsAll(log)) {
        incarnations++;
        OffsetLedger ledger = new OffsetLedger(commit, metadata);
        TreeSet<Long> finished = new TreeSet<>();
        List<Long> open = new ArrayList<>();
        long from = commit;
        for (long offset : log.stream().filter(o -> o >= from).toList()) {
          if (ledger.take(offset)) {
            assertThat(committed)
                .as("seed %d: %d judged again", seed, offset)
                .doesNotContain(offset);
            open.add(offset);
          } else {
            assertThat(committed).as("seed %d: %d skipped", seed, offset).contains(offset);
          }
          Collections.shuffle(open, random);
          while (!open.isEmpty() && random.nextInt(3) > 0) {
            long done = open.removeLast();
            ledger.finish(done);
            finished.add(done);
          }
          if (incarnations < 20 && random.nextInt(20) == 0) {
            break;
          }
        }
        judged.addAll(finished);
        committed.addAll(finished);
        commit = ledger.prefix();
        metadata = ledger.metadata();
        long prefix = commit;
        assertThat(committed)
            .as("seed %d: commit %d", seed, commit)
            .containsAll(log.stream().filter(o -> o < prefix).toList());
      }
      assertThat(judged).containsExactlyElementsOf(log);
    }
  }

  private static List<Long> log(Random random) {
    TreeSet<Long> offsets = new TreeSet<>();
    long offset = random.nextInt(1_000);
    for (int i = 0; i < 60; i++) {
      offset += 1 + (random.nextInt(5) == 0 ? random.nextInt(3) : 0);
      offsets.add(offset);
    }
    return new ArrayList<>(offsets);
  }
}

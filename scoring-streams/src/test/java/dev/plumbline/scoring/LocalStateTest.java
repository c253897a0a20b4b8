package dev.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStateTest {
  @TempDir Path dir;
  private final AtomicInteger deletions = new AtomicInteger();

  @Test
  void stateOfAProcessThatWasKilledIsDeletedBeforeTheNextStart() {
    // Given
    state().open(deletions::incrementAndGet);
    // When
    state().open(deletions::incrementAndGet);
    // Then
    assertThat(deletions).hasValue(1);
  }

  @Test
  void stateThatWasClosedIsKept() {
    // Given
    LocalState first = state();
    first.open(deletions::incrementAndGet);
    first.closed();
    // When
    state().open(deletions::incrementAndGet);
    // Then
    assertThat(deletions).hasValue(0);
  }

  private LocalState state() {
    return new LocalState(dir.resolve("state"), "scoring");
  }
}

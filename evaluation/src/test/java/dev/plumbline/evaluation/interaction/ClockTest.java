package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Interaction;
import org.junit.jupiter.api.Test;

class ClockTest {
  @Test
  void aSpanThatEndsBeforeItStartsTookNoTimeAndIsFlagged() {
    // When
    Interaction interaction =
        Trace.of(Trace.agent(1, 0), Trace.chat(2, 1).setEndTimeUnixNano(1)).interaction();
    // Then
    assertThat(interaction.getClockSuspect()).isTrue();
    assertThat(interaction.getEndUnixNanos())
        .isGreaterThanOrEqualTo(interaction.getStartUnixNanos());
    assertThat(Trace.of(Trace.agent(1, 0), Trace.chat(2, 1)).interaction().getClockSuspect())
        .isFalse();
  }
}

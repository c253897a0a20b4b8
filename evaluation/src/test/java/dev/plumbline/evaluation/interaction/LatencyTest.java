package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Interaction;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long an answer and its first token took. */
class LatencyTest {
  private static final long START = 1_790_000_000_000_000_000L;

  @Test
  void isTheTimeFromStartToEnd() {
    assertThat(millis(START, START + 2_999_999)).isEqualTo(OptionalLong.of(2));
    assertThat(millis(0, 1_000_000)).isEqualTo(OptionalLong.of(1));
    assertThat(millis(START, START + 1)).isEqualTo(OptionalLong.of(0));
  }

  @Test
  void isUnknownWithoutAnEndAfterTheStart() {
    assertThat(millis(START, 0)).isEmpty();
    assertThat(millis(START, START)).isEmpty();
    assertThat(millis(START, START - 1)).isEmpty();
    assertThat(millis(0, 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gen_ai.response.time_to_first_chunk, 0.25, 250000000",
    "gen_ai.response.time_to_first_chunk, 0, 0",
    "ai.response.msToFirstChunk, 250.5, 250500000",
    "ttft_ms, 12, 12000000"
  })
  void ofTheFirstTokenIsReadFromNumbersAndFromText(String key, String sent, long nanos) {
    assertThat(first(key, sent)).isEqualTo(nanos);
    assertThat(first(key, Double.parseDouble(sent))).isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource({
    "gen_ai.response.time_to_first_chunk, -1",
    "gen_ai.response.time_to_first_chunk, Infinity",
    "gen_ai.response.time_to_first_chunk, NaN",
    "ttft_ms, -1",
    "ttft_ms, Infinity"
  })
  void ofTheFirstTokenIsUnknownWhereItIsNoTime(String key, double sent) {
    Interaction interaction = Trace.of(Trace.chat(1, 0, key, sent)).interaction();
    assertThat(interaction.hasTimeToFirstTokenNanos()).isFalse();
    Interaction soon = Trace.of(Trace.chat(1, 0, key, "soon")).interaction();
    assertThat(soon.hasTimeToFirstTokenNanos()).isFalse();
  }

  private static long first(String key, Object sent) {
    Interaction interaction = Trace.of(Trace.chat(1, 0, key, sent)).interaction();
    assertThat(interaction.hasTimeToFirstTokenNanos()).isTrue();
    return interaction.getTimeToFirstTokenNanos();
  }

  private static OptionalLong millis(long start, long end) {
    return Latency.millis(
        Interaction.newBuilder().setStartUnixNanos(start).setEndUnixNanos(end).build());
  }
}

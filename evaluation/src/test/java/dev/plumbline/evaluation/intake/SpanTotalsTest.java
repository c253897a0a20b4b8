package dev.plumbline.evaluation.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.SpanCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTotalsTest {
  /**
   * Ten arrive at one task, which keeps six and sends four on; the other has read three of them.
   */
  private static final SpanCounts HERE =
      SpanCounts.newBuilder()
          .setReceived(10)
          .setSentRound(4)
          .addAllOutcomes(List.of(1L, 4L, 0L, 0L, 0L, 0L, 1L))
          .build();

  private static final SpanCounts THERE =
      SpanCounts.newBuilder().setCameRound(3).addAllOutcomes(List.of(0L, 3L)).build();

  @Test
  void addsUpToWhatWasReceivedWithWhatIsBetweenTwoTasks() {
    SpanTotals totals = SpanTotals.of(List.of(HERE, THERE));
    assertThat(totals.received()).isEqualTo(10);
    assertThat(totals.onTheWay()).isEqualTo(1);
    assertThat(totals.outcomes().toString()).isEqualTo("{open=1, in_interaction=7, duplicate=1}");
    assertThat(totals.missing()).isZero();
  }

  @Test
  void tellsWhatIsInNoOutcome() {
    SpanCounts lost = HERE.toBuilder().setOutcomes(1, 2).build();
    assertThat(SpanTotals.of(List.of(lost, THERE)).missing()).isEqualTo(2);
  }

  @Test
  void keepsTheSumWithAnOutcomeThatANewerReleaseCounts() {
    SpanCounts newer =
        SpanCounts.newBuilder()
            .setReceived(2)
            .addAllOutcomes(java.util.Collections.nCopies(30, 0L))
            .setOutcomes(29, 2)
            .build();
    assertThat(SpanTotals.of(List.of(newer)).missing()).isZero();
    assertThat(SpanTotals.of(List.of(newer)).outcomes())
        .containsExactly(java.util.Map.entry("unknown", 2L));
  }
}

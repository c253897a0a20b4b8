package dev.plumbline.evaluation.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.evaluation.intake.SpanTotals.Term;
import dev.plumbline.v1.SpanCounts;
import dev.plumbline.v1.SpanCounts.Outcome;
import java.util.Collections;
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
    assertThat(totals.terms())
        .extracting(Term::id, Term::count)
        .containsExactly(
            tuple("in_interaction", 7L),
            tuple("open", 1L),
            tuple("duplicate", 1L),
            tuple("on_the_way", 1L));
    assertThat(totals.missing()).isZero();
  }

  @Test
  void tellsWhatIsInNoOutcome() {
    SpanCounts lost = HERE.toBuilder().setOutcomes(1, 2).build();
    assertThat(SpanTotals.of(List.of(lost, THERE)).missing()).isEqualTo(2);
    SpanCounts twice = HERE.toBuilder().setOutcomes(1, 6).build();
    assertThat(SpanTotals.of(List.of(lost, THERE)).unbalanced("spans"))
        .contains("2 spans are in no outcome");
    assertThat(SpanTotals.of(List.of(twice, THERE)).unbalanced("log records"))
        .contains("2 log records are in two outcomes");
    assertThat(SpanTotals.of(List.of(HERE, THERE)).unbalanced("spans")).isEmpty();
  }

  @Test
  void knowsEveryOutcome() {
    SpanCounts one =
        SpanCounts.newBuilder()
            .addAllOutcomes(Collections.nCopies(Outcome.values().length - 1, 1L))
            .build();
    assertThat(SpanTotals.of(List.of(one)).terms())
        .hasSize(Outcome.values().length - 1)
        .extracting(Term::id)
        .doesNotContain("unrecognized");
  }

  @Test
  void keepsTheSumWithAnOutcomeThatANewerReleaseCounts() {
    SpanCounts newer =
        SpanCounts.newBuilder()
            .setReceived(2)
            .addAllOutcomes(Collections.nCopies(30, 0L))
            .setOutcomes(29, 2)
            .build();
    SpanTotals totals = SpanTotals.of(List.of(newer));
    assertThat(totals.missing()).isZero();
    assertThat(totals.count("unrecognized")).isEqualTo(2);
  }
}

package dev.plumbline.bench.ingest;

import static dev.plumbline.bench.ingest.SliceFixtures.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.bench.load.Encoding;
import dev.plumbline.bench.load.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
  private static final Stored EXACT = new Stored(1, 1, 0, 0);
  private static final int SPANS = Workload.SMALL.spansPerRequest();

  @Test
  void costIsProcessTimeThroughAcknowledgedSpans() {
    Slice slice = slice(Side.OURS, 0, 10, 10, 20);
    assertThat(slice.receiverMicrosPerSpan()).isEqualTo(20_000.0 / (10 * SPANS), within(1e-9));
    assertThat(slice.brokerMicrosPerSpan()).isEqualTo(10_000.0 / (10 * SPANS), within(1e-9));
    assertThat(slice.acknowledgedSpansPerSecond()).isEqualTo(10 * SPANS);
  }

  @Test
  void theRatioIsTheMedianOfThePairsNotThePairOfTheMedians() {
    // Ratios 0.5, 0.25 and 0.8; the medians 4 and 5 would say 0.8.
    Row row = row(pair(5, 10), pair(1, 4), pair(4, 5));
    assertThat(row.ratio()).isEqualTo(0.5, within(1e-9));
    assertThat(row.lowestRatio()).isEqualTo(0.25, within(1e-9));
    assertThat(row.highestRatio()).isEqualTo(0.8, within(1e-9));
  }

  @Test
  void leavesOutPairsInWhichASideDidNotKeepUp() {
    Row.Pair broken =
        new Row.Pair(slice(Side.OURS, 0, 10, 10, 1), slice(Side.BASELINE, 10, 10, 1, 1_000));
    Row row = row(pair(1, 2), broken);
    assertThat(row.completePairs()).isOne();
    assertThat(row.ratio()).isEqualTo(0.5, within(1e-9));
    assertThat(row(broken).ratio()).isNaN();
    assertThat(row(broken).good()).isFalse();
  }

  @Test
  void theRatioWithoutTheCompilerLeavesItsTimeOutOnBothSides() {
    Row row =
        row(new Row.Pair(slice(Side.OURS, 0, 1, 1, 6, 4), slice(Side.BASELINE, 1, 1, 1, 12, 2)));
    assertThat(row.ratio()).isEqualTo(0.5, within(1e-9));
    assertThat(row.warmRatio()).isEqualTo(0.2, within(1e-9));
  }

  @Test
  void aRowIsGoodWithinItsTargetAndWithNothingLost() {
    assertThat(row(pair(3, 10)).good()).isTrue();
    assertThat(row(pair(3.1, 10)).good()).isFalse();
    assertThat(new Row(SliceFixtures.SMALL, List.of(pair(3, 10)), new Stored(2, 1, 1, 0)).good())
        .isFalse();
  }

  @Test
  void targetsDependOnTheLoadAndTheMixHasNone() {
    assertThat(target(Workload.SMALL, Encoding.NONE).target()).hasValue(0.30);
    assertThat(target(Workload.RAG, Encoding.NONE).target()).hasValue(0.65);
    assertThat(target(Workload.RAG, Encoding.GZIP).target()).hasValue(0.80);
    assertThat(target(Workload.MIX, Encoding.GZIP).target()).isEmpty();
  }

  private static Row target(Workload workload, Encoding encoding) {
    return new Row(new Load(workload, encoding), List.of(), EXACT);
  }

  private static Row row(Row.Pair... pairs) {
    return new Row(SliceFixtures.SMALL, List.of(pairs), EXACT);
  }

  private static Row.Pair pair(double oursMillis, double baselineMillis) {
    return new Row.Pair(
        slice(Side.OURS, 0, 10, 10, oursMillis), slice(Side.BASELINE, 10, 10, 10, baselineMillis));
  }
}

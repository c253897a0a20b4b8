package dev.plumbline.console.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.console.data.SliceFilter;
import dev.plumbline.console.data.WindowStore;
import dev.plumbline.v1.LabelSums;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumSums;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The second number of a judged rate, with labels of the day before its end. */
class PooledTest {
  private static final long HOUR = 3_600_000;
  private static final SliceFilter ALL = SliceFilter.of("");
  private final WindowStore store = new WindowStore();
  private String checks = "c1";

  @Test
  void aRateWithoutLabelsOfItsOwnStandsBesideTheOneWithThoseOfTheDay() {
    // Given labels that agree with the judge, but for one in ten of what it passed
    hour(0, 90, 10, 50);
    hour(5, 90, 10, 0);
    // When only the second is shown
    Rate rate = cell(5 * HOUR);
    // Then
    assertThat(rate.enough()).isFalse();
    assertThat(rate.rate()).isNull();
    assertThat(rate.labelled()).isZero();
    assertThat(rate.pooled()).isNotNull();
    assertThat(rate.pooled().method()).isEqualTo("cells_pooled");
    assertThat(rate.pooled().labelled()).isEqualTo(50);
    assertThat(rate.pooled().rate()).isCloseTo(0.9 * 0.9, within(0.03));
    // And everywhere else it is the same
    assertThat(table(5 * HOUR).pooled()).isEqualTo(rate.pooled());
    assertThat(series(5 * HOUR).pooled()).isEqualTo(rate.pooled());
    // When both are shown there is nothing to borrow
    assertThat(cell(0).pooled()).isNull();
    assertThat(cell(0).enough()).isTrue();
  }

  @Test
  void nothingIsBorrowedFromMoreThanADayBefore() {
    hour(0, 90, 10, 50);
    hour(23, 90, 10, 0);
    assertThat(cell(23 * HOUR).pooled()).isNotNull();
    hour(24, 90, 10, 0);
    assertThat(cell(24 * HOUR).pooled()).isNull();
  }

  @Test
  void nothingIsBorrowedFromWhatAnotherSetOfChecksSorted() {
    hour(0, 90, 10, 50);
    checks = "c2";
    hour(5, 90, 10, 0);
    assertThat(cell(5 * HOUR).pooled()).isNull();
  }

  @Test
  void aRateWhoseVerdictsHaveMovedSaysThatInsteadOfAPooledOne() {
    hour(0, 90, 10, 50);
    hour(5, 50, 50, 0);
    assertThat(cell(5 * HOUR).pooled().rate()).isNull();
    assertThat(cell(5 * HOUR).pooled().reason()).isEqualTo("pool_shift");
  }

  /** Two buckets of three hours: the later borrows from the earlier, and from nothing of itself. */
  @Test
  void everyBucketOfTheChartBorrowsFromTheDayBeforeItsEnd() {
    hour(0, 90, 10, 50);
    hour(1, 90, 10, 0);
    hour(24, 90, 10, 0);
    for (int hour = 25; hour < 64; hour++) {
      hour(hour, 90, 10, 0);
    }
    Series series = chart(0);
    assertThat(series.bucketMillis()).isGreaterThan(HOUR);
    assertThat(series.versions().getFirst().points()).hasSizeGreaterThan(8);
    Rate first = series.versions().getFirst().points().getFirst().rate();
    assertThat(first.enough()).isTrue();
    assertThat(first.pooled()).isNull();
    Rate second = series.versions().getFirst().points().get(1).rate();
    assertThat(second.enough()).isFalse();
    // Its hours are 24 to 26: the day that ends with them no longer has hour 0.
    assertThat(second.pooled()).isNull();
  }

  @Test
  void aBucketBorrowsTheSameAsItsWindowsShownAlone() {
    hour(0, 90, 10, 50);
    for (int hour = 1; hour < 12; hour++) {
      hour(hour, 90, 10, 0);
    }
    Series series = chart(0);
    assertThat(series.bucketMillis()).isEqualTo(HOUR);
    Rate last = series.versions().getFirst().points().getLast().rate();
    assertThat(last.pooled()).isNotNull();
    assertThat(last.pooled().labelled()).isEqualTo(50);
    assertThat(last.pooled()).isEqualTo(cell(11 * HOUR).pooled());
    // And what lies before the time that is shown is borrowed from too.
    Rate later = chart(4 * HOUR).versions().getFirst().points().getLast().rate();
    assertThat(later.pooled()).isEqualTo(last.pooled());
  }

  private Series chart(long from) {
    return new SeriesQuery(store.windows(), "q/helpful", "m", ALL, from).run(List.of());
  }

  private Rate cell(long from) {
    return new QualityQuery(store.windows(), ALL, from)
        .run()
        .rows()
        .getFirst()
        .cells()
        .getFirst()
        .rate();
  }

  private Rate table(long from) {
    return new RateTable(store.windows(), ALL, from, List.of(By.MODEL)).lines().getFirst().rate();
  }

  private Rate series(long from) {
    return new SeriesQuery(store.windows(), "q/helpful", "m", ALL, from)
        .run(List.of())
        .versions()
        .getFirst()
        .total();
  }

  /** All asked; labels on passes alone, one in ten bad. */
  private void hour(int hour, int passed, int failed, int labels) {
    StratumSums.Builder sums =
        StratumSums.newBuilder()
            .setEligible(passed + failed)
            .setU(passed + failed)
            .setU2(passed + failed)
            .setAsked(passed + failed)
            .setScored(passed + failed)
            .setPassed(passed)
            .setA0(failed)
            .setA1(passed)
            .setB0(failed)
            .setB1(passed);
    if (labels > 0) {
      sums.addLabels(cell(1, labels - labels / 10 - 5)).addLabels(cell(0, labels / 10));
      sums.addLabels(cell(0, 5).toBuilder().setVerdict(0));
    }
    store.window(
        checks + "|" + hour,
        SliWindow.newBuilder()
            .setSlice(
                Slice.newBuilder()
                    .setService("s")
                    .setRoute("r")
                    .setModel("m")
                    .setPromptVersion("v"))
            .setMetric("q/helpful")
            .setJudgeId("judge")
            .addEvaluatorVersions("1")
            .setCheckSet(checks)
            .setWindowStartUnixMillis(hour * HOUR)
            .setWindowMillis(HOUR)
            .addStrata(sums)
            .build());
  }

  private static LabelSums cell(int label, int n) {
    return LabelSums.newBuilder()
        .setVerdict(1)
        .setLabel(label)
        .setC(n)
        .setD(n)
        .setE(n)
        .setN(n)
        .build();
  }
}

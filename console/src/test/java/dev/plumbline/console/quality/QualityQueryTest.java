package dev.plumbline.console.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.console.data.SliceFilter;
import dev.plumbline.console.data.Window;
import dev.plumbline.console.data.WindowStore;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.Maturity;
import dev.plumbline.v1.OfflineResult;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumSums;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QualityQueryTest {
  private static final long MINUTE = 60_000;
  private final WindowStore store = new WindowStore();
  private String instrument = "1";
  private Maturity maturity = Maturity.SETTLED;
  private double objective;

  @Test
  void aRateIsPassesOverAnswersOfAllWindowsAndNotTheMeanOfTheirRates() {
    SplittableRandom random = new SplittableRandom(11);
    for (String route : List.of("a", "b", "c")) {
      for (String version : List.of("v1", "v2")) {
        for (int minute = 0; minute < 20; minute++) {
          int n = random.nextInt(1, 90);
          check(route, version, minute, n, random.nextInt(0, n + 1));
        }
      }
    }

    for (String route : new String[] {null, "a", "b"}) {
      SliceFilter filter = new SliceFilter("", null, route, null, null);
      Quality quality = new QualityQuery(store.windows(), filter, 5 * MINUTE).run();

      for (Quality.Line line : quality.rows()) {
        long n = 0;
        long passed = 0;
        for (Window window : store.windows()) {
          if ((route == null || window.slice().route().equals(route))
              && window.startMillis() >= 5 * MINUTE
              && window.slice().promptVersion().equals(line.promptVersion())) {
            n += window.sums().getScored();
            passed += window.sums().getPassed();
          }
        }
        Rate rate = line.cells().getFirst().rate();
        assertThat(rate.judged()).isEqualTo(n);
        assertThat(rate.rate()).isCloseTo((double) passed / n, within(1e-12));
      }
      assertThat(quality.rows()).hasSize(2);
    }
  }

  @Test
  void belowTheMinimumThereIsNoRate() {
    check("a", "v1", 0, 29, 29);

    Rate rate = only().cells().getFirst().rate();

    assertThat(rate.enough()).isFalse();
    assertThat(rate.rate()).isNull();
    assertThat(rate.judged()).isEqualTo(29);
    assertThat(rate.minimum()).isEqualTo(30);
  }

  @Test
  void aVersionIsComparedWithTheOneWhoseFirstWindowCameBefore() {
    check("a", "zeta", 0, 400, 390);
    check("a", "alpha", 1, 400, 200);
    check("a", "zeta", 2, 400, 390);

    List<Quality.Line> rows = run().rows();

    assertThat(rows).extracting(Quality.Line::promptVersion).containsExactly("alpha", "zeta");
    Change change = rows.getFirst().cells().getFirst().change();
    assertThat(change).isNotNull();
    assertThat(change.previous()).isEqualTo("zeta");
    assertThat(change.verdict()).isEqualTo("worse");
    assertThat(change.difference()).isCloseTo(0.5 - 0.975, within(1e-12));
    assertThat(rows.get(1).cells().getFirst().change()).isNull();
  }

  @Test
  void theHeadlineNamesTheRouteAndVersionWhereACheckGotWorse() {
    check("good", "v1", 0, 400, 390);
    check("good", "v2", 1, 400, 391);
    check("bad", "v1", 0, 400, 390);
    check("bad", "v2", 1, 200, 100);

    Quality quality = run();

    assertThat(quality.compared()).isEqualTo(2);
    assertThat(quality.regressions())
        .singleElement()
        .satisfies(
            worse -> {
              assertThat(worse.route()).isEqualTo("bad");
              assertThat(worse.promptVersion()).isEqualTo("v2");
              assertThat(worse.metric()).isEqualTo("grounding");
            });
  }

  @Test
  void theHeadlineKeepsQuietBelowTwoHundredAnswers() {
    check("bad", "v1", 0, 400, 390);
    check("bad", "v2", 1, 199, 0);

    assertThat(run().regressions()).isEmpty();
    assertThat(run().compared()).isZero();
  }

  @Test
  void theHeadlineSumsOverModels() {
    check("bad", "v1", 0, 400, 390);
    put("m1", "bad", "v2", 1, "grounding", "", sums(100, 40));
    put("m2", "bad", "v2", 1, "grounding", "", sums(100, 40));

    assertThat(run().regressions())
        .singleElement()
        .satisfies(worse -> assertThat(worse.change().nAfter()).isEqualTo(200));
  }

  @Test
  void twoJudgesAreNeverAddedTheLatestStays() {
    StratumSums old = judged(100, 90);
    put("m", "a", "v1", 0, "q/helpful", "old", old);
    put("m", "a", "v1", 1, "q/helpful", "new", judged(50, 20));

    Quality.Cell cell = only().cells().getFirst();

    assertThat(cell.instrument()).isEqualTo("new@1");
    assertThat(cell.rate().judged()).isEqualTo(50);
    assertThat(cell.rate().uncorrected()).isCloseTo(0.4, within(1e-12));
    assertThat(cell.rate().rate()).isNull();
    assertThat(cell.rate().state()).isEqualTo("insufficient_data");
    assertThat(cell.rate().reason()).isEqualTo("few_labels");
    assertThat(cell.rate().minimum()).isEqualTo(30);
    Series series =
        new SeriesQuery(store.windows(), "q/helpful", "m", SliceFilter.of(""), 0).run(List.of());
    assertThat(series.changes()).containsExactly(new Series.Marker(MINUTE, "judge changed"));
    assertThat(series.versions().getFirst().points())
        .extracting(Series.Point::instrument)
        .containsExactly("old@1", "new@1");
  }

  @Test
  void aJudgeWhoseSettingsChangeUnderOneIdIsAnotherInstrumentWithALine() {
    instrument = "1+aaaaaaaa";
    put("m", "a", "v1", 0, "q/helpful", "primary", judged(100, 90));
    instrument = "1+bbbbbbbb";
    put("m", "a", "v1", 1, "q/helpful", "primary", judged(50, 20));
    instrument = "2+cccccccc";
    put("m", "a", "v1", 2, "q/helpful", "primary", judged(50, 20));

    assertThat(only().cells().getFirst().rate().judged()).isEqualTo(50);
    Series series =
        new SeriesQuery(store.windows(), "q/helpful", "m", SliceFilter.of(""), 0).run(List.of());
    assertThat(series.changes())
        .containsExactly(
            new Series.Marker(MINUTE, "judge settings changed"),
            new Series.Marker(2 * MINUTE, "rubric changed"));
  }

  @Test
  void aLaterWindowOfTheSameKeyReplacesTheEarlierAndCoarseSlicesAreLeftOut() {
    check("a", "v1", 0, 100, 100);
    check("a", "v1", 0, 50, 25);
    store.window(
        "coarse",
        SliWindow.newBuilder()
            .setSlice(Slice.newBuilder().setRoute("a"))
            .setMetric("grounding")
            .addStrata(sums(9, 9))
            .build());

    assertThat(only().cells().getFirst().rate().judged()).isEqualTo(50);
  }

  @Test
  void aSeriesHasTheSamePassesAsTheTableAndWidensUntilBucketsHoldEnough() {
    for (int minute = 0; minute < 100; minute++) {
      check("a", "v1", minute, 10, minute % 2 == 0 ? 10 : 8);
    }

    Series series = series(null).run(List.of());

    assertThat(series.bucketMillis()).isEqualTo(5 * MINUTE);
    Series.Version version = series.versions().getFirst();
    assertThat(version.points()).hasSize(20);
    assertThat(version.points()).allSatisfy(p -> assertThat(p.rate().judged()).isEqualTo(50));
    assertThat(version.total().rate()).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void anOfflineResultStandsBesideTheOnlineRateOfItsOwnSlice() {
    check("a", "v1", 0, 100, 50);
    check("b", "v1", 0, 100, 100);
    OfflineResult result =
        OfflineResult.newBuilder()
            .setMetric("grounding")
            .setSlice(Slice.newBuilder().setRoute("a").setPromptVersion("v1"))
            .setN(300)
            .setRate(0.97)
            .build();

    Series series = series(null).run(List.of(result));

    assertThat(series.offline())
        .singleElement()
        .satisfies(
            beside -> {
              assertThat(beside.n()).isEqualTo(300);
              assertThat(beside.online().rate()).isCloseTo(0.5, within(1e-12));
              assertThat(beside.where()).isEqualTo("route a");
            });
    assertThat(series("b").run(List.of(result)).offline()).isEmpty();
  }

  @Test
  void aSeriesSaysFromWhichMinuteOnAnotherVersionOfItsCheckMeasures() {
    // Given: one replica takes the new check up a minute before the other, then all go back
    String[] ofA = {"old", "old", "new", "new", "new", "old"};
    String[] ofB = {"old", "old", "old", "new", "new", "old"};
    for (int minute = 0; minute < 6; minute++) {
      instrument = ofA[minute];
      check("a", "v1", minute, 10, 9);
      instrument = ofB[minute];
      check("b", "v1", minute, 20, 18);
    }
    // When
    Series series = series(null).run(List.of());
    // Then
    assertThat(series.changes())
        .containsExactly(
            new Series.Marker(3 * MINUTE, "check changed"),
            new Series.Marker(5 * MINUTE, "check changed"));
    assertThat(series("a").run(List.of()).changes())
        .extracting(Series.Marker::millis)
        .containsExactly(2 * MINUTE, 5 * MINUTE);
  }

  @Test
  void aChangedCheckMakesNoRegressionAndItsAnswersAreNotAddedToThoseBefore() {
    // Given: what passed at 98 % passes at 60 % under a stricter check, whatever the version
    check("a", "v1", 0, 1_000, 980);
    instrument = "2";
    check("a", "v2", 1, 1_000, 600);
    // When
    Quality quality = run();
    // Then
    assertThat(quality.regressions()).isEmpty();
    assertThat(quality.compared()).isZero();
    assertThat(quality.rows().getFirst().cells().getFirst().change().verdict())
        .isEqualTo("not_enough_data");
    // When: both versions are measured by the stricter check
    check("a", "v1", 2, 1_000, 610);
    // Then
    assertThat(run().compared()).isOne();
    assertThat(run().regressions()).isEmpty();
    assertThat(run().rows())
        .extracting(line -> line.cells().getFirst().rate().rate())
        .containsExactly(0.6, 0.61);
    Series series = series(null).run(List.of());
    assertThat(series.versions().getFirst().total().rate()).isEqualTo(0.61);
    assertThat(series.changes()).extracting(Series.Marker::millis).containsExactly(MINUTE);
  }

  @Test
  void numbersOfAnotherTenantAreNeverAdded() {
    check("a", "v1", 1, 1_000, 900);
    store.window(
        "theirs",
        SliWindow.newBuilder()
            .setSlice(
                Slice.newBuilder()
                    .setTenant("other")
                    .setService("s")
                    .setRoute("secret")
                    .setModel("m")
                    .setPromptVersion("v1"))
            .setMetric("grounding")
            .addEvaluatorVersions(instrument)
            .setWindowStartUnixMillis(MINUTE)
            .addStrata(sums(1_000, 100))
            .build());

    assertThat(only().cells().getFirst().rate().rate()).isEqualTo(0.9);
    assertThat(run().facets().routes()).containsExactly("a");
    assertThat(series(null).run(List.of()).versions().getFirst().total().rate()).isEqualTo(0.9);
    assertThat(store.tenants()).containsExactly("", "other");
  }

  @Test
  void oneOfManyChangesThatStandsBareIsNoFindingAmongAllOfThem() {
    // Given: 19 % failures against 5 % of 400 answers excludes no difference at 95 %, though barely
    check("alone", "v1", 0, 400, 380);
    check("alone", "v2", 1, 400, 325);
    assertThat(run().regressions()).hasSize(1);
    double p = run().regressions().getFirst().change().p();
    assertThat(p).isBetween(0.001, 0.05);
    // When it is one of a hundred comparisons
    for (int i = 0; i < 99; i++) {
      check("r" + i, "v1", 0, 400, 380);
      check("r" + i, "v2", 1, 400, 380);
    }
    // Then
    assertThat(run().compared()).isEqualTo(100);
    assertThat(run().regressions()).isEmpty();
  }

  @Test
  void aBreachOnTheBoardStandsAmongAllCellsThatAreLookedAt() {
    objective = 0.9;
    check("a", "v1", 0, 400, 345);
    Rate alone = only().cells().getFirst().rate();
    assertThat(alone.state()).isEqualTo("breach");
    assertThat(alone.objective()).isEqualTo(0.9);
    for (int i = 0; i < 60; i++) {
      put("m" + i, "a", "v1", 0, "grounding", "", sums(400, 362));
    }
    assertThat(run().rows())
        .flatExtracting(Quality.Line::cells)
        .extracting(cell -> cell.rate().state())
        .containsOnly("ok");
  }

  @Test
  void aRateSaysHowMuchOfItIsSettledAndCoveredByTheLedger() {
    check("a", "v1", 0, 30, 30);
    maturity = Maturity.OPEN;
    check("a", "v1", 1, 10, 10);
    Rate rate = only().cells().getFirst().rate();
    assertThat(rate.settled()).isEqualTo(0.75);
    assertThat(rate.coverage()).isEqualTo(1);
  }

  private SeriesQuery series(String route) {
    return new SeriesQuery(
        store.windows(), "grounding", "m", new SliceFilter("", null, route, null, null), 0);
  }

  private Quality run() {
    return new QualityQuery(store.windows(), SliceFilter.of(""), 0).run();
  }

  private Quality.Line only() {
    List<Quality.Line> rows = run().rows();
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  private void check(String route, String version, int minute, int n, int passed) {
    put("m", route, version, minute, "grounding", "", sums(n, passed));
  }

  private void put(
      String model,
      String route,
      String version,
      int minute,
      String metric,
      String judge,
      StratumSums sums) {
    store.window(
        String.join("|", model, route, version, metric, judge, Integer.toString(minute)),
        SliWindow.newBuilder()
            .setSlice(
                Slice.newBuilder()
                    .setService("s")
                    .setRoute(route)
                    .setModel(model)
                    .setPromptVersion(version))
            .setMetric(metric)
            .setJudgeId(judge)
            .addEvaluatorVersions(instrument)
            .setWindowStartUnixMillis(minute * MINUTE)
            .setWindowMillis(MINUTE)
            .setMaturity(maturity)
            .setEstimate(
                objective == 0
                    ? Estimate.getDefaultInstance()
                    : Estimate.newBuilder().setObjective(objective).build())
            .addStrata(sums)
            .build());
  }

  private static StratumSums sums(int n, int passed) {
    return StratumSums.newBuilder()
        .setEligible(n)
        .setU(n)
        .setU2(n)
        .setScored(n)
        .setPassed(passed)
        .setPassedU(passed)
        .build();
  }

  private static StratumSums judged(int n, int passed) {
    return StratumSums.newBuilder()
        .setEligible(n * 10L)
        .setScored(n)
        .setPassed(passed)
        .setAsked(n)
        .setA1(passed * 10.0)
        .setB1(passed * 100.0)
        .setA0((n - passed) * 10.0)
        .setB0((n - passed) * 100.0)
        .build();
  }
}

package dev.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.v1.EstimateState;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From minutes to hours, and what is withdrawn. */
class WindowLifeTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final String HALF = ScoringRun.POLICY.replace("rate: 1.0", "rate: 0.5");

  @TempDir Path state;

  @Test
  void anHourTakesThePlaceOfItsMinutesAndHoldsTheirSums() {
    try (ScoringRun run = new ScoringRun(state, HALF)) {
      new Traffic(4).send(run, 120, 1);
      Map<String, SliWindow> minutes = run.windows();
      assertThat(minutes.values()).allMatch(w -> w.getWindowMillis() == 60_000);
      Map<String, SliWindow> expected = hours(minutes);
      // When
      run.after(Duration.ofHours(5));
      run.spans("later", Traces.ragTrace("later", Traces.GOOD, run.nowMillis()));
      run.after(Duration.ofSeconds(8)).after(Duration.ofMinutes(1));
      // Then
      Map<String, SliWindow> hours = new TreeMap<>(run.windows());
      hours.values().removeIf(w -> w.getWindowMillis() != HOUR);
      assertThat(run.windows().keySet()).doesNotContainAnyElementsOf(minutes.keySet());
      assertThat(hours).hasSameSizeAs(expected);
      hours
          .values()
          .forEach(
              hour -> same(hour, expected.get(series(hour) + hour.getWindowStartUnixMillis())));
      assertThat(run.<SliWindow>store("windows").approximateNumEntries())
          .isLessThan(minutes.size());
    }
  }

  @Test
  void whatComesAfterTheRollChangesTheHourAlone() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", Traces.ragTrace("a", Traces.GOOD, run.nowMillis()));
      run.after(Duration.ofSeconds(8));
      long before = run.nowMillis();
      run.after(Duration.ofHours(5));
      run.spans("b", Traces.ragTrace("b", Traces.GOOD, run.nowMillis()));
      run.after(Duration.ofSeconds(8)).after(Duration.ofMinutes(1));
      assertThat(run.total("user_feedback")).isEqualTo(StratumSums.getDefaultInstance());
      // When
      run.logs("a", Traces.signal("a", "user_feedback", "u", "1", 3));
      run.after(Duration.ofMinutes(1));
      // Then
      assertThat(run.total("user_feedback").getPassed()).isEqualTo(1);
      assertThat(run.windows().values())
          .filteredOn(w -> w.getMetric().equals("user_feedback"))
          .hasSize(6)
          .allMatch(w -> w.getWindowMillis() == HOUR)
          .allMatch(w -> w.getWindowStartUnixMillis() == before / HOUR * HOUR);
    }
  }

  @Test
  void aWindowOfWhichNothingIsLeftIsWithdrawn() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", Traces.ragTrace("a", Traces.GOOD, run.nowMillis()));
      run.after(Duration.ofSeconds(8));
      run.logs("a", Traces.signal("a", "user_feedback", "u", "1", 3));
      run.after(Duration.ofSeconds(8));
      assertThat(run.total("user_feedback").getPassed()).isEqualTo(1);
      run.logs("a", Traces.withdrawn("a", "user_feedback", "u2", 9));
      run.after(Duration.ofSeconds(8));
      assertThat(run.windows().values()).noneMatch(w -> w.getMetric().equals("user_feedback"));
      run.logs("a", Traces.signal("a", "user_feedback", "u3", "0", 12));
      run.after(Duration.ofSeconds(8));
      assertThat(run.total("user_feedback").getScored()).isEqualTo(1);
      assertThat(run.total("user_feedback").getPassed()).isZero();
    }
  }

  @Test
  void countsWhatComesForAnHourThatCanNoLongerChange() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY, null, kept())) {
      run.spans("a", Traces.ragTrace("a", Traces.GOOD, run.nowMillis()));
      run.after(Duration.ofSeconds(8));
      run.after(Duration.ofHours(23));
      run.spans("b", Traces.ragTrace("b", Traces.GOOD, run.nowMillis() + 280_000));
      run.after(Duration.ofSeconds(8)).after(Duration.ofMinutes(2));
      run.spans("c", Traces.ragTrace("c", Traces.GOOD, run.nowMillis() - 86_390_000));
      run.after(Duration.ofSeconds(8));
      assertThat(run.dropped(Drop.WINDOW_TOO_OLD)).isPositive();
      run.after(Duration.ofHours(3));
      run.spans("d", Traces.ragTrace("d", Traces.GOOD, run.nowMillis()));
      run.after(Duration.ofSeconds(8)).after(Duration.ofMinutes(2));
      try (var all = run.<SliWindow>store("hours").all()) {
        long oldest = all.next().value.getWindowStartUnixMillis();
        assertThat(oldest).isGreaterThan(run.nowMillis() - Duration.ofHours(26).toMillis());
      }
    }
  }

  @Test
  void aWindowWhoseIntervalLiesBelowTheObjectiveIsABreach() {
    WindowsConfig config =
        new WindowsConfig(null, List.of(List.of()), null, null, null, Map.of("grounding", 0.9));
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY, null, config)) {
      long end = run.nowMillis();
      for (int i = 0; i < 40; i++) {
        String answer = i < 20 ? Traces.INVENTED : Traces.GOOD;
        run.spans("t" + i, Traces.ragTrace("t" + i, answer, end));
      }
      run.after(Duration.ofSeconds(8));
      SliWindow window =
          run.windows().values().stream()
              .filter(w -> w.getMetric().equals("grounding"))
              .findFirst()
              .orElseThrow();
      assertThat(window.getEstimate().getState()).isEqualTo(EstimateState.BREACH);
      assertThat(window.getEstimate().getObjective()).isEqualTo(0.9);
      assertThat(window.getEstimate().getCoverage()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerThatMayStillComeIsNotCoveredUntilItsTimeIsUp() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", Traces.ragTrace("a", Traces.GOOD, run.nowMillis()));
      run.after(Duration.ofSeconds(8));
      assertThat(coverage(run)).isZero();
      assertThat(run.total("quality/helpful").getPending()).isEqualTo(1);
      run.after(Duration.ofMinutes(31));
      run.readOn();
      run.after(Duration.ofSeconds(8));
      assertThat(coverage(run)).isEqualTo(1);
      assertThat(run.total("quality/helpful").getAx()).isEqualTo(1);
    }
  }

  private static double coverage(ScoringRun run) {
    return run.windows().values().stream()
        .filter(w -> w.getMetric().equals("quality/helpful"))
        .findFirst()
        .orElseThrow()
        .getEstimate()
        .getCoverage();
  }

  private static WindowsConfig kept() {
    return new WindowsConfig(null, null, null, null, Duration.ofHours(24), null);
  }

  private static Map<String, SliWindow> hours(Map<String, SliWindow> minutes) {
    Map<String, SliWindow.Builder> sums = new TreeMap<>();
    minutes
        .values()
        .forEach(
            minute ->
                WindowSums.addInto(
                    sums.computeIfAbsent(
                        series(minute) + minute.getWindowStartUnixMillis() / HOUR * HOUR,
                        key -> SliWindow.newBuilder()),
                    minute));
    Map<String, SliWindow> hours = new TreeMap<>();
    sums.forEach((key, hour) -> hours.put(key, hour.build()));
    return hours;
  }

  private static String series(SliWindow window) {
    return window.getSlice() + window.getMetric() + window.getJudgeId();
  }

  private static void same(SliWindow hour, SliWindow expected) {
    SliWindow.Builder difference = SliWindow.newBuilder();
    WindowSums.addInto(difference, hour);
    WindowSums.addInto(difference, WindowSums.negative(expected));
    for (StratumSums sums : difference.getStrataList()) {
      assertThat(sums.getEligible()).isZero();
      assertThat(sums.getScored()).isZero();
      assertThat(sums.getPassed()).isZero();
      assertThat(sums.getAsked()).isZero();
      assertThat(List.of(sums.getU(), sums.getA0(), sums.getA1(), sums.getAx()))
          .allSatisfy(value -> assertThat(value).isCloseTo(0, within(1e-9)));
    }
    assertThat(difference.getSessionRows()).isZero();
    assertThat(difference.getSessionsList())
        .allSatisfy(sums -> assertThat(sums.getW0() + sums.getW1()).isCloseTo(0, within(1e-9)));
  }
}

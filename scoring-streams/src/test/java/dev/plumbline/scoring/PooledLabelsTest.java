package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.ragTrace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.evaluation.estimate.Interval;
import dev.plumbline.evaluation.estimate.JudgedRate;
import dev.plumbline.evaluation.estimate.JudgedRow;
import dev.plumbline.evaluation.estimate.JudgedSums;
import dev.plumbline.evaluation.estimate.Judgement;
import dev.plumbline.evaluation.estimate.PooledEstimator;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.VerdictStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second number of a judged window: its rate with the labels of the day before its end. */
class PooledLabelsTest {
  private static final String METRIC = "quality/helpful";
  private static final String AUDITED =
      ScoringRun.POLICY.replace("rate: 1.0}", "rate: 1.0, audit: 1}");
  private static final long HOUR = Duration.ofHours(1).toMillis();

  @TempDir Path state;

  private final Map<String, Judgement> verdicts = new HashMap<>();
  private final Map<String, Judgement> labels = new HashMap<>();
  private final Map<String, List<Decision>> decisions = new HashMap<>();

  @Test
  void aWindowWithoutLabelsBorrowsThoseOfTheHoursBefore() {
    try (ScoringRun run = new ScoringRun(state, AUDITED)) {
      // Given an hour with labels and one without
      answered(run, "a", 45, 5);
      decisions.get("a").forEach(decision -> label(run, decision));
      assertThat(latest(run, 60_000).hasPooled()).isFalse();
      run.after(Duration.ofHours(1));
      // When
      answered(run, "b", 40, 5);
      // Then
      SliWindow minute = latest(run, 60_000);
      assertThat(minute.getEstimate().getReason()).isEqualTo("few_labels");
      assertThat(minute.getEstimate().hasCorrected()).isFalse();
      is(minute.getPooled(), expected());
      // When both are hours, and a reviewer changes her mind about the first
      run.after(Duration.ofHours(5));
      run.spans("later", ragTrace("later", Traces.GOOD, run.nowMillis()));
      run.after(Duration.ofSeconds(8)).after(Duration.ofMinutes(1));
      is(latest(run, HOUR).getPooled(), expected());
      Decision good = decisions.get("a").get(1);
      assertThat(labels.put(good.getTraceId(), Judgement.FAIL)).isEqualTo(Judgement.PASS);
      run.label(LabelsTest.label(good, "ann").toBuilder().setPass(false).build());
      run.after(Duration.ofSeconds(2));
      // Then
      is(latest(run, HOUR).getPooled(), expected());
    }
  }

  @Test
  void nothingIsBorrowedWhenTheVerdictsHaveMoved() {
    try (ScoringRun run = new ScoringRun(state, AUDITED)) {
      answered(run, "a", 45, 5);
      decisions.get("a").forEach(decision -> label(run, decision));
      run.after(Duration.ofHours(1));
      answered(run, "b", 40, 2);
      Estimate pooled = latest(run, 60_000).getPooled();
      assertThat(pooled.getState()).isEqualTo(EstimateState.INSUFFICIENT_DATA);
      assertThat(pooled.getReason()).isEqualTo("pool_shift");
      assertThat(pooled.hasCorrected()).isFalse();
    }
  }

  @Test
  void labelsOfMoreThanADayBeforeAreNotBorrowed() {
    try (ScoringRun run = new ScoringRun(state, AUDITED)) {
      answered(run, "a", 45, 5);
      decisions.get("a").forEach(decision -> label(run, decision));
      run.after(Duration.ofHours(24));
      answered(run, "b", 40, 5);
      assertThat(latest(run, 60_000).hasPooled()).isFalse();
    }
  }

  /** Answers that end now, all asked; every so many fail. */
  private void answered(ScoringRun run, String name, int n, int failEvery) {
    for (int i = 0; i < n; i++) {
      run.spans(name + i, ragTrace(name + i, Traces.GOOD, run.nowMillis()));
    }
    run.after(Duration.ofSeconds(8));
    List<JudgeRequest> asked = run.requests();
    for (int i = 0; i < asked.size(); i++) {
      boolean pass = i % failEvery != 0;
      verdicts.put(asked.get(i).getTraceId(), pass ? Judgement.PASS : Judgement.FAIL);
      run.verdict(Traces.verdict(asked.get(i), VerdictStatus.VERDICT_OK, pass));
    }
    run.after(Duration.ofSeconds(2));
    decisions.put(
        name,
        run.decisions().stream()
            .filter(d -> d.getEvaluator().getKind() == Evaluator.Kind.JUDGE)
            .filter(d -> d.getOutcome() == LedgerOutcome.SCORED)
            .toList());
    assertThat(decisions.get(name)).hasSize(n);
  }

  private void label(ScoringRun run, Decision decision) {
    boolean pass = labels.size() % 7 != 0;
    labels.put(decision.getTraceId(), pass ? Judgement.PASS : Judgement.FAIL);
    run.label(LabelsTest.label(decision, "ann").toBuilder().setPass(pass).build());
    run.after(Duration.ofMillis(600));
  }

  /** The same from the rows. */
  private JudgedRate expected() {
    return PooledEstimator.estimate(
        PooledEstimator.Question.of(List.of(rows("b")), List.of(rows("a")), 0.95));
  }

  private JudgedSums rows(String name) {
    JudgedSums sums = new JudgedSums();
    for (Decision decision : decisions.get(name)) {
      String trace = decision.getTraceId();
      Judgement human = labels.getOrDefault(trace, Judgement.NONE);
      sums.add(new JudgedRow(trace, "0", 1, true, verdicts.get(trace), 1, human, null, 1));
    }
    return sums;
  }

  private static void is(Estimate found, JudgedRate expected) {
    assertThat(found.getMethod()).isEqualTo("cells_pooled");
    assertThat(found.getState()).isEqualTo(EstimateState.OK);
    assertThat(found.hasObjective()).isFalse();
    assertThat(found.getLabelled()).isEqualTo(45);
    assertThat(found.getN()).isEqualTo(40);
    assertThat(found.getCorrected()).isCloseTo(expected.corrected().orElseThrow(), within(1e-9));
    Interval interval = expected.interval().orElseThrow();
    assertThat(found.getLow()).isCloseTo(interval.low(), within(1e-9));
    assertThat(found.getHigh()).isCloseTo(interval.high(), within(1e-9));
  }

  private static SliWindow latest(ScoringRun run, long width) {
    List<SliWindow> windows = new ArrayList<>(run.windows().values());
    windows.removeIf(
        w ->
            !w.getMetric().equals(METRIC)
                || w.getWindowMillis() != width
                || !w.getSlice().equals(Slice.newBuilder().setTenant("default").build()));
    return windows.stream()
        .max((a, b) -> Long.compare(a.getWindowStartUnixMillis(), b.getWindowStartUnixMillis()))
        .orElseThrow();
  }
}

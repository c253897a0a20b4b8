package dev.plumbline.scoring;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.evaluation.estimate.PublishedRate;
import dev.plumbline.evaluation.estimate.RangeSums;
import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Maturity;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumSums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the windows say, against sums made independently of them; and again in a replay. */
class BooksTest {
  private static final int TRACES = 150;
  private static final String POLICY =
      """
      salt: judge-v1
      saltEpoch: "1"
      evaluators:
        - rubric: quality
          version: "1"
          judge: primary
          criteria: [helpful]
          audit: {pass: 0.3, fail: 0.5, none: 0.2}
          informative: [{name: complained, when: "thumbs_down", rate: 0.5}]
          strata:
            - {name: complained, when: "thumbs_down", rate: 0.9}
            - {name: suspicious, when: "failed_checks >= 1", rate: 0.8}
            - {name: rest, rate: 0.3}
      """;

  @TempDir Path state;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void windowsAreTheSumsOfTheLastScoresAndDecisions(long seed) {
    try (ScoringRun run = new ScoringRun(state, POLICY)) {
      Traffic traffic = new Traffic(seed);
      traffic.send(run, TRACES, 1);
      Map<String, SliWindow> windows = run.windows();
      Map<String, Decision> decisions = last(traffic.decisions);
      // Every interaction has one terminal outcome at every evaluator.
      assertThat(decisions.values())
          .hasSize(TRACES * 3)
          .noneMatch(d -> d.getOutcome() == LedgerOutcome.PENDING);
      // Checks
      for (String check : List.of("empty-answer", "grounding")) {
        Map<String, long[]> expected = new TreeMap<>();
        lastScores(traffic.scores, check)
            .forEach(
                score -> {
                  long[] sums = expected.computeIfAbsent(place(score), p -> new long[2]);
                  sums[0] += score.hasValue() ? 1 : 0;
                  sums[1] += score.getOutcome() == Outcome.PASS ? 1 : 0;
                });
        expected.values().removeIf(sums -> sums[0] == 0);
        Map<String, long[]> found = new TreeMap<>();
        finest(windows, check)
            .forEach((p, s) -> found.put(p, new long[] {s.getScored(), s.getPassed()}));
        found.values().removeIf(sums -> sums[0] == 0);
        assertThat(found).containsExactlyEntriesOf(expected);
      }
      traffic.decisions.forEach(BooksTest::isAsDrawn);
      assertThat(decisions.values()).anyMatch(d -> d.getLateFactsCount() > 0);
      judged(windows, decisions, lastScores(traffic.scores, "quality/helpful"));
      thirdsAddUp(windows);
    }
  }

  /** N, asked and the Horvitz-Thompson sums of a window, by post-stratum, from the ledger. */
  private static void judged(
      Map<String, SliWindow> windows, Map<String, Decision> decisions, List<Score> scores) {
    Map<String, Score> byInteraction =
        scores.stream().collect(toMap(Score::getInteractionId, score -> score));
    Map<String, double[]> expected = new TreeMap<>();
    for (Decision decision : decisions.values()) {
      if (decision.getEvaluator().getKind() != Evaluator.Kind.JUDGE) {
        continue;
      }
      double w = 1 / decision.getPi();
      double[] sums =
          expected.computeIfAbsent(
              minute(decision.getEndUnixMillis()) + "/" + decision.getPostStratum(),
              key -> new double[6]);
      sums[0]++;
      sums[5] +=
          decision.getHumanDrawsList().stream()
              .filter(draw -> draw.getPurpose() == HumanDraw.Purpose.AUDIT && draw.getDrawn())
              .count();
      if (decision.getOutcome() != LedgerOutcome.SAMPLED_OUT) {
        sums[1]++;
        Score score = byInteraction.get(decision.getInteractionId());
        sums[score == null || !score.hasValue() ? 2 : score.getOutcome() == Outcome.PASS ? 3 : 4] +=
            w;
      }
    }
    Map<String, double[]> found = new TreeMap<>();
    windows.values().stream()
        .filter(w -> w.getMetric().equals("quality/helpful"))
        .filter(w -> w.getSlice().equals(Slice.newBuilder().setTenant("default").build()))
        .forEach(
            w ->
                w.getStrataList().stream()
                    .filter(s -> s.getEligible() > 0)
                    .forEach(
                        s ->
                            found.put(
                                w.getWindowStartUnixMillis() + "/" + s.getPostStratum(),
                                new double[] {
                                  s.getEligible(),
                                  s.getAsked(),
                                  s.getAx(),
                                  s.getA1(),
                                  s.getA0(),
                                  s.getAssignedFail() + s.getAssignedPass() + s.getAssignedNone()
                                })));
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach(
        (place, sums) ->
            assertThat(sums).as(place).containsExactly(expected.get(place), within(1e-9)));
  }

  /** The decision again, from the trace id and the policy's numbers alone. */
  private static void isAsDrawn(Decision decision) {
    if (decision.getEvaluator().getKind() != Evaluator.Kind.JUDGE) {
      return;
    }
    BigInteger draw = draw("judge-v1", decision.getTraceId());
    BigDecimal rate =
        new BigDecimal(
            switch (decision.getStratum()) {
              case "complained" -> "0.9";
              case "suspicious" -> "0.8";
              default -> "0.3";
            });
    assertThat(BigInteger.valueOf(decision.getDraw())).isEqualTo(draw);
    assertThat(decision.getPi()).isCloseTo(rate.doubleValue(), within(1e-15));
    boolean asked = new BigDecimal(draw).compareTo(rate.multiply(BigDecimal.valueOf(1L << 56))) < 0;
    assertThat(!decision.getJudgmentKey().isEmpty()).isEqualTo(asked);
    for (HumanDraw human : decision.getHumanDrawsList()) {
      String purpose = human.getPurpose() == HumanDraw.Purpose.AUDIT ? "audit" : "informative";
      BigInteger own = draw(purpose + "/judge-v1", decision.getTraceId());
      assertThat(BigInteger.valueOf(human.getDraw())).isEqualTo(own);
      assertThat(human.getDrawn()).isEqualTo(own.doubleValue() / 0x1p56 < human.getPiHuman());
    }
  }

  private static BigInteger draw(String salt, String traceId) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt.getBytes(StandardCharsets.UTF_8));
      byte[] hash = digest.digest(HexFormat.of().parseHex(traceId));
      return new BigInteger(1, Arrays.copyOf(hash, 7));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every configured set of dimensions holds the same traffic. */
  private static void thirdsAddUp(Map<String, SliWindow> windows) {
    Map<String, Map<String, Long>> totals = new TreeMap<>();
    for (SliWindow window : windows.values()) {
      StratumSums sums = WindowSums.total(window.getStrataList());
      totals
          .computeIfAbsent(window.getMetric(), metric -> new TreeMap<>())
          .merge(dimensions(window.getSlice()), sums.getScored(), Long::sum);
      assertThat(window.getEstimate())
          .isEqualTo(
              PublishedRate.of(RangeSums.of(List.of(window)), false, OptionalDouble.empty()));
    }
    assertThat(totals)
        .hasSize(4)
        .allSatisfy(
            (metric, bySet) -> {
              assertThat(bySet).as(metric).hasSize(6);
              assertThat(bySet.values()).as(metric).containsOnly(bySet.values().iterator().next());
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 20})
  void aReplayThatNoticesTimeAtOtherMomentsGivesTheSameResults(int tickEvery) {
    Results first = results(1);
    Results replay = results(tickEvery);
    assertThat(replay.decisions).containsExactlyElementsOf(first.decisions);
    assertThat(replay.scores).containsExactlyElementsOf(first.scores);
    assertThat(replay.windows.keySet()).isEqualTo(first.windows.keySet());
    first.windows.forEach(
        (key, sums) ->
            assertThat(WindowSums.subtract(replay.windows.get(key), sums))
                .as(key)
                .satisfies(
                    difference -> {
                      assertThat(difference.getEligible()).isZero();
                      assertThat(difference.getScored()).isZero();
                      assertThat(difference.getPassed()).isZero();
                      assertThat(difference.getA1()).isCloseTo(0, within(1e-9));
                      assertThat(difference.getA0()).isCloseTo(0, within(1e-9));
                      assertThat(difference.getAx()).isCloseTo(0, within(1e-9));
                    }));
  }

  private record Results(
      List<Decision> decisions, List<Score> scores, Map<String, StratumSums> windows) {}

  private Results results(int tickEvery) {
    try (ScoringRun run = new ScoringRun(state.resolve("every-" + tickEvery), POLICY)) {
      Traffic traffic = new Traffic(9);
      traffic.send(run, TRACES, tickEvery);
      Map<String, StratumSums> sums = new TreeMap<>();
      run.windows()
          .forEach((key, window) -> sums.put(key, WindowSums.total(window.getStrataList())));
      return new Results(
          traffic.decisions.stream()
              .sorted(
                  Comparator.comparing(Decision::getInteractionId)
                      .thenComparing(d -> d.getEvaluator().getId())
                      .thenComparing(Decision::getSeq))
              .toList(),
          traffic.scores.stream()
              .sorted(Comparator.comparing(Score::getScoreId).thenComparing(Score::getRevision))
              .toList(),
          sums);
    }
  }

  @Test
  void aWindowIsPublishedAgainWhenItHasEndedAndWhenItHasSettled() {
    try (ScoringRun run = new ScoringRun(state, POLICY)) {
      long first = run.nowMillis();
      run.spans("a", Traces.ragTrace("a", Traces.GOOD, first));
      run.after(Duration.ofSeconds(8));
      assertThat(maturity(run, first)).isEqualTo(Maturity.OPEN);
      run.after(Duration.ofMinutes(2));
      run.spans("b", Traces.ragTrace("b", Traces.GOOD, run.nowMillis()));
      run.after(Duration.ofSeconds(8)).after(Duration.ofMinutes(1));
      assertThat(maturity(run, first)).isEqualTo(Maturity.SETTLING);
      run.after(Duration.ofMinutes(31));
      run.spans("c", Traces.ragTrace("c", Traces.GOOD, run.nowMillis()));
      run.after(Duration.ofSeconds(8)).after(Duration.ofMinutes(1));
      assertThat(maturity(run, first)).isEqualTo(Maturity.SETTLED);
    }
  }

  private static Maturity maturity(ScoringRun run, long time) {
    return run.windows().values().stream()
        .filter(w -> w.getMetric().equals("grounding"))
        .filter(w -> w.getWindowStartUnixMillis() == minute(time))
        .findFirst()
        .orElseThrow()
        .getMaturity();
  }

  private static Map<String, Decision> last(List<Decision> decisions) {
    return decisions.stream()
        .collect(
            toMap(
                d -> d.getInteractionId() + d.getEvaluator().getId(),
                d -> d,
                BinaryOperator.maxBy(Comparator.comparing(Decision::getSeq))));
  }

  private static List<Score> lastScores(List<Score> scores, String evaluator) {
    return scores.stream()
        .filter(score -> score.getEvaluator().getId().equals(evaluator))
        .collect(groupingBy(Score::getScoreId))
        .values()
        .stream()
        .map(all -> all.stream().max(Comparator.comparing(Score::getRevision)).orElseThrow())
        .toList();
  }

  private static String place(Score score) {
    Slice slice = score.getSlice();
    return String.join(
        "|",
        slice.getService(),
        slice.getRoute(),
        slice.getModel(),
        slice.getPromptVersion(),
        Long.toString(minute(score.getEndUnixMillis())));
  }

  private static Map<String, StratumSums> finest(Map<String, SliWindow> windows, String metric) {
    Map<String, StratumSums> finest = new TreeMap<>();
    for (SliWindow w : windows.values()) {
      Slice slice = w.getSlice();
      if (w.getMetric().equals(metric) && dimensions(slice).equals("srmp")) {
        finest.put(
            String.join(
                "|",
                slice.getService(),
                slice.getRoute(),
                slice.getModel(),
                slice.getPromptVersion(),
                Long.toString(w.getWindowStartUnixMillis())),
            WindowSums.total(w.getStrataList()));
      }
    }
    return finest;
  }

  private static String dimensions(Slice slice) {
    return (slice.hasService() ? "s" : "")
        + (slice.hasRoute() ? "r" : "")
        + (slice.hasModel() ? "m" : "")
        + (slice.hasPromptVersion() ? "p" : "");
  }

  private static long minute(long millis) {
    return Math.floorDiv(millis, 60_000) * 60_000;
  }
}

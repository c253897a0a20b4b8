package dev.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.evaluation.estimate.CellsEstimator;
import dev.plumbline.evaluation.estimate.JudgedRate;
import dev.plumbline.evaluation.estimate.JudgedRow;
import dev.plumbline.evaluation.estimate.JudgedSums;
import dev.plumbline.evaluation.estimate.Judgement;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.LabelSums;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumSums;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Published windows of a judged metric against a batch computation over the topics alone: the last
 * decision and score of every answer, the last label of every item and reviewer. In between come
 * late verdicts and labels, corrections, labels that are taken back, revisions, second draws after
 * a thumb, and everything twice.
 */
class LabelBooksTest {
  private static final String METRIC = "quality/helpful";
  private static final Slice ALL = Slice.newBuilder().setTenant("default").build();
  private static final String POLICY =
      """
      salt: judge-v1
      saltEpoch: "1"
      evaluators:
        - rubric: quality
          version: "1"
          judge: primary
          criteria: [helpful]
          audit: {pass: 0.6, fail: 0.9, none: 0.5}
          strata:
            - {name: complained, when: "thumbs_down", rate: 0.9}
            - {name: suspicious, when: "failed_checks >= 1", rate: 0.8}
            - {name: rest, rate: 0.5}
      """;

  @TempDir Path state;

  /** Labels as they stand on their topic: the last of an item and reviewer. */
  private final Map<String, Label> labels = new TreeMap<>();

  /** When the content of an interaction changed last after a judge was asked about it. */
  private final Map<String, Long> changed = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void publishedWindowsAreTheBatchOverTheTopics(long seed) {
    try (ScoringRun run = new ScoringRun(state, POLICY)) {
      Random people = new Random(seed + 100);
      List<Traffic> self = new ArrayList<>();
      Traffic traffic = new Traffic(seed, at -> label(at, self.getFirst().decisions, people));
      self.add(traffic);
      traffic.send(run, 200, 1 + (int) seed);
      for (int i = 0; i < 60; i++) {
        label(run, traffic.decisions, people);
      }
      run.after(Duration.ofMinutes(2));
      traffic.decisions.addAll(run.decisions());
      traffic.scores.addAll(run.scores());
      Map<Long, JudgedSums> expected = new TreeMap<>();
      Map<Long, Map<Integer, StratumSums.Builder>> sums = new TreeMap<>();
      batch(traffic, expected, sums, 60_000);
      assertThat(check(run, sums, 60_000)).isGreaterThan(20);
      // When all has rolled into hours
      run.after(Duration.ofHours(5));
      run.spans("later", Traces.ragTrace("later", Traces.GOOD, run.nowMillis()));
      run.after(Duration.ofSeconds(8)).after(Duration.ofMinutes(1));
      // And one more label comes
      label(run, traffic.decisions, people);
      run.after(Duration.ofSeconds(2));
      expected.clear();
      sums.clear();
      batch(traffic, expected, sums, 3_600_000);
      assertThat(check(run, sums, 3_600_000)).isGreaterThan(20);
      expected.forEach((hour, rows) -> estimate(window(run, hour, 3_600_000), rows));
    }
  }

  private void label(ScoringRun run, List<Decision> decisions, Random people) {
    List<Decision> done =
        decisions.stream()
            .filter(d -> d.getEvaluator().getKind() == Evaluator.Kind.JUDGE)
            .filter(d -> !d.getJudgmentKey().isEmpty())
            .toList();
    if (done.isEmpty()) {
      return;
    }
    for (int i = 0; i < 3; i++) {
      Decision decision = done.get(people.nextInt(done.size()));
      Label.Builder label = LabelsTest.label(decision, "r" + people.nextInt(3)).toBuilder();
      label.setLabelledUnixMillis(run.nowMillis());
      if (people.nextInt(6) > 0) {
        label.setPass(people.nextInt(4) > 0);
      }
      labels.put(label.getItemId() + "|" + label.getReviewer(), label.build());
      for (int again = 0; again <= people.nextInt(2); again++) {
        run.label(label.build());
      }
    }
  }

  private void batch(
      Traffic traffic,
      Map<Long, JudgedSums> rows,
      Map<Long, Map<Integer, StratumSums.Builder>> sums,
      long width) {
    Map<String, Decision> last = new HashMap<>();
    // What people said before the content changed is void.
    traffic.decisions.stream()
        .filter(d -> d.getReason().equals("content_changed"))
        .forEach(d -> changed.merge(d.getInteractionId(), d.getDecidedUnixMillis(), Math::max));
    traffic.decisions.stream()
        .filter(d -> d.getEvaluator().getKind() == Evaluator.Kind.JUDGE)
        .sorted(Comparator.comparing(Decision::getSeq))
        .forEach(d -> last.put(d.getInteractionId(), d));
    Map<String, Score> scores = new HashMap<>();
    traffic.scores.stream()
        .filter(s -> s.getEvaluator().getId().equals(METRIC))
        .sorted(Comparator.comparing(Score::getRevision))
        .forEach(s -> scores.put(s.getInteractionId(), s));
    for (Decision decision : last.values()) {
      row(decision, scores.get(decision.getInteractionId()), rows, sums, width);
    }
  }

  private void row(
      Decision decision,
      Score score,
      Map<Long, JudgedSums> rows,
      Map<Long, Map<Integer, StratumSums.Builder>> sums,
      long width) {
    long start = Math.floorDiv(decision.getEndUnixMillis(), width) * width;
    StratumSums.Builder to =
        sums.computeIfAbsent(start, s -> new TreeMap<>())
            .computeIfAbsent(
                decision.getPostStratum(), s -> StratumSums.newBuilder().setPostStratum(s));
    boolean asked = decision.getOutcome() != LedgerOutcome.SAMPLED_OUT;
    Judgement judge =
        score == null || !score.hasValue()
            ? Judgement.NONE
            : score.getOutcome() == Outcome.PASS ? Judgement.PASS : Judgement.FAIL;
    HumanDraw audit =
        decision.getHumanDrawsList().stream()
            .filter(d -> d.getPurpose() == HumanDraw.Purpose.AUDIT && d.getDrawn())
            .findFirst()
            .orElse(HumanDraw.getDefaultInstance());
    Judgement human = audit.getDrawn() ? agreed(decision) : Judgement.NONE;
    double pi = decision.getPi();
    double piHuman = audit.getPiHuman();
    to.setEligible(to.getEligible() + 1).setU(to.getU() + 1).setU2(to.getU2() + 1);
    if (asked) {
      double w = 1 / pi;
      to.setAsked(to.getAsked() + 1);
      switch (judge) {
        case NONE -> to.setAx(to.getAx() + w).setBx(to.getBx() + w * w);
        case PASS ->
            to.setScored(to.getScored() + 1)
                .setPassed(to.getPassed() + 1)
                .setA1(to.getA1() + w)
                .setB1(to.getB1() + w * w);
        case FAIL ->
            to.setScored(to.getScored() + 1).setA0(to.getA0() + w).setB0(to.getB0() + w * w);
      }
      if (human != Judgement.NONE) {
        double v = 1 / piHuman;
        to.addLabels(
            LabelSums.newBuilder()
                .setVerdict(judge == Judgement.NONE ? 2 : judge == Judgement.PASS ? 1 : 0)
                .setLabel(human == Judgement.PASS ? 1 : 0)
                .setC(w * v)
                .setD(w * w * v)
                .setE(w * w * v * v)
                .setN(1));
      }
      if (audit.getDrawn()) {
        switch (judge) {
          case NONE -> to.setAssignedNone(to.getAssignedNone() + 1);
          case PASS -> to.setAssignedPass(to.getAssignedPass() + 1);
          case FAIL -> to.setAssignedFail(to.getAssignedFail() + 1);
        }
      }
    }
    rows.computeIfAbsent(start, s -> new JudgedSums())
        .add(
            new JudgedRow(
                decision.getTraceId(),
                Integer.toString(decision.getPostStratum()),
                pi,
                asked,
                judge,
                piHuman,
                human,
                null,
                1));
  }

  private Judgement agreed(Decision decision) {
    int pass = 0;
    int fail = 0;
    for (Label label : labels.values()) {
      if (label.getInteractionId().equals(decision.getInteractionId())
          && label.hasPass()
          && label.getLabelledUnixMillis()
              >= changed.getOrDefault(decision.getInteractionId(), 0L)) {
        pass += label.getPass() ? 1 : 0;
        fail += label.getPass() ? 0 : 1;
      }
    }
    return pass == fail ? Judgement.NONE : pass > fail ? Judgement.PASS : Judgement.FAIL;
  }

  /** Compares every field; gives the number of labels. */
  private static long check(
      ScoringRun run, Map<Long, Map<Integer, StratumSums.Builder>> expected, long width) {
    long labelled = 0;
    for (Map.Entry<Long, Map<Integer, StratumSums.Builder>> entry : expected.entrySet()) {
      SliWindow window = window(run, entry.getKey(), width);
      assertThat(window.getStrataList())
          .extracting(StratumSums::getPostStratum)
          .containsExactlyElementsOf(entry.getValue().keySet());
      for (StratumSums found : window.getStrataList()) {
        StratumSums.Builder wanted = entry.getValue().get(found.getPostStratum());
        assertThat(fields(found)).containsExactly(fields(wanted.build()), within(1e-9));
        assertThat(cells(found).keySet()).isEqualTo(cells(wanted.build()).keySet());
        cells(found)
            .forEach(
                (cell, values) ->
                    assertThat(values)
                        .containsExactly(cells(wanted.build()).get(cell), within(1e-9)));
        labelled += wanted.getLabelsCount();
      }
    }
    return labelled;
  }

  private static double[] fields(StratumSums s) {
    return new double[] {
      s.getEligible(),
      s.getU(),
      s.getU2(),
      s.getAsked(),
      s.getScored(),
      s.getPassed(),
      s.getA0(),
      s.getA1(),
      s.getAx(),
      s.getB0(),
      s.getB1(),
      s.getBx(),
      s.getAssignedFail(),
      s.getAssignedPass(),
      s.getAssignedNone(),
      s.getPending()
    };
  }

  private static Map<String, double[]> cells(StratumSums sums) {
    Map<String, double[]> cells = new TreeMap<>();
    for (LabelSums cell : sums.getLabelsList()) {
      double[] all =
          cells.computeIfAbsent(cell.getVerdict() + "/" + cell.getLabel(), c -> new double[4]);
      all[0] += cell.getC();
      all[1] += cell.getD();
      all[2] += cell.getE();
      all[3] += cell.getN();
    }
    return cells;
  }

  private static void estimate(SliWindow window, JudgedSums rows) {
    Estimate found = window.getEstimate();
    JudgedRate expected = CellsEstimator.estimate(CellsEstimator.Question.of(List.of(rows), 0.95));
    assertThat(found.getLabelled()).isEqualTo(expected.labelled());
    assertThat(found.getReason()).isEqualTo(expected.message().getReason());
    assertThat(found.getWeighted()).isCloseTo(expected.weighted().orElseThrow(), within(1e-9));
    if (expected.corrected().isPresent()) {
      assertThat(found.getCorrected()).isCloseTo(expected.corrected().getAsDouble(), within(1e-9));
      assertThat(found.getLow()).isCloseTo(expected.interval().orElseThrow().low(), within(1e-9));
      assertThat(found.getHigh()).isCloseTo(expected.interval().orElseThrow().high(), within(1e-9));
    }
  }

  private static SliWindow window(ScoringRun run, long start, long width) {
    return run.windows().values().stream()
        .filter(w -> w.getMetric().equals(METRIC) && w.getSlice().equals(ALL))
        .filter(w -> w.getWindowStartUnixMillis() == start && w.getWindowMillis() == width)
        .findFirst()
        .orElseThrow();
  }
}

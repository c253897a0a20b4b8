package dev.plumbline.evaluation.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.Contribution;
import dev.plumbline.v1.SliWindow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CellsEstimatorTest {
  private static final double LEVEL = 0.95;
  private static final double CLOSE = 1e-6;

  static Stream<JsonNode> examples() {
    return WorkedExamples.expected().stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void givesTheWorkedRates(JsonNode example) {
    JudgedSums sums = WorkedExamples.sums(WorkedExamples.rows(example.get("file").asText()));
    JudgedRate rate = CellsEstimator.estimate(CellsEstimator.Question.of(List.of(sums), LEVEL));
    assertRate(rate, example.get("expected"), CLOSE);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void goesThroughTheWorkedSteps(JsonNode example) {
    JudgedSums sums = WorkedExamples.sums(WorkedExamples.rows(example.get("file").asText()));
    CellsEstimator.Working working =
        CellsEstimator.working(CellsEstimator.Question.of(List.of(sums), LEVEL));
    JsonNode steps = example.get("intermediate");
    List<String> verdicts =
        working.strata().withNone() ? List.of("0", "1", "x") : List.of("0", "1");
    assertThat(texts(steps.get("verdicts"))).isEqualTo(verdicts);
    working
        .strata()
        .scales()
        .forEach(
            (id, r) -> assertThat(r).isCloseTo(steps.at("/r/" + id).asDouble(), within(CLOSE)));
    assertThat(working.strata().scales()).hasSize(steps.get("r").size());
    assertThat(working.strata().all().stream().map(Stratum::ids).toList())
        .isEqualTo(lists(steps.get("strata")));
    assertThat(working.design().d()).isCloseTo(steps.get("d").asDouble(), within(CLOSE));
    same(working.design().lambda(), steps.get("lambda"), CLOSE);
    same(working.labels().weightRatio(), steps.get("weightRatio"), CLOSE);
    assertThat(working.labels().needed()).isEqualTo(steps.get("labelsNeeded").asLong());
    assertThat(working.cells().isPresent()).isEqualTo(steps.has("cells"));
    working.cells().ifPresent(cells -> assertCells(working, cells, verdicts, steps));
  }

  private static void assertCells(
      CellsEstimator.Working working, Cells cells, List<String> verdicts, JsonNode steps) {
    List<List<String>> groups =
        cells.grouping().groups().stream()
            .map(
                g -> g.stream().flatMap(s -> working.strata().all().get(s).ids().stream()).toList())
            .toList();
    assertThat(groups).isEqualTo(lists(steps.get("groups")));
    int seen = 0;
    for (JsonNode expected : steps.get("cells")) {
      int f = verdicts.indexOf(expected.get("f").asText());
      CellRate rate = cells.rates()[expected.get("group").asInt()][f];
      assertThat(rate.n()).isEqualTo(expected.get("n").asLong());
      assertThat(cells.shares()[expected.get("group").asInt()][f])
          .isCloseTo(expected.get("P").asDouble(), within(CLOSE));
      assertThat(rate.k()).isCloseTo(expected.get("k").asDouble(), within(CLOSE));
      assertThat(rate.mu()).isCloseTo(expected.get("mu").asDouble(), within(CLOSE));
      assertThat(rate.low()).isCloseTo(expected.get("l").asDouble(), within(CLOSE));
      assertThat(rate.high()).isCloseTo(expected.get("h").asDouble(), within(CLOSE));
      assertThat(cells.q()[f])
          .isCloseTo(steps.at("/q/" + verdicts.get(f)).asDouble(), within(CLOSE));
      seen++;
    }
    assertThat(seen).isEqualTo(groups.size() * verdicts.size());
    assertThat(cells.v1()).isCloseTo(steps.get("V1").asDouble(), within(1e-12));
    assertThat(cells.cv()).isCloseTo(steps.get("Cv").asDouble(), within(1e-12));
    assertThat(cells.v1Final()).isCloseTo(steps.get("V1final").asDouble(), within(1e-12));
  }

  /** Minutes as messages, each row booked by itself, summed in another order. */
  @ParameterizedTest
  @MethodSource("examples")
  void doesNotDependOnOrderNamesOrWindows(JsonNode example) {
    List<JudgedRow> rows = new ArrayList<>(WorkedExamples.rows(example.get("file").asText()));
    JudgedRate direct =
        CellsEstimator.estimate(
            CellsEstimator.Question.of(List.of(WorkedExamples.sums(rows)), LEVEL));
    Random random = new Random(5);
    Collections.shuffle(rows, random);
    List<String> ids = rows.stream().map(JudgedRow::stratum).distinct().sorted().toList();
    List<SliWindow.Builder> minutes = Stream.generate(SliWindow::newBuilder).limit(60).toList();
    for (JudgedRow row : rows) {
      SliWindow.Builder booked = SliWindow.newBuilder();
      JudgedBooking.add(
          booked,
          at(row, ids.indexOf(row.stratum())),
          row.asked(),
          row.judge(),
          row.human() != Judgement.NONE,
          row.human());
      WindowSums.addInto(minutes.get(random.nextInt(60)), booked.build());
    }
    JudgedSums hour = JudgedSums.of(minutes.stream().map(SliWindow.Builder::build).toList());
    JudgedRate split = CellsEstimator.estimate(CellsEstimator.Question.of(List.of(hour), LEVEL));
    assertThat(split.reason()).isEqualTo(direct.reason());
    same(split.corrected(), direct.corrected());
    same(split.weighted(), direct.weighted());
    same(split.se(), direct.se());
    same(split.nEff(), direct.nEff());
    same(split.lambda(), direct.lambda());
    same(split.unseenShare(), direct.unseenShare());
    same(end(split.interval().map(Interval::low)), end(direct.interval().map(Interval::low)));
    same(end(split.interval().map(Interval::high)), end(direct.interval().map(Interval::high)));
    same(end(split.bounds().map(Interval::low)), end(direct.bounds().map(Interval::low)));
    same(end(split.bounds().map(Interval::high)), end(direct.bounds().map(Interval::high)));
  }

  /** Names decide only which strata are neighbours, where small ones are merged. */
  @Test
  void namesOfStrataThatStandAloneMeanNothing() {
    List<JudgedRow> rows = WorkedExamples.rows("two_strata.jsonl");
    List<String> ids = rows.stream().map(JudgedRow::stratum).distinct().sorted().toList();
    JudgedSums renamed = new JudgedSums();
    rows.forEach(row -> renamed.add(renamed(row, "é" + (9 - ids.indexOf(row.stratum())))));
    CellsEstimator.Working other =
        CellsEstimator.working(CellsEstimator.Question.of(List.of(renamed), LEVEL));
    assertThat(other.strata().all()).hasSize(2);
    JudgedRate direct =
        CellsEstimator.estimate(
            CellsEstimator.Question.of(List.of(WorkedExamples.sums(rows)), LEVEL));
    same(other.rate().corrected(), direct.corrected());
    same(other.rate().se(), direct.se());
    same(other.rate().nEff(), direct.nEff());
  }

  private static JudgedRow renamed(JudgedRow row, String stratum) {
    return new JudgedRow(
        row.id(),
        stratum,
        row.pi(),
        row.asked(),
        row.judge(),
        row.piHuman(),
        row.human(),
        row.session(),
        row.u());
  }

  private static void same(OptionalDouble value, OptionalDouble expected) {
    assertThat(value.isPresent()).isEqualTo(expected.isPresent());
    assertThat(value.orElse(0)).isCloseTo(expected.orElse(0), within(1e-9));
  }

  private static Contribution at(JudgedRow row, int stratum) {
    return Contribution.newBuilder()
        .setPostStratum(stratum)
        .setPi(row.pi())
        .setPiHuman(row.piHuman())
        .setU(row.u())
        .setSession(row.session() == null ? row.id() : row.session())
        .setConversation(row.session() != null)
        .build();
  }

  @Test
  void takesBackWhatItAdded() {
    List<JudgedRow> rows = WorkedExamples.rows("sessions_weights.jsonl");
    JudgedSums sums = WorkedExamples.sums(rows);
    List<JudgedRow> others = WorkedExamples.rows("refused_labelled.jsonl");
    others.forEach(sums::add);
    others.forEach(sums::remove);
    JudgedRate rate = CellsEstimator.estimate(CellsEstimator.Question.of(List.of(sums), LEVEL));
    JudgedRate direct =
        CellsEstimator.estimate(
            CellsEstimator.Question.of(List.of(WorkedExamples.sums(rows)), LEVEL));
    same(rate.corrected(), direct.corrected());
    same(rate.se(), direct.se());
    others = rows;
    others.forEach(sums::remove);
    JudgedRate none = CellsEstimator.estimate(CellsEstimator.Question.of(List.of(sums), LEVEL));
    assertThat(none.n()).isZero();
    assertThat(none.raw()).isEmpty();
    assertThat(none.weighted()).isEmpty();
    assertThat(none.bounds()).isEmpty();
    assertThat(none.reason()).contains(Reason.FEW_LABELS);
  }

  @Test
  void scalesEachHourForItsOwnMissingVerdicts() {
    // Hour 1: all 40 asked answered, 36 pass. Hour 2, an outage: 10 of 40 answered, 2 pass.
    JudgedSums good = hour(40, 36, 0);
    JudgedSums bad = hour(10, 2, 30);
    JudgedRate rate =
        CellsEstimator.estimate(CellsEstimator.Question.of(List.of(good, bad), LEVEL));
    assertThat(rate.weighted().orElseThrow()).isEqualTo((36 + 4 * 2) / 80.0, within(1e-12));
  }

  @Test
  void withholdsTheRateWhenLabelsDidNotCome() {
    List<JudgedRow> rows = WorkedExamples.rows("two_strata.jsonl");
    JudgedSums sums = WorkedExamples.sums(rows);
    sums.stratum("ok").assign(Judgement.PASS, 100);
    CellsEstimator.Question due = new CellsEstimator.Question(List.of(sums), sums, true, LEVEL);
    assertThat(CellsEstimator.estimate(due).reason()).contains(Reason.LABEL_NONRESPONSE);
    assertThat(CellsEstimator.estimate(CellsEstimator.Question.of(List.of(sums), LEVEL)).reason())
        .isEmpty();
  }

  @Test
  void neverGivesANumberThatIsNone() {
    long seed = 41;
    Random random = new Random(seed);
    int published = 0;
    for (int window = 0; window < 3_000; window++) {
      JudgedSums sums = new JudgedSums();
      int rows = random.nextInt(300);
      double good = pick(random, 0, 0.02, 0.5, 0.98, 1);
      double right = pick(random, 0, 0.5, 0.9, 1);
      double piHuman = pick(random, 0.005, 0.5, 1);
      double none = pick(random, 0, 0.1, 1);
      int sessions = 1 + random.nextInt(40);
      boolean known = random.nextBoolean();
      for (int i = 0; i < rows; i++) {
        double pi = pick(random, 1e-9, 0.005, 0.5, 1);
        boolean asked = random.nextDouble() < Math.max(pi, 0.3);
        boolean pass = random.nextDouble() < good;
        boolean says = random.nextDouble() < right ? pass : !pass;
        Judgement judge =
            !asked || random.nextDouble() < none
                ? Judgement.NONE
                : says ? Judgement.PASS : Judgement.FAIL;
        boolean labelled = asked && random.nextDouble() < Math.max(piHuman, 0.2);
        sums.add(
            new JudgedRow(
                "t" + i,
                "" + random.nextInt(4),
                pi,
                asked,
                judge,
                piHuman,
                !labelled ? Judgement.NONE : pass ? Judgement.PASS : Judgement.FAIL,
                known ? "s" + random.nextInt(sessions) : null,
                pick(random, 1, 4, 1e18)));
      }
      JudgedRate rate = CellsEstimator.estimate(CellsEstimator.Question.of(List.of(sums), LEVEL));
      for (OptionalDouble value :
          List.of(rate.raw(), rate.weighted(), rate.corrected(), rate.lambda())) {
        assertThat(value.orElse(0)).as("seed %s window %s", seed, window).isBetween(0.0, 1.0);
      }
      assertThat(rate.nEff().orElse(1)).isFinite().isPositive();
      rate.bounds().ifPresent(b -> assertThat(b.low()).isBetween(0.0, b.high()));
      rate.bounds().ifPresent(b -> assertThat(b.high()).isBetween(b.low(), 1.0));
      if (rate.interval().isPresent()) {
        published++;
        double corrected = rate.corrected().orElseThrow();
        assertThat(rate.interval().get().low()).isBetween(0.0, corrected);
        assertThat(rate.interval().get().high()).isBetween(corrected, 1.0);
        assertThat(rate.se().orElseThrow()).isFinite();
      }
      assertThat(rate.reason().isPresent()).isEqualTo(rate.corrected().isEmpty());
    }
    assertThat(published).isGreaterThan(300);
  }

  private static double pick(Random random, double... values) {
    return values[random.nextInt(values.length)];
  }

  private static JudgedSums hour(int scored, int passed, int none) {
    JudgedSums sums = new JudgedSums();
    for (int i = 0; i < scored + none; i++) {
      Judgement judge = i < passed ? Judgement.PASS : i < scored ? Judgement.FAIL : Judgement.NONE;
      sums.add(new JudgedRow("t" + i, "0", 1, true, judge, 0, Judgement.NONE, null, 1));
    }
    return sums;
  }

  static void assertRate(JudgedRate rate, JsonNode expected, double tolerance) {
    assertThat(rate.n()).isEqualTo(expected.get("n").asLong());
    assertThat(rate.asked()).isEqualTo(expected.get("asked").asLong());
    assertThat(rate.judged()).isEqualTo(expected.get("judged").asLong());
    assertThat(rate.labelled()).isEqualTo(expected.get("labelled").asLong());
    same(rate.raw(), expected.get("raw"), tolerance);
    same(rate.weighted(), expected.get("weighted"), tolerance);
    same(rate.corrected(), expected.get("corrected"), tolerance);
    same(rate.se(), expected.get("se"), tolerance);
    same(rate.nEff(), expected.get("nEff"), tolerance);
    same(rate.lambda(), expected.get("lambda"), tolerance);
    Map<String, OptionalDouble> ends =
        Map.of(
            "/low", end(rate.interval().map(Interval::low)),
            "/high", end(rate.interval().map(Interval::high)),
            "/bounds/0", end(rate.bounds().map(Interval::low)),
            "/bounds/1", end(rate.bounds().map(Interval::high)));
    ends.forEach((at, value) -> same(value, expected.at(at), tolerance));
    assertThat(rate.method().word()).isEqualTo(expected.get("method").asText());
    assertThat(rate.state().name()).isEqualToIgnoringCase(expected.get("state").asText());
    assertThat(rate.reason().map(Reason::word).orElse("null"))
        .isEqualTo(expected.get("reason").asText());
  }

  private static OptionalDouble end(java.util.Optional<Double> end) {
    return end.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  private static void same(OptionalDouble value, JsonNode expected, double tolerance) {
    assertThat(value.isPresent()).as(expected.toString()).isEqualTo(expected.isNumber());
    if (value.isPresent()) {
      assertThat(value.getAsDouble()).isCloseTo(expected.asDouble(), within(tolerance));
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static List<List<String>> lists(JsonNode array) {
    List<List<String>> lists = new ArrayList<>();
    array.forEach(item -> lists.add(texts(item)));
    return lists;
  }
}

package dev.plumbline.evaluation.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest {
  private static final double UNLIMITED = Double.POSITIVE_INFINITY;

  /** statistics.md 1.1: 25.5 % of the hard ones and 5.92 % of the easy ones. */
  @Test
  void dividesTheWorkedExampleAsNeymanDoes() {
    List<Cell> cells =
        List.of(cell("all", "hard", 10_000, 0.4), cell("all", "easy", 190_000, 0.02));
    Allocation.Rates rates = solved(cells, 0, calls(13_800));
    assertThat(rates.pi()[0]).isCloseTo(0.2551, within(5e-4));
    assertThat(rates.pi()[1]).isCloseTo(0.0592, within(1e-4));
    assertThat(rates.uniform()).isCloseTo(0.069, within(1e-9));
    assertThat(spent(cells, rates.pi())).isCloseTo(13_800, within(1e-6));
  }

  @Test
  void asksAboutEverythingWhenTheBudgetIsLargeEnough() {
    List<Cell> cells = List.of(cell("a", "x", 100, 0.4), cell("b", "x", 100, 0.02));
    assertThat(solved(cells, 50, calls(200)).pi()).containsExactly(1, 1);
  }

  @Test
  void givesASmallSliceItsFloorAndOneBelowItEverything() {
    List<Cell> cells =
        List.of(
            cell("big", "x", 100_000, 0.1),
            cell("small", "x", 200, 0.1),
            cell("small", "y", 100, 0.4),
            cell("tiny", "x", 20, 0.1));
    double[] pi = solved(cells, 50, calls(1_000)).pi();
    assertThat(200 * pi[1] + 100 * pi[2]).isCloseTo(50, within(1e-6));
    assertThat(pi[2]).isGreaterThan(pi[1]);
    assertThat(pi[3]).isCloseTo(1, within(1e-9));
    assertThat(spent(cells, pi)).isCloseTo(1_000, within(1e-6));
  }

  @Test
  void asksLessWhereCallsAreDear() {
    Cell cheap = costing(cell("a", "x", 1_000, 0.1), 0.001);
    Cell dear = costing(cell("b", "x", 1_000, 0.1), 0.0011);
    double[] pi = solved(List.of(cheap, dear), 0, new Budget(UNLIMITED, 0.1)).pi();
    // By the root of the price.
    assertThat(pi[0] / pi[1]).isCloseTo(Math.sqrt(1.1), within(1e-6));
    assertThat(pi[0] + 1.1 * pi[1]).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void spendsCallsAndMoneyWhenBothAreShort() {
    List<Cell> cells =
        List.of(
            costing(cell("a", "hard", 1_000, 0.5), 0.01),
            costing(cell("a", "x", 9_000, 0.1), 0.001));
    double[] free = solved(cells, 0, new Budget(1_000, UNLIMITED)).pi();
    double money = 0.9 * (1_000 * free[0] * 0.01 + 9_000 * free[1] * 0.001);
    double[] pi = solved(cells, 0, new Budget(1_000, money)).pi();
    assertThat(spent(cells, pi)).isCloseTo(1_000, within(1e-3));
    assertThat(1_000 * pi[0] * 0.01 + 9_000 * pi[1] * 0.001).isCloseTo(money, within(1e-6));
  }

  @Test
  void keepsWrittenRatesAndDividesWhatIsLeft() {
    Cell fixed = fixed(cell("a", "audit", 1_000, 0.2), 0.5);
    double[] pi = solved(List.of(fixed, cell("a", "rest", 9_000, 0.2)), 0, calls(1_400)).pi();
    assertThat(pi).satisfies(p -> assertThat(p[0]).isEqualTo(0.5));
    assertThat(pi[1]).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void lowersWrittenRatesThenFloorsThenRefuses() {
    Cell fixed = fixed(cell("a", "audit", 1_000, 0.2), 0.5);
    List<Cell> cells = List.of(fixed, cell("b", "x", 10_000, 0.2));
    // 0.005 of all is 55, the floor of b 100 and a's own would be 500.
    assertThat(solved(cells, 100, calls(300)))
        .satisfies(r -> assertThat(r.pi()[0]).isCloseTo(0.2, within(1e-9)))
        .satisfies(r -> assertThat(r.pi()[1]).isCloseTo(0.01, within(1e-9)))
        .satisfies(r -> assertThat(r.floorsKept()).isEqualTo(1));
    assertThat(solved(cells, 100, calls(80)))
        .satisfies(r -> assertThat(r.pi()[0]).isCloseTo(0.005, within(1e-9)))
        .satisfies(r -> assertThat(r.pi()[1]).isCloseTo(0.0075, within(1e-9)))
        .satisfies(r -> assertThat(r.floorsKept()).isCloseTo(0.75, within(1e-9)));
    assertThat(Allocation.of(cells, 100, calls(54))).isEmpty();
  }

  @Test
  void doesNotBuyTheWholeAtTheCostOfASlice() {
    // Almost all that is uncertain is in one slice; left alone, the other would be all but unseen.
    List<Cell> cells = List.of(cell("bad", "x", 10_000, 0.5), cell("good", "x", 10_000, 0.002));
    double[] pi = solved(cells, 0, calls(1_000)).pi();
    double loss = (1 / pi[1] - 1) / (1 / 0.05 - 1);
    assertThat(loss).isCloseTo(1.1, within(1e-6));
    assertThat(spent(cells, pi)).isCloseTo(1_000, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void isNoWorseThanASearchAmongAllThatKeepTheRules(long seed) {
    Random random = new Random(seed);
    List<Cell> cells = random(random, 3, 2);
    double total = cells.stream().mapToDouble(Cell::eligible).sum();
    double budget = total * (0.02 + 0.3 * random.nextDouble());
    double floor = 10 + 60 * random.nextDouble();
    Allocation.Rates rates = solved(cells, floor, calls(budget));
    if (rates.floorsKept() < 1) {
      return;
    }
    Rules rules = new Rules(cells, floor, budget, rates.uniform());
    assertThat(rules.broken(rates.pi())).as("seed %s", seed).isLessThan(1e-6);
    assertThat(rules.variance(rates.pi()))
        .as("seed %s", seed)
        .isLessThanOrEqualTo(rules.variance(rules.search(random)) * (1 + 1e-6));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void keepsItsRulesAndKnowsNoOrder(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      List<Cell> cells = random(random, 2 + random.nextInt(12), 1 + random.nextInt(3));
      double total = cells.stream().mapToDouble(Cell::eligible).sum();
      Budget budget = calls(total * (0.006 + random.nextDouble() * random.nextDouble()));
      double floor = 50 * random.nextDouble();
      Allocation.Rates rates = solved(cells, floor, budget);
      assertThat(DoubleStream.of(rates.pi()))
          .as("seed %s", seed)
          .allMatch(p -> p >= SamplingPolicy.FLOOR && p <= 1);
      assertThat(spent(cells, rates.pi()))
          .as("seed %s", seed)
          .isLessThanOrEqualTo(budget.callsPerHour() * (1 + 1e-9));
      List<Cell> shuffled = new ArrayList<>(cells);
      Collections.shuffle(shuffled, random);
      double[] again = solved(shuffled, floor, budget).pi();
      assertThat(IntStream.range(0, again.length).mapToObj(j -> again[j]))
          .as("seed %s", seed)
          .containsExactlyElementsOf(
              shuffled.stream().map(c -> rates.pi()[cells.indexOf(c)]).toList());
    }
  }

  private static Allocation.Rates solved(List<Cell> cells, double floor, Budget budget) {
    return Allocation.of(cells, floor, budget).orElseThrow();
  }

  private static List<Cell> random(Random random, int slices, int strata) {
    List<Cell> cells = new ArrayList<>();
    for (int s = 0; s < slices; s++) {
      for (int h = 0; h < strata; h++) {
        double eligible = Math.exp(4 + 5 * random.nextDouble());
        double bad = Math.exp(-5 * random.nextDouble());
        double far = 0.3 * random.nextDouble();
        cells.add(
            new Cell(
                "quality",
                "slice" + s,
                "stratum" + h,
                eligible,
                bad * (1 - bad) + far * far,
                bad * (1 - bad) * random.nextDouble(),
                bad * (1 - bad) * (1 + random.nextDouble()),
                1,
                OptionalDouble.empty()));
      }
    }
    return cells;
  }

  private static Cell cell(String slice, String stratum, double eligible, double bad) {
    double all = bad * (1 - bad);
    double far = (bad - 0.039) * (bad - 0.039);
    return new Cell(
        "quality", slice, stratum, eligible, all + far, all, all, 0, OptionalDouble.empty());
  }

  private static Cell costing(Cell cell, double usd) {
    return new Cell(
        cell.evaluator(),
        cell.slice(),
        cell.stratum(),
        cell.eligible(),
        cell.spread(),
        cell.sliceLow(),
        cell.sliceHigh(),
        usd,
        cell.fixed());
  }

  private static Cell fixed(Cell cell, double rate) {
    return new Cell(
        cell.evaluator(),
        cell.slice(),
        cell.stratum(),
        cell.eligible(),
        cell.spread(),
        cell.sliceLow(),
        cell.sliceHigh(),
        cell.usdPerCall(),
        OptionalDouble.of(rate));
  }

  private static Budget calls(double perHour) {
    return new Budget(perHour, UNLIMITED);
  }

  private static double spent(List<Cell> cells, double[] pi) {
    return IntStream.range(0, pi.length).mapToDouble(i -> cells.get(i).eligible() * pi[i]).sum();
  }
}

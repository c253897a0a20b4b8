package dev.plumbline.evaluation.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.evaluation.estimate.JudgedRate;
import dev.plumbline.evaluation.estimate.JudgedRow;
import dev.plumbline.evaluation.estimate.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {
  private static final double LEVEL = 0.95;

  static Stream<String> names() {
    return Scenarios.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void publishRatesThatAreNearTheirTruth(String name) {
    Scenario scenario = Scenarios.named(name).orElseThrow();
    assertThat(scenario.name()).isEqualTo(name);
    Findings findings = Study.run(scenario, 40, 3, LEVEL, Study.Watcher.NONE);
    assertThat(findings.publishedShare()).isGreaterThan(0.9);
    assertThat(Math.abs(findings.published().bias())).isLessThan(findings.published().width());
    assertThat(findings.published().below() + findings.published().above())
        .isLessThan(scenario.violated().isPresent() ? 0.7 : 0.2);
  }

  @Test
  void drawAReplicateAloneAsAmongOthers() {
    Scenario scenario = Scenarios.named("late-facts").orElseThrow();
    List<JudgedRate> rates = new ArrayList<>();
    Study.run(
        scenario,
        3,
        11,
        LEVEL,
        new Study.Watcher() {
          @Override
          public RowSink rows(int number) {
            return Study.Watcher.NONE.rows(number);
          }

          @Override
          public void done(int number, Replicate replicate) {
            rates.add(replicate.rate());
          }
        });
    JudgedRate third = Replicate.draw(scenario, 11, 3, LEVEL, Study.Watcher.NONE.rows(3)).rate();
    assertThat(rates.getLast()).isEqualTo(third);
    assertThat(rates.getFirst()).isNotEqualTo(third);
  }

  /** Rows of a window must not be biased by the second draw of late facts. */
  @Test
  void withdrawTheRowBeforeASecondDraw() {
    List<JudgedRow> added = new ArrayList<>();
    List<JudgedRow> removed = new ArrayList<>();
    Replicate.draw(
        Scenarios.named("late-facts").orElseThrow(),
        1,
        1,
        LEVEL,
        new RowSink() {
          @Override
          public void add(String hour, JudgedRow row) {
            added.add(row);
          }

          @Override
          public void remove(String hour, JudgedRow row) {
            removed.add(row);
          }
        });
    assertThat(added).hasSize(4000 + removed.size()).containsAll(removed);
    assertThat(removed).isNotEmpty().allSatisfy(row -> assertThat(row.pi()).isLessThan(0.8));
  }

  @Test
  void withholdPooledRatesWhenVerdictsHaveMoved() {
    Findings moved =
        Study.run(Scenarios.named("pooled-drop").orElseThrow(), 20, 1, LEVEL, Study.Watcher.NONE);
    assertThat(moved.pooledWithheld()).containsEntry(Reason.POOL_SHIFT, 20);
    Findings stable =
        Study.run(Scenarios.named("pooled-stable").orElseThrow(), 20, 1, LEVEL, Study.Watcher.NONE);
    assertThat(stable.pooled().intervals()).isGreaterThan(15);
    assertThat(stable.pooled().width()).isLessThan(0.7 * stable.published().width());
  }

  @Test
  void knowTheTruthOfTheLastJudgesPhases() {
    String yaml =
        """
        name: x
        about: y
        rows: 10
        kinds:
          - {share: 0.5, stratum: 0, good: 0.9, pi: 1}
          - {share: 0.5, stratum: 1, good: 0.7, pi: 1}
        phases:
          - {share: 0.2, judge: old, bad: 3}
          - {share: 0.2, judge: new}
          - {share: 0.6, judge: new, bad: 0.5}
        """;
    // Bad answers: .2 in a quarter of the series, .1 in the rest.
    assertThat(ScenarioReader.read(yaml).truth()).isCloseTo(1 - (0.2 + 3 * 0.1) / 4, within(1e-12));
  }

  @Test
  void areRefusedWithEveryProblem() {
    assertThatThrownBy(() -> ScenarioReader.read("name: x\nkinds: []\nrows: 1.5\n"))
        .isInstanceOfSatisfying(
            ScenarioException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.contains("kinds: found an empty list"))
                    .anyMatch(p -> p.contains("line 3  rows: found 1.5"))
                    .anyMatch(p -> p.contains("about: found nothing, expected a text")));
  }
}

package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.ragTrace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.reload.ConfigWatch;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumSums;
import dev.plumbline.v1.VerdictStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topology with a config directory whose hot files change while it runs. */
class HotConfigTest {
  private static final String STRICT =
      ScoringRun.CHECKS.replace("{id: grounding}", "{id: grounding, threshold: 0.95}");
  private static final String HALF = ScoringRun.POLICY.replace("rate: 1.0", "rate: 0.5");

  @TempDir Path dir;
  private ConfigWatch watch;
  private ScoringRun run;

  @BeforeEach
  void start() {
    write(ConfigDirectory.FILE, "scoring: {}\n");
    write(ConfigDirectory.CHECKS, ScoringRun.CHECKS);
    write(ConfigDirectory.SAMPLING, ScoringRun.POLICY);
    ConfigDirectory config = ConfigDirectory.open(dir, Map.of());
    watch = new ConfigWatch(config, new SimpleMeterRegistry(), () -> ScoringRun.START);
    run =
        new ScoringRun(
            dir.resolve("state"),
            watch.hot(ConfigDirectory.CHECKS, CheckSuite::parse),
            watch.hot(ConfigDirectory.SAMPLING, SamplingPolicy::parse),
            null,
            null);
    run.after(Duration.ofSeconds(2));
  }

  @AfterEach
  void stop() {
    run.close();
  }

  @Test
  void aChangedPolicyDecidesWithinASecondOfItsReading() {
    // Given
    assertThat(judged("a").getPi()).isEqualTo(1);
    // When
    write(ConfigDirectory.SAMPLING, HALF);
    looked();
    run.ticked(Duration.ofSeconds(1));
    // Then
    assertThat(judged("b"))
        .returns(0.5, Decision::getPi)
        .returns(SamplingPolicy.parse(HALF).staticPlan().getPlanId(), Decision::getPlanId);
  }

  @Test
  void aWrongPolicyChangesNoDecisionAndSendsNoPlan() {
    for (String wrong : new String[] {"", "salt: [", HALF.replace("0.5", "1.5"), "salt: a\n"}) {
      // When
      write(ConfigDirectory.SAMPLING, wrong);
      looked();
      run.after(Duration.ofSeconds(2));
    }
    // Then
    assertThat(run.plans()).hasSize(1);
    assertThat(judged("a").getPi()).isEqualTo(1);
    // When
    write(ConfigDirectory.SAMPLING, HALF);
    looked();
    run.after(Duration.ofSeconds(1));
    // Then
    assertThat(judged("b").getPi()).isEqualTo(0.5);
    assertThat(run.deadLetters()).isEmpty();
  }

  @Test
  void changedChecksRunFromTheNextTraceOnAndSayTheirVersionsAndTheirSet() {
    // Given
    String before = CheckSuite.parse(ScoringRun.CHECKS).version();
    String after = CheckSuite.parse(STRICT).version();
    answered("a");
    assertThat(grounding()).extracting(Evaluator::getVersion).containsExactly("3.4.0");
    assertThat(run.decisions()).extracting(Decision::getCheckSet).containsOnly(before);
    // When
    write(ConfigDirectory.CHECKS, STRICT);
    looked();
    answered("b");
    // Then
    assertThat(grounding())
        .extracting(Evaluator::getVersion)
        .containsExactly("3.4.0+threshold=0.95");
    assertThat(run.decisions()).extracting(Decision::getCheckSet).containsOnly(after);
  }

  @Test
  void aChangeOfTheChecksStartsNewWindowsAndLeavesTheOldOnesAsTheyAre() {
    // Given
    judged("a");
    run.verdict(Traces.verdict(run.requests().getFirst(), VerdictStatus.VERDICT_OK, true));
    run.after(Duration.ofSeconds(2));
    Map<String, List<StratumSums>> before = sums();
    run.decisions();
    // When
    write(ConfigDirectory.CHECKS, STRICT);
    looked();
    Decision next = judged("b");
    run.verdict(Traces.verdict(run.requests().getFirst(), VerdictStatus.VERDICT_OK, false));
    run.after(Duration.ofSeconds(2));
    // Then
    Map<String, List<StratumSums>> after = sums();
    Map<String, List<StratumSums>> added = new HashMap<>(after);
    added.keySet().removeAll(before.keySet());
    assertThat(after).containsAllEntriesOf(before);
    assertThat(next.getCheckSet()).isEqualTo(CheckSuite.parse(STRICT).version());
    assertThat(added)
        .hasSameSizeAs(before)
        .allSatisfy((key, strata) -> assertThat(total(strata)).isEqualTo(1));
    // And what did not change goes on in its windows
    Slice all = Slice.newBuilder().setTenant("default").build();
    assertThat(run.windows().values())
        .filteredOn(window -> window.getMetric().equals("empty-answer"))
        .filteredOn(window -> window.getSlice().equals(all))
        .singleElement()
        .satisfies(window -> assertThat(total(window.getStrataList())).isEqualTo(2));
  }

  private Map<String, List<StratumSums>> sums() {
    Map<String, List<StratumSums>> sums = new HashMap<>();
    run.windows()
        .forEach(
            (key, window) -> {
              if (!window.getMetric().equals("empty-answer")) {
                sums.put(key, window.getStrataList());
              }
            });
    return sums;
  }

  private static long total(List<StratumSums> strata) {
    return strata.stream().mapToLong(StratumSums::getEligible).sum();
  }

  @Test
  void wrongChecksChangeNothing() {
    // When
    write(ConfigDirectory.CHECKS, STRICT.replace("0.95", "9.5"));
    looked();
    answered("a");
    // Then
    assertThat(grounding()).extracting(Evaluator::getVersion).containsExactly("3.4.0");
  }

  @Test
  void aVerdictIsBookedUnderTheChecksOfItsDecision() {
    // Given
    String before = CheckSuite.parse(ScoringRun.CHECKS).version();
    Decision asked = judged("a");
    write(ConfigDirectory.CHECKS, STRICT);
    looked();
    // When
    run.verdict(Traces.verdict(run.requests().getFirst(), VerdictStatus.VERDICT_OK, true));
    run.after(Duration.ofSeconds(2));
    // Then
    assertThat(asked.getCheckSet()).isEqualTo(before);
    assertThat(run.windows().values())
        .filteredOn(window -> window.getMetric().equals("quality/helpful"))
        .isNotEmpty()
        .allSatisfy(window -> assertThat(window.getCheckSetsList()).containsExactly(before))
        .allSatisfy(window -> assertThat(window.getEvaluatorVersionsList()).containsExactly("1"));
  }

  private List<Evaluator> grounding() {
    return run.scores().stream()
        .map(Score::getEvaluator)
        .filter(evaluator -> evaluator.getId().equals("grounding"))
        .toList();
  }

  /** A trace arrives and is done. */
  private void answered(String trace) {
    run.spans(trace, ragTrace(trace, Traces.GOOD, ScoringRun.START.toEpochMilli()));
    run.after(Duration.ofSeconds(8));
  }

  private Decision judged(String trace) {
    answered(trace);
    return run.decisions().stream()
        .filter(decision -> decision.getEvaluator().getId().equals("quality"))
        .findFirst()
        .orElseThrow();
  }

  private void looked() {
    assertThat(watch.look()).isFalse();
    assertThat(watch.look()).isTrue();
  }

  private void write(String file, String text) {
    try {
      Files.createDirectories(dir.resolve(file).getParent());
      Files.writeString(dir.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

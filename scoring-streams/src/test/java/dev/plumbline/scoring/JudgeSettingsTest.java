package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.ragTrace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.SamplingFile;
import dev.plumbline.runtime.reload.ConfigWatch;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.VerdictStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judges and rubrics that change under their names: what they measured is not added. */
class JudgeSettingsTest {
  private static final String JUDGE =
      "judge:\n  judges: [{id: primary, baseUrl: http://j/v1, model: m1}]\n";
  private static final String RUBRIC =
      "{id: quality, version: \"1\", criteria: [{id: helpful, ask: Does it help}]}\n";

  @TempDir Path dir;
  private ConfigWatch watch;
  private ScoringRun run;

  @BeforeEach
  void start() {
    write(ConfigDirectory.FILE, JUDGE);
    write(ConfigDirectory.RUBRICS + "/quality.yaml", RUBRIC);
    write(ConfigDirectory.CHECKS, ScoringRun.CHECKS);
    write(ConfigDirectory.SAMPLING, ScoringRun.POLICY);
    ConfigDirectory config = ConfigDirectory.open(dir, Map.of());
    watch = new ConfigWatch(config, new SimpleMeterRegistry(), () -> ScoringRun.START);
    run =
        new ScoringRun(
            dir.resolve("state"),
            watch.hot(ConfigDirectory.CHECKS, CheckSuite::parse),
            watch.hot(
                ConfigDirectory.SAMPLING,
                SamplingFile.INPUTS,
                read -> SamplingFile.read(read, SamplingPolicy::parse)),
            null,
            null);
    run.after(Duration.ofSeconds(2));
  }

  @AfterEach
  void stop() {
    run.close();
  }

  @Test
  void anotherModelUnderOneIdStartsNewWindows() {
    startsNewWindows(ConfigDirectory.FILE, JUDGE.replace("m1", "m2"));
  }

  @Test
  void anotherTextOfARubricUnderOneVersionStartsNewWindows() {
    startsNewWindows(
        ConfigDirectory.RUBRICS + "/quality.yaml", RUBRIC.replace("Does it", "Does it really"));
  }

  private void startsNewWindows(String file, String text) {
    // Given
    String first = judged("a").getJudgeSettings();
    assertThat(first).matches("[0-9a-f]{8}");
    Map<String, SliWindow> before = windows();
    assertThat(before.values())
        .isNotEmpty()
        .allSatisfy(w -> assertThat(w.getEvaluatorVersionsList()).containsExactly("1+" + first));
    // When
    write(file, text);
    assertThat(watch.look()).isFalse();
    assertThat(watch.look()).isTrue();
    run.ticked(Duration.ofSeconds(1));
    Decision next = judged("b");
    // Then its decision is the judge's and the rubric's by their names
    assertThat(next.getJudgeId()).isEqualTo("primary");
    assertThat(next.getEvaluator().getVersion()).isEqualTo("1");
    assertThat(next.getJudgeSettings()).isNotEqualTo(first);
    // And is booked beside what was measured before, also its verdict
    run.verdict(Traces.verdict(run.requests().getLast(), VerdictStatus.VERDICT_OK, true));
    run.after(Duration.ofSeconds(2));
    Map<String, SliWindow> after = windows();
    assertThat(after).hasSize(2 * before.size()).containsAllEntriesOf(before);
    after.keySet().removeAll(before.keySet());
    assertThat(after.values())
        .allSatisfy(
            window -> {
              assertThat(window.getEvaluatorVersionsList())
                  .containsExactly("1+" + next.getJudgeSettings());
              assertThat(window.getStrataList())
                  .singleElement()
                  .returns(1L, strata -> strata.getEligible())
                  .returns(1L, strata -> strata.getPassed());
            });
  }

  /** Those of the judge, without what ages. */
  private Map<String, SliWindow> windows() {
    Map<String, SliWindow> windows = new TreeMap<>();
    run.windows()
        .forEach(
            (key, window) -> {
              if (!window.getJudgeId().isEmpty()) {
                windows.put(
                    key, window.toBuilder().clearMaturity().clearUpdatedUnixMillis().build());
              }
            });
    return windows;
  }

  private Decision judged(String trace) {
    run.spans(trace, ragTrace(trace, Traces.GOOD, ScoringRun.START.toEpochMilli()));
    run.after(Duration.ofSeconds(8));
    return run.decisions().stream()
        .filter(decision -> decision.getEvaluator().getKind() == Evaluator.Kind.JUDGE)
        .reduce((one, later) -> later)
        .orElseThrow();
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

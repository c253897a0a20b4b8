package dev.plumbline.console.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.console.data.InEffect;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.reload.ConfigWatch;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigStateTest {
  private static final String POLICY =
      """
      salt: s
      saltEpoch: "1"
      evaluators:
        - {rubric: q, version: "1", judge: j, criteria: [c], strata: [{name: all, rate: 0.1}]}
      """;
  private static final String OTHER = POLICY.replace("0.1", "0.2");
  private static final String CHECKS = "checks: [{id: empty-answer}]\n";

  @TempDir Path dir;
  private final InEffect inEffect = new InEffect();
  private ConfigWatch watch;
  private ConfigState state;

  @BeforeEach
  void start() throws IOException {
    write("plumbline.yaml", "ingest: {grpc: {port: 4317}}\njudge: {judges: [{id: j, model: a}]}\n");
    write("rubrics/q.yaml", "{id: q, version: \"1\", criteria: [{id: c}]}");
    write("hot/sampling.yaml", POLICY);
    write("hot/checks.yaml", CHECKS);
    restart();
  }

  @Test
  void sayWhatIsInEffectWhenTheRecordsCarryWhatTheFilesHold() {
    assertThat(policy().state()).as("nothing was decided yet").isEqualTo("waiting");
    // When
    planned(POLICY, 100);
    decided(CHECKS);
    // Then
    assertThat(policy())
        .returns("in_effect", FileState::state)
        .returns(hash(POLICY), FileState::inEffect)
        .returns(100L, FileState::sinceMillis);
    assertThat(file("hot/checks.yaml"))
        .returns("in_effect", FileState::state)
        .returns(CheckSuite.parse(CHECKS).version(), FileState::inEffect);
    assertThat(file("plumbline.yaml").state()).isEqualTo("in_effect");
  }

  @Test
  void aGoodFileWaitsUntilTheRecordsCarryIt() throws IOException {
    // Given
    planned(POLICY, 100);
    // When
    write("hot/sampling.yaml", OTHER);
    looked();
    // Then
    assertThat(policy())
        .returns("waiting", FileState::state)
        .returns(hash(POLICY), FileState::inEffect);
    planned(OTHER, 200);
    assertThat(policy())
        .returns("in_effect", FileState::state)
        .returns(hash(POLICY), FileState::before);
  }

  @Test
  void aWrongFileIsRefusedAndTheLastGoodOneIsNamedAlsoAfterARestart() throws IOException {
    // Given
    planned(POLICY, 100);
    // When
    write("hot/sampling.yaml", POLICY.replace("0.1", "1.5"));
    looked();
    // Then
    assertThat(policy())
        .returns("refused", FileState::state)
        .returns(hash(POLICY), FileState::inEffect)
        .returns(
            List.of(
                "line 4  evaluators.q.strata[0].rate: found 1.5, expected a rate from 0.005 to"
                    + " 1, or auto"),
            FileState::problems);
    restart();
    assertThat(policy().state()).isEqualTo("refused");
    write("hot/sampling.yaml", POLICY);
    looked();
    assertThat(policy().state()).isEqualTo("in_effect");
  }

  @Test
  void aMissingFileIsRefusedUnlessItNeverWasHere() throws IOException {
    Files.delete(dir.resolve("hot/sampling.yaml"));
    looked();
    assertThat(policy().state()).isEqualTo("refused");
    // When: a console without the folder
    restart();
    // Then
    assertThat(policy().state()).isEqualTo("unknown");
  }

  @Test
  void changedSettingsOfEveryServiceAreNamedAndJudgesAreNone() throws IOException {
    // When
    write("plumbline.yaml", "ingest: {grpc: {port: 4319}}\njudge: {judges: [{id: j, model: b}]}\n");
    looked();
    // Then
    assertThat(file("plumbline.yaml"))
        .returns("restart", FileState::state)
        .returns(
            List.of(
                "line 1  ingest.grpc.port: changed from 4317 to 4319 on disk; this key is read at"
                    + " start only, restart to apply"),
            FileState::problems);
    write("plumbline.yaml", "ingest: [\n");
    looked();
    assertThat(file("plumbline.yaml")).returns("refused", FileState::state);
    assertThat(file("plumbline.yaml").problems()).singleElement().asString().contains("not YAML");
  }

  @Test
  void aPolicyThatNamesARubricThatIsNotHereIsRefused() throws IOException {
    write("rubrics/q.yaml", "{id: q, version: \"2\", criteria: [{id: c}]}");
    looked();
    assertThat(policy().state()).isEqualTo("refused");
    assertThat(policy().problems())
        .containsExactly(
            "line 4  evaluators.q.version: found 1, expected a version of q: there is 2");
  }

  private FileState policy() {
    return file("hot/sampling.yaml");
  }

  private FileState file(String name) {
    return state.files().stream().filter(f -> f.file().equals(name)).findFirst().orElseThrow();
  }

  private void restart() {
    ConfigDirectory config = ConfigDirectory.open(dir, Map.of());
    watch = new ConfigWatch(config, new SimpleMeterRegistry(), () -> Instant.EPOCH);
    state = new ConfigState(config, watch, inEffect);
  }

  private void planned(String policy, long createdMillis) {
    inEffect.plan(
        SamplingPolicy.parse(policy).staticPlan().toBuilder()
            .setCreatedUnixMillis(createdMillis)
            .build());
  }

  private void decided(String checks) {
    Decision.Builder decision =
        Decision.newBuilder().setCheckSet(CheckSuite.parse(checks).version());
    decision.getEvaluatorBuilder().setKind(Evaluator.Kind.CHECK);
    inEffect.decision(decision.build());
  }

  private static String hash(String policy) {
    return SamplingPolicy.parse(policy).staticPlan().getPolicyHash();
  }

  private void looked() {
    assertThat(watch.look()).isFalse();
    assertThat(watch.look()).isTrue();
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(dir.resolve(file).getParent());
    Files.writeString(dir.resolve(file), text);
  }
}

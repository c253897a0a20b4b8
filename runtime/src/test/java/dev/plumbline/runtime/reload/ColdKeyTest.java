package dev.plumbline.runtime.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.fixtures.ConfigFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColdKeyTest {
  private static final String FILE = ConfigDirectory.FILE;
  private static final String RESTART = "; this key is read at start only, restart to apply";
  private static final String YAML =
      """
      judge:
        threads: 2
        properties: {sasl.jaas.config: canary-1, client.rack: http://me:canary-2@a}
        judges:
          - {id: primary, model: m1}
      ingest:
        threads: 4
      """;

  @TempDir Path dir;
  private ConfigRun run;

  @BeforeEach
  void start() {
    var _ = ConfigFiles.write(dir, YAML);
    run = new ConfigRun(dir);
    var _ = run.watch.cold("judge", ConfigRun.Section.class);
  }

  @Test
  void everyChangedKeyIsRefusedByNameAndTheServiceGoesOn() {
    // When
    run.write(
            FILE,
            YAML.replace("threads: 2", "idle: 5s")
                .replace("http://me:canary-2@a", "http://me:canary-3@b"))
        .looked();
    // Then
    assertThat(problems())
        .containsExactly(
            "line 2  judge.idle: changed from nothing to 5s on disk" + RESTART,
            "line 3  judge.properties.client.rack: changed from http://***@a to http://***@b on"
                + " disk"
                + RESTART,
            "judge.threads: changed from 2 to nothing on disk" + RESTART);
    assertThat(run.accepted(FILE)).isZero();
    assertThat(run.reloads(FILE, "refused")).isEqualTo(1);
    // When
    run.write(FILE, YAML).looked();
    // Then
    assertThat(problems()).isEmpty();
    assertThat(run.accepted(FILE)).isEqualTo(1);
  }

  @Test
  void aChangedSecretIsNamedAndNotShown() {
    run.write(FILE, YAML.replace("canary-1", "canary-9")).looked();
    assertThat(problems())
        .containsExactly(
            "line 3  judge.properties.sasl.jaas.config: changed on disk (a secret, not shown)"
                + RESTART);
    assertThat(run.watch.configz()).doesNotContain("canary");
  }

  @Test
  void aSectionThatWasNotThereAtTheStartIsToldWhenItComes() {
    // Given
    String without = "ingest: {threads: 4}\n";
    ConfigRun alone = new ConfigRun(ConfigFiles.write(dir.resolve("alone"), without));
    alone.watch.absent("judge");
    // When
    alone.write(FILE, without + "judge: {threads: 2, judges: [{id: primary}]}\n").looked();
    // Then
    assertThat(alone.watch.parts().getFirst().problems())
        .containsExactly(
            "line 2  judge.judges[0].id: changed from nothing to primary on disk" + RESTART,
            "line 2  judge.threads: changed from nothing to 2 on disk" + RESTART);
    assertThat(alone.reloads(FILE, "refused")).isEqualTo(1);
  }

  @Test
  void whatIsNoKeyOfTheServiceDoesNotConcernIt() {
    run.write(FILE, "# a comment\n" + YAML.replace("threads: 4", "threads: 5")).looked();
    assertThat(run.accepted(FILE)).isEqualTo(1);
    assertThat(run.reloads(FILE, "accepted")).isEqualTo(1);
  }

  @Test
  void whatARestartWouldRefuseIsToldBefore() {
    run.write(FILE, YAML.replace("threads: 2", "threats: 3")).looked();
    assertThat(problems())
        .contains("line 2  judge.threats: unknown key, did you mean threads?")
        .anySatisfy(problem -> assertThat(problem).contains("judge.threads: changed from 2"));
    run.write(FILE, YAML + "scorin: {}\n").looked();
    assertThat(problems())
        .containsExactly("line 8  scorin: unknown section, did you mean scoring?");
  }

  @Test
  void aBrokenOrMissingFileIsRefusedAndHotFilesAreStillRead() throws IOException {
    // Given
    run.write("hot/sampling.yaml", "rate: 0.1\n");
    ConfigRun again = new ConfigRun(dir);
    Supplier<Double> rate = again.watch.hot("hot/sampling.yaml", ConfigRun::rate);
    // When
    again.write(FILE, "judge: [\n").write("hot/sampling.yaml", "rate: 0.9\n").looked();
    // Then
    assertThat(again.watch.parts().getFirst().problems().getFirst()).contains("not YAML");
    assertThat(rate.get()).isEqualTo(0.9);
    Files.delete(dir.resolve(FILE));
    again.looked();
    assertThat(again.watch.parts().getFirst().problems())
        .containsExactly("found no such file, expected one here");
  }

  @Test
  void judgesAreReadAgainAndOnlyThey() {
    // Given
    Supplier<List<ConfigRun.Judge>> judges =
        run.watch.hot(
            "judges",
            List.of("judge.judges", "rubrics/"),
            config -> config.bind("judge", ConfigRun.Section.class).judges());
    assertThat(judges.get()).extracting(ConfigRun.Judge::model).containsExactly("m1");
    // When: lines above move, which changes no judge
    run.write(FILE, "# a comment\n" + YAML).looked();
    assertThat(run.reloads("judges", "accepted")).isZero();
    run.write(FILE, YAML.replace("model: m1", "model: m2")).looked();
    // Then
    assertThat(judges.get()).extracting(ConfigRun.Judge::model).containsExactly("m2");
    assertThat(run.reloads("judges", "accepted")).isEqualTo(1);
    assertThat(run.accepted(FILE)).isEqualTo(1);
    // When
    run.write(FILE, YAML.replace("model: m1", "modl: m3")).looked();
    // Then
    assertThat(judges.get()).extracting(ConfigRun.Judge::model).containsExactly("m2");
    assertThat(run.accepted("judges")).isZero();
  }

  private List<String> problems() {
    return run.watch.parts().getFirst().problems();
  }
}

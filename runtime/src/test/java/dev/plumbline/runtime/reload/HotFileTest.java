package dev.plumbline.runtime.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.config.ConfigException;
import dev.plumbline.runtime.fixtures.ConfigFiles;
import dev.plumbline.runtime.fixtures.MountedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HotFileTest {
  private static final String FILE = "hot/sampling.yaml";
  private static final String OLD = "rate: 0.1\n";
  private static final String NEW = "rate: 0.9\n";

  @TempDir Path dir;

  @BeforeEach
  void plumblineYaml() {
    var _ = ConfigFiles.write(dir, "kafka: {}\n");
  }

  @Test
  void aChangedFileTakesEffectAtTheSecondLook() {
    // Given
    ConfigRun run = started();
    Supplier<Double> rate = run.watch.hot(FILE, ConfigRun::rate);
    // When
    run.write(FILE, NEW);
    // Then
    assertThat(run.watch.look()).isFalse();
    assertThat(rate.get()).isEqualTo(0.1);
    assertThat(run.watch.look()).isTrue();
    assertThat(rate.get()).isEqualTo(0.9);
    assertThat(run.reloads(FILE, "accepted")).isEqualTo(1);
  }

  @Test
  void theSymbolicLinkOfAConfigMapIsFollowedToItsNextVersion() {
    // Given
    MountedConfig mount = new MountedConfig(dir.resolve("hot"));
    mount.update(Map.of("sampling.yaml", OLD));
    ConfigRun run = new ConfigRun(dir);
    Supplier<Double> rate = run.watch.hot(FILE, ConfigRun::rate);
    // When
    mount.update(Map.of("sampling.yaml", NEW));
    run.looked();
    // Then
    assertThat(rate.get()).isEqualTo(0.9);
    mount.update(Map.of("sampling.yaml", OLD));
    run.looked();
    assertThat(rate.get()).isEqualTo(0.1);
    assertThat(run.reloads(FILE, "accepted")).isEqualTo(2);
  }

  @Test
  void anEditorThatRenamesItsCopyIsSeen() throws IOException {
    // Given
    ConfigRun run = started();
    Supplier<Double> rate = run.watch.hot(FILE, ConfigRun::rate);
    // When
    Path copy = Files.writeString(dir.resolve("hot/.sampling.yaml.swp"), NEW);
    Files.move(copy, dir.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    run.looked();
    // Then
    assertThat(rate.get()).isEqualTo(0.9);
  }

  @Test
  void contentCountsAndNotTheTimeOfTheFile() throws IOException {
    // Given
    ConfigRun run = started();
    Supplier<Double> rate = run.watch.hot(FILE, ConfigRun::rate);
    FileTime time = Files.getLastModifiedTime(dir.resolve(FILE));
    // When
    run.write(FILE, OLD).looked();
    // Then
    assertThat(run.reloads(FILE, "accepted")).isZero();
    run.write(FILE, NEW);
    Files.setLastModifiedTime(dir.resolve(FILE), time);
    run.looked();
    assertThat(rate.get()).isEqualTo(0.9);
  }

  @Test
  void aFileThatIsBeingWrittenIsNotTakenForTheWhole() {
    // Given: this half would be valid
    ConfigRun run = started();
    Supplier<Double> rate = run.watch.hot(FILE, text -> ConfigRun.rate(text.replace("#", "")));
    for (String soFar : new String[] {"", "rate: 0.9\n", "rate: 0.95\n"}) {
      // When
      run.write(FILE, soFar);
      run.watch.look();
      // Then
      assertThat(rate.get()).isEqualTo(0.1);
    }
    assertThat(run.reloads(FILE, "refused")).isZero();
    run.watch.look();
    assertThat(rate.get()).isEqualTo(0.95);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "rate: 1.5x\n", "rate: NaN\n", "rat", "rate: [\n"})
  void wrongContentKeepsTheLastGoodAndIsToldOnce(String wrong) {
    // Given
    ConfigRun run = started();
    Supplier<Double> rate = run.watch.hot(FILE, ConfigRun::rate);
    // When
    run.write(FILE, wrong).looked().looked().looked();
    // Then
    assertThat(rate.get()).isEqualTo(0.1);
    assertThat(run.accepted(FILE)).isZero();
    assertThat(run.reloads(FILE, "refused")).isEqualTo(1);
    assertThat(status(run).problems())
        .containsExactly("line 1  rate: found another text", "line 2  expected one");
  }

  @Test
  void aFileThatIsGoneOrCannotBeReadKeepsTheLastGood() throws IOException {
    // Given
    ConfigRun run = started();
    Supplier<Double> rate = run.watch.hot(FILE, ConfigRun::rate);
    Path file = dir.resolve(FILE);
    // When, then
    Files.delete(file);
    run.looked();
    assertThat(status(run).problems()).containsExactly("found no such file, expected one here");
    Files.createDirectory(file);
    run.looked();
    assertThat(status(run).problems()).containsExactly("found no regular file, expected one here");
    Files.delete(file);
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    run.looked();
    assertThat(status(run).problems()).containsExactly("found bytes that are not UTF-8");
    Files.write(file, new byte[1024 * 1024 + 1]);
    run.looked();
    assertThat(status(run).problems())
        .containsExactly("found 1048577 bytes, expected at most 1048576");
    Files.delete(file);
    Files.delete(dir.resolve("hot"));
    run.looked();
    assertThat(status(run).problems()).containsExactly("found no such file, expected one here");
    assertThat(rate.get()).isEqualTo(0.1);
    run.write(FILE, NEW).looked();
    assertThat(rate.get()).isEqualTo(0.9);
    assertThat(run.accepted(FILE)).isEqualTo(1);
  }

  @Test
  void aFileThatIsGoodAgainIsInEffectAgain() {
    // Given
    ConfigRun run = started();
    Supplier<Double> rate = run.watch.hot(FILE, ConfigRun::rate);
    run.write(FILE, "rate: 7\n").looked();
    Instant since = status(run).since();
    // When
    run.write(FILE, OLD).looked();
    // Then
    assertThat(rate.get()).isEqualTo(0.1);
    assertThat(status(run))
        .returns(true, PartStatus::accepted)
        .returns(since, PartStatus::since)
        .returns(List.of(), PartStatus::problems);
    assertThat(run.reloads(FILE, "accepted")).isEqualTo(1);
    assertThat(run.accepted(FILE)).isEqualTo(1);
  }

  @Test
  void aBrokenReaderEndsNothing() {
    // Given
    ConfigRun run = started();
    Supplier<Double> rate =
        run.watch.hot(
            FILE,
            text -> {
              if (text.equals(NEW)) {
                throw new IllegalStateException("a bug");
              }
              return ConfigRun.rate(text);
            });
    // When
    run.write(FILE, NEW).looked();
    // Then
    assertThat(rate.get()).isEqualTo(0.1);
    assertThat(status(run).problems()).containsExactly("the reader broke: IllegalStateException");
    run.write(FILE, "rate: 0.5\n").looked();
    assertThat(rate.get()).isEqualTo(0.5);
  }

  @Test
  void aFileThatIsWrongAtTheStartIsAConfigError() {
    ConfigRun run = started().write(FILE, "rate: 7\n");
    ConfigRun again = new ConfigRun(run.dir);
    assertThatThrownBy(() -> again.watch.hot(FILE, ConfigRun::rate))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            config error in %s
              line 1  rate: found another text
              line 2  expected one"""
                .formatted(dir.resolve(FILE)));
    assertThatThrownBy(() -> again.watch.hot("hot/none.yaml", ConfigRun::rate))
        .hasMessageContaining("none.yaml")
        .hasMessageContaining("found no such file");
  }

  @Test
  void aFileThatIsOnlyShownMayBeWrongAtTheStart() {
    // Given
    ConfigRun run = started().write(FILE, "rate: 7\n");
    ConfigRun again = new ConfigRun(run.dir);
    ConfigPart<Double> shown = again.watch.shown(FILE, ConfigRun::rate);
    assertThat(shown.value()).isEmpty();
    assertThat(shown.status().problems()).isNotEmpty();
    // When
    again.write(FILE, NEW).looked();
    // Then
    assertThat(shown.value()).hasValue(0.9);
    assertThat(again.accepted(FILE)).as("its own service counts").isNaN();
  }

  @Test
  void severalFilesAreReadAsTheyStoodAtOneMoment() throws InterruptedException {
    // Given: two files that always say the same, and a mount that changes while they are read
    MountedConfig mount = new MountedConfig(dir.resolve("rubrics"));
    mount.update(Map.of("a.yaml", "0", "b.yaml", "0"));
    ConfigRun run = new ConfigRun(dir);
    Supplier<List<String>> both =
        run.watch.hot(
            "rubrics",
            List.of("rubrics/"),
            config -> List.of(config.read("rubrics/a.yaml"), config.read("rubrics/b.yaml")));
    AtomicBoolean done = new AtomicBoolean();
    Thread kubelet =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 1; i <= 300; i++) {
                    mount.update(Map.of("a.yaml", "" + i, "b.yaml", "" + i));
                  }
                  done.set(true);
                });
    // When
    while (!done.get()) {
      run.watch.look();
      // Then
      assertThat(both.get().get(0)).isEqualTo(both.get().get(1));
    }
    kubelet.join(Duration.ofSeconds(10));
    run.looked();
    assertThat(both.get()).containsExactly("300", "300");
  }

  private ConfigRun started() {
    var _ = ConfigFiles.write(dir, FILE, OLD);
    return new ConfigRun(dir);
  }

  private static PartStatus status(ConfigRun run) {
    return run.watch.parts().stream()
        .filter(part -> part.name().equals(FILE))
        .findFirst()
        .orElseThrow();
  }
}

package dev.plumbline.runtime.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.fixtures.ConfigFiles;
import dev.plumbline.runtime.fixtures.MountedConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of secrets beside the config directory. */
class HotFolderTest {
  private static final String SECRET = "s3cr3t-of-acme";

  @TempDir Path dir;
  private Path folder;
  private MountedConfig mount;

  @BeforeEach
  void mount() {
    folder = dir.resolve("secrets");
    mount = new MountedConfig(folder);
    mount.update(Map.of("acme", SECRET));
  }

  @Test
  void aSecretThatIsAddedOrTakenAwayTakesEffect() {
    // Given
    ConfigRun run = started();
    Supplier<Map<String, String>> secrets = run.watch.hotFolder("secrets", folder, Map::copyOf);
    assertThat(secrets.get()).containsExactly(Map.entry("acme", SECRET));
    // When
    mount.update(Map.of("acme", SECRET, "globex", "another"));
    run.looked();
    // Then
    assertThat(secrets.get()).containsOnlyKeys("acme", "globex");
    mount.update(Map.of("acme", "", "globex", "another"));
    run.looked();
    assertThat(secrets.get()).containsEntry("acme", "");
    assertThat(run.reloads("secrets", "accepted")).isEqualTo(2);
  }

  @Test
  void whatIsRefusedIsToldAndTheLastGoodOnesStay() {
    // Given
    ConfigRun run = started();
    Supplier<String> secret = run.watch.hotFolder("secrets", folder, HotFolderTest::ofAcme);
    // When
    mount.update(Map.of("acme", ""));
    run.looked();
    // Then
    assertThat(secret.get()).isEqualTo(SECRET);
    assertThat(run.accepted("secrets")).isZero();
    assertThat(run.watch.configz()).contains("acme: found nothing").doesNotContain(SECRET);
  }

  @Test
  void aPathIsRelativeToTheConfigDirectory() {
    ConfigRun run = started();
    assertThat(run.watch.hotFolder("secrets", Path.of("../secrets"), HotFolderTest::ofAcme).get())
        .isEqualTo(SECRET);
  }

  @Test
  void aFolderThatIsNotThereIsForTheParserToRefuse() {
    ConfigRun run = started();
    Path nowhere = dir.resolve("nowhere");
    assertThatThrownBy(() -> run.watch.hotFolder("secrets", nowhere, HotFolderTest::ofAcme))
        .hasMessageContaining(nowhere.toString())
        .hasMessageContaining("acme: found nothing");
  }

  private ConfigRun started() {
    return new ConfigRun(ConfigFiles.write(dir.resolve("config"), "kafka: {}\n"));
  }

  private static String ofAcme(Map<String, String> files) {
    String secret = files.getOrDefault("acme", "");
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("acme: found nothing, expected a secret");
    }
    return secret;
  }
}

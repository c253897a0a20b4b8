package dev.plumbline.standalone.machine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstConfigTest {
  @TempDir Path dir;

  @Test
  void saysThatAFileIsNoConfigDirectory() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "");
    assertThatThrownBy(() -> FirstConfig.writeIfAbsent(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("expected a file that can be written");
  }
}

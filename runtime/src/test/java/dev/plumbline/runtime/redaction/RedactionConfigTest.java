package dev.plumbline.runtime.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.config.ConfigDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section redaction. */
class RedactionConfigTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @TempDir Path dir;

  @Test
  void readsTheKeyBesideTheConfig() throws Exception {
    Files.writeString(dir.resolve("token.key"), KEY + "\n");
    assertThat(made("redaction: {keyFile: token.key}")).isEqualTo(KEY + " [all]");
    assertThat(made("redaction: {keyFile: token.key, kinds: [email, ip]}"))
        .isEqualTo(KEY + " [email, ip]");
    assertThat(made("redaction: {keyFile: token.key, kinds: []}")).isEqualTo(KEY + " []");
  }

  @Test
  void drawsAKeyAtEachStartWhenThereIsNone() throws Exception {
    ConfigDirectory config = config("kafka: {}");
    RedactionConfig section = config.bind("redaction", RedactionConfig.class);
    byte[] one = section.make(config, (key, kinds) -> key);
    assertThat(one).hasSize(32).isNotEqualTo(section.make(config, (key, kinds) -> key));
  }

  @Test
  void refusesAKeyThatIsNoneWithoutTellingIt() throws Exception {
    Files.writeString(dir.resolve("token.key"), "tooshort");
    assertThatThrownBy(() -> made("redaction: {keyFile: token.key}"))
        .hasMessageContaining("token.key")
        .hasMessageContaining("found 8 characters that are no key, expected one line of 32 to 512")
        .hasMessageNotContaining("tooshort");
    assertThatThrownBy(() -> made("redaction: {keyFile: gone.key}"))
        .hasMessageContaining("gone.key")
        .hasMessageContaining("found no file");
  }

  @Test
  void saysWhereAKindIsRefused() throws Exception {
    ConfigDirectory config = config("redaction: {kinds: [mail]}");
    RedactionConfig section = config.bind("redaction", RedactionConfig.class);
    assertThatThrownBy(
            () ->
                section.make(
                    config,
                    (key, kinds) -> {
                      throw new IllegalArgumentException("found " + kinds);
                    }))
        .hasMessageContaining("plumbline.yaml")
        .hasMessageContaining("redaction.kinds: found [mail]");
  }

  private String made(String yaml) throws IOException {
    ConfigDirectory config = config(yaml);
    return config
        .bind("redaction", RedactionConfig.class)
        .make(config, (byte[] key, List<String> kinds) -> new String(key, UTF_8) + " " + kinds);
  }

  private ConfigDirectory config(String yaml) throws IOException {
    Files.writeString(dir.resolve(ConfigDirectory.FILE), yaml);
    return ConfigDirectory.open(dir, Map.of());
  }
}

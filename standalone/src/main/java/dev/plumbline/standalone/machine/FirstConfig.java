package dev.plumbline.standalone.machine;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The commented config that a new installation begins with. */
public final class FirstConfig {
  private static final Map<String, String> FILES =
      Map.of(
          "hot/checks.yaml",
          "/up/checks.yaml",
          "hot/sampling.yaml",
          "/up/sampling.yaml",
          "rubrics/answer-quality.yaml",
          "/rubrics/answer-quality.yaml",
          ConfigDirectory.FILE,
          "/up/plumbline.yaml");

  private static final String SALT = "salt: judge-v1";

  private FirstConfig() {}

  /**
   * Writes it unless the directory has a {@code plumbline.yaml}; other files that are there stay.
   *
   * @return whether it was written
   * @throws ConfigException when the directory cannot be written
   */
  public static boolean writeIfAbsent(Path dir) {
    if (Files.exists(dir.resolve(ConfigDirectory.FILE))) {
      return false;
    }
    FILES.forEach((file, resource) -> write(dir.resolve(file), resource));
    return true;
  }

  /** The checks that a new installation runs, as a {@code checks.yaml}. */
  public static String checks() {
    try (InputStream in = resource("/up/checks.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the checks of a first config", e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = FirstConfig.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException("no resource " + name);
    }
    return in;
  }

  /**
   * Who knows the salt can choose trace ids that are never judged: no two installations share one.
   */
  private static String salt() {
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    return HexFormat.of().formatHex(salt);
  }

  private static void write(Path file, String resource) {
    try (InputStream in = resource(resource)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (!Files.exists(file)) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        Files.writeString(file, text.replace(SALT, "salt: \"" + salt() + "\""));
      }
    } catch (IOException e) {
      throw new ConfigException(
          file.toString(), List.of("expected a file that can be written, found none: " + e));
    }
  }
}

package dev.plumbline.standalone.offline;

import dev.plumbline.evaluation.check.CheckConfigException;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.runtime.config.ConfigDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The checks that a command line asks for. */
public final class Suites {
  private Suites() {}

  /**
   * The checks by these ids, with the parameters of a config directory.
   *
   * @param ids empty for all that are configured
   * @param config null for the checks of a first installation, and every built-in check by its name
   * @throws IllegalArgumentException naming every unknown check and parameter
   */
  public static CheckSuite of(List<String> ids, @Nullable Path config) {
    if (config != null) {
      CheckSuite configured = configured(config);
      return ids.isEmpty() ? configured : configured.only(ids);
    }
    return ids.isEmpty() ? CheckSuite.parse(first()) : CheckSuite.named(ids);
  }

  private static CheckSuite configured(Path config) {
    try {
      return CheckSuite.parse(text(config));
    } catch (CheckConfigException e) {
      throw new IllegalArgumentException(
          "config error in " + config.resolve(ConfigDirectory.CHECKS) + "\n  " + e.getMessage(), e);
    }
  }

  private static String text(Path config) {
    Path file = config.resolve(ConfigDirectory.CHECKS);
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ", expected the checks", e);
    }
  }

  private static String first() {
    try (InputStream in =
        Objects.requireNonNull(Suites.class.getResourceAsStream("/up/checks.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.plumbline.runtime.redaction;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code redaction}, of ingest and scoring-streams alike.
 *
 * @param keyFile file with the key that tokens are made with, relative to the config directory;
 *     without one each start draws its own, and tokens of two starts cannot be compared
 * @param kinds what is replaced in content: words, or {@code all}; an empty list for nothing
 */
public record RedactionConfig(@Nullable Path keyFile, List<String> kinds) {
  /** The word for every kind. */
  public static final String ALL = "all";

  /** What a key file holds, for messages. */
  public static final String EXPECTED = "one line of 32 to 512 printable ASCII characters, the key";

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{32,512}");
  private static final int DRAWN_BYTES = 32;

  /** Fills defaults. */
  public RedactionConfig {
    kinds = kinds == null ? List.of(ALL) : List.copyOf(kinds);
  }

  /**
   * What a maker makes of key and kinds.
   *
   * @param maker refuses kinds with an IllegalArgumentException
   * @throws ConfigException when the key file holds no key, or kinds are refused; it never tells
   *     the key
   */
  public <T> T make(ConfigDirectory config, BiFunction<byte[], List<String>, T> maker) {
    byte[] key = keyFile == null ? drawn() : read(config.path().resolve(keyFile));
    try {
      return maker.apply(key, kinds);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          config.path().resolve(ConfigDirectory.FILE).toString(),
          List.of("redaction.kinds: " + e.getMessage()));
    }
  }

  private static byte[] read(Path file) {
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (IOException e) {
      throw new ConfigException(
          file.toString(),
          List.of("found no file that can be read as UTF-8, expected " + EXPECTED));
    }
    if (!KEY.matcher(text).matches()) {
      throw new ConfigException(
          file.toString(),
          List.of("found " + text.length() + " characters that are no key, expected " + EXPECTED));
    }
    return text.getBytes(US_ASCII);
  }

  private static byte[] drawn() {
    byte[] key = new byte[DRAWN_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }
}

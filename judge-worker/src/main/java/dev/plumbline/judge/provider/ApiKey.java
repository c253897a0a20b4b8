package dev.plumbline.judge.provider;

import dev.plumbline.runtime.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A secret that is sent in a header. It comes from a file, and no text form of it exists. */
public final class ApiKey {
  private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]{1,4096}");

  private final String value;

  private ApiKey(String value) {
    this.value = value;
  }

  /**
   * The key in a file, without the white space around it.
   *
   * @param file empty for no key
   * @throws ConfigException when the file cannot be read or holds no key; it never tells the
   *     content
   */
  public static Optional<ApiKey> read(String file) {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    String text;
    try {
      text = Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new ConfigException(
          file,
          List.of(
              "found no key file that can be read as UTF-8, expected one: apiKeyFile of a judge"));
    }
    if (!SENDABLE.matcher(text).matches()) {
      throw new ConfigException(file, List.of("expected one line of printable ASCII, the API key"));
    }
    return Optional.of(new ApiKey(text));
  }

  /** Whether both are the same key, or both none. */
  public static boolean same(@Nullable ApiKey one, @Nullable ApiKey other) {
    return Objects.equals(one == null ? null : one.value, other == null ? null : other.value);
  }

  /** The key itself, for the header that it goes into. */
  String secret() {
    return value;
  }

  @Override
  public String toString() {
    return "ApiKey[hidden]";
  }
}

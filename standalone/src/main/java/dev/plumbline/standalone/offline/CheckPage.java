package dev.plumbline.standalone.offline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The sections of docs/reference/checks.md, which the jar carries. */
public final class CheckPage {
  private final Map<String, String> sections = new LinkedHashMap<>();

  /** The page of this build. */
  public CheckPage() {
    for (String part : page().split("\n## ")) {
      int line = part.indexOf('\n');
      sections.put(part.substring(0, line), part.substring(line).strip());
    }
  }

  /** The section of a check as text. */
  public Optional<String> section(String id) {
    return Optional.ofNullable(sections.get(id)).map(text -> text.replace("**", ""));
  }

  /** What a check asks, in one sentence. */
  public String meaning(String id) {
    String section = section(id).orElse("");
    String meaning = section.substring(section.indexOf(' ') + 1);
    int end = meaning.indexOf('?');
    return end < 0 ? meaning : meaning.substring(0, end + 1);
  }

  private static String page() {
    try (InputStream in =
        Objects.requireNonNull(CheckPage.class.getResourceAsStream("/reference/checks.md"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

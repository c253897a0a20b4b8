package dev.plumbline.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A config directory: {@code plumbline.yaml} with one section per service (cold: a change needs a
 * restart), and further files beside it.
 */
public final class ConfigDirectory {
  /** The cold file. */
  public static final String FILE = "plumbline.yaml";

  private static final Set<String> SECTIONS =
      Set.of("kafka", "ingest", "scoring", "judge", "console");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?im)^(\\s*-?\\s*[\"']?[\\w.]*(password|secret|token|apikey|jaas|salt)[\\w.]*[\"']?\\s*:)(?!\\s*$).*$");

  private final Path dir;
  private final String text;
  private final YamlTree.Mapping root;
  private final Interpolation interpolation;

  private ConfigDirectory(
      Path dir, String text, YamlTree.Mapping root, Interpolation interpolation) {
    this.dir = dir;
    this.text = text;
    this.root = root;
    this.interpolation = interpolation;
  }

  /**
   * Reads the directory's {@code plumbline.yaml}.
   *
   * @param env values for <code>${NAME:default}</code>
   * @throws ConfigException when there is no such file, it is not YAML, or has unknown sections
   */
  public static ConfigDirectory open(Path dir, Map<String, String> env) {
    String text = read(dir, FILE);
    List<Problem> problems = new ArrayList<>();
    YamlTree.Mapping root = YamlTree.parse(text, problems);
    root.entries()
        .forEach(
            (key, node) -> {
              if (!SECTIONS.contains(key)) {
                problems.add(
                    new Problem(node.line(), key, "unknown section" + Nearest.hint(key, SECTIONS)));
              }
            });
    throwIfAny(dir.resolve(FILE), problems);
    return new ConfigDirectory(dir, text, root, new Interpolation(Map.copyOf(env)));
  }

  /**
   * The section as a record. A component that is absent in the file is null in the record's compact
   * constructor, which sets its default.
   *
   * @throws ConfigException naming every problem of the section
   */
  public <T extends Record> T bind(String section, Class<T> type) {
    List<Problem> problems = new ArrayList<>();
    YamlTree node = root.entries().get(section);
    if (node == null || node instanceof YamlTree.Scalar scalar && scalar.text() == null) {
      node = new YamlTree.Mapping(Map.of(), 0);
    }
    Object bound = new RecordBinder(interpolation, problems).bind(node, type, section);
    throwIfAny(dir.resolve(FILE), problems);
    return type.cast(requireBound(bound, section));
  }

  /**
   * The text of another file of the directory.
   *
   * @param relativePath for example {@code hot/checks.yaml}
   * @throws ConfigException when it cannot be read
   */
  public String read(String relativePath) {
    return read(dir, relativePath);
  }

  /** The directory. */
  public Path path() {
    return dir;
  }

  /** The text of {@code plumbline.yaml} as written, values of secret-looking keys masked. */
  public String redactedYaml() {
    return SECRET.matcher(text).replaceAll("$1 \"***\"");
  }

  private static String read(Path dir, String relativePath) {
    Path file = dir.resolve(relativePath);
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ConfigException(
          file.toString(),
          List.of(
              Files.exists(file)
                  ? "cannot be read: " + e.getMessage()
                  : "found no such file, expected one here"));
    }
  }

  private static Object requireBound(@Nullable Object bound, String section) {
    if (bound == null) {
      throw new IllegalStateException("section " + section + " bound to nothing without a problem");
    }
    return bound;
  }

  private static void throwIfAny(Path file, List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigException(
          file.toString(),
          problems.stream()
              .sorted(Comparator.comparingInt(Problem::line))
              .map(Problem::toString)
              .toList());
    }
  }
}

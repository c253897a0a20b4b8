package dev.plumbline.runtime.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

  private final Path dir;
  private final YamlTree.Mapping root;
  private final Interpolation interpolation;

  private ConfigDirectory(Path dir, YamlTree.Mapping root, Interpolation interpolation) {
    this.dir = dir;
    this.root = root;
    this.interpolation = interpolation;
  }

  /**
   * Reads the directory's {@code plumbline.yaml}.
   *
   * @param env values for <code>${NAME:default}</code>
   * @throws ConfigException when there is no such file, it is not YAML, or has unknown or duplicate
   *     keys at the top, or duplicate keys anywhere
   */
  public static ConfigDirectory open(Path dir, Map<String, String> env) {
    List<Problem> problems = new ArrayList<>();
    YamlTree.Mapping root = YamlParser.parse(read(dir, FILE), problems);
    root.entries()
        .forEach(
            (key, node) -> {
              if (!SECTIONS.contains(key)) {
                problems.add(
                    new Problem(node.line(), key, "unknown section" + Nearest.hint(key, SECTIONS)));
              }
            });
    throwIfAny(dir.resolve(FILE), problems);
    return new ConfigDirectory(dir, root, new Interpolation(Map.copyOf(env)));
  }

  /**
   * The section as a record. A component that is absent in the file is null in the record's compact
   * constructor, which sets its default; a section that is absent binds as one without keys.
   *
   * @throws ConfigException naming every problem of the section
   */
  public <T extends Record> T bind(String section, Class<T> type) {
    YamlTree node = root.entries().get(section);
    return bind(dir.resolve(FILE), node, type, section);
  }

  /** Whether the file has this section. */
  public boolean has(String section) {
    return root.entries().containsKey(section);
  }

  /**
   * Another YAML file of the directory as a record, by the same rules as a section.
   *
   * @param relativePath for example {@code rubrics/answer-quality.yaml}
   * @throws ConfigException when it cannot be read or naming every problem in it
   */
  public <T extends Record> T bindFile(String relativePath, Class<T> type) {
    List<Problem> problems = new ArrayList<>();
    YamlTree.Mapping file = YamlParser.parse(read(relativePath), problems);
    throwIfAny(dir.resolve(relativePath), problems);
    return bind(dir.resolve(relativePath), file, type, "");
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

  /**
   * {@code plumbline.yaml} for showing: without its comments, variables not replaced, values of
   * secret-looking keys masked.
   */
  public String redactedYaml() {
    return Secrets.redact(root);
  }

  private <T extends Record> T bind(
      Path file, @Nullable YamlTree node, Class<T> type, String path) {
    boolean empty = node == null || node instanceof YamlTree.Scalar scalar && scalar.text() == null;
    List<Problem> problems = new ArrayList<>();
    Object bound =
        new RecordBinder(interpolation, problems)
            .bind(empty ? new YamlTree.Mapping(Map.of(), 0) : node, type, path);
    throwIfAny(file, problems);
    return type.cast(Objects.requireNonNull(bound, "bound to nothing without a problem"));
  }

  private static String read(Path dir, String relativePath) {
    Path file = dir.resolve(relativePath);
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigException(
          file.toString(),
          List.of(
              Files.isDirectory(dir)
                  ? "found no such file, expected one here"
                  : "found no directory " + dir + ", expected one with " + FILE));
    } catch (CharacterCodingException e) {
      throw new ConfigException(file.toString(), List.of("found bytes that are not UTF-8"));
    } catch (IOException e) {
      throw new ConfigException(file.toString(), List.of("cannot be read: " + e));
    }
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

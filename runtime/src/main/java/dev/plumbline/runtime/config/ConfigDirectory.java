package dev.plumbline.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A config directory as it was read: {@code plumbline.yaml} with one section per service, and the
 * files of {@code hot} and {@code rubrics}, and of folders elsewhere that a service asked for.
 * Nothing in here changes when the files do.
 */
public final class ConfigDirectory {
  /** The file with the services' sections. */
  public static final String FILE = "plumbline.yaml";

  /** The checks that run; hot. */
  public static final String CHECKS = "hot/checks.yaml";

  /** The sampling policy; hot. */
  public static final String SAMPLING = "hot/sampling.yaml";

  /** Folder of the judges' rubrics. */
  public static final String RUBRICS = "rubrics";

  private static final Set<String> SECTIONS =
      Set.of("kafka", "redaction", "ingest", "scoring", "judge", "console");

  /** Keys of {@link #FILE} that are read again while a service runs; all others are cold. */
  public static final List<String> HOT_KEYS =
      List.of("judge.judges", "ingest.rate", "ingest.content", "ingest.tenants");

  private final Path dir;
  private final List<Path> mounts;
  private final ConfigSnapshot snapshot;
  private final YamlTree.Mapping root;
  private final List<Problem> rootProblems;
  private final Interpolation interpolation;

  private ConfigDirectory(
      Path dir, List<Path> mounts, ConfigSnapshot snapshot, Interpolation interpolation) {
    this.dir = dir;
    this.mounts = List.copyOf(mounts);
    this.snapshot = snapshot;
    this.interpolation = interpolation;
    this.rootProblems = new ArrayList<>();
    this.root =
        snapshot.files().get(FILE) instanceof FileContent.Text(String text, String hash)
            ? YamlParser.parse(text, rootProblems)
            : new YamlTree.Mapping(Map.of(), 1);
    root.entries()
        .forEach(
            (key, node) -> {
              if (!SECTIONS.contains(key)) {
                rootProblems.add(
                    new Problem(node.line(), key, "unknown section" + Nearest.hint(key, SECTIONS)));
              }
            });
  }

  /**
   * Reads the directory.
   *
   * @param env values for <code>${NAME:default}</code>
   * @throws ConfigException when there is no {@code plumbline.yaml}, it is not YAML, or has unknown
   *     or duplicate keys at the top, or duplicate keys anywhere
   */
  public static ConfigDirectory open(Path dir, Map<String, String> env) {
    ConfigDirectory config = look(dir, env);
    config.requireReadable();
    return config;
  }

  /**
   * Reads the directory, whose {@code plumbline.yaml} may be broken or absent: {@link
   * #requireUsable} tells.
   *
   * @param env values for <code>${NAME:default}</code>
   */
  public static ConfigDirectory look(Path dir, Map<String, String> env) {
    return new ConfigDirectory(
        dir, List.of(), ConfigSnapshot.read(dir, List.of()), new Interpolation(Map.copyOf(env)));
  }

  /**
   * The directory as it is now, whose {@code plumbline.yaml} may be broken; this one itself when
   * nothing has changed.
   *
   * <p>Two readings in a row without a change saw the directory as it stood at one moment: what
   * each file held both times, all of them held together in between. That holds however files are
   * changed: by the symbolic link that a mounted ConfigMap swaps, by an editor that renames, or by
   * one that writes in place.
   */
  public ConfigDirectory reread() {
    ConfigSnapshot now = ConfigSnapshot.read(dir, mounts);
    return now.equals(snapshot) ? this : new ConfigDirectory(dir, mounts, now, interpolation);
  }

  /**
   * The directory as it is now, with the files of a folder that belongs to it and is mounted
   * elsewhere, such as a Secret.
   *
   * @param folder relative to the directory, or absolute
   */
  public ConfigDirectory including(Path folder) {
    List<Path> more = new ArrayList<>(mounts);
    more.add(dir.resolve(folder));
    return new ConfigDirectory(dir, more, ConfigSnapshot.read(dir, more), interpolation);
  }

  /**
   * The section as a record. A component that is absent in the file is null in the record's compact
   * constructor, which sets its default; a section that is absent binds as one without keys.
   *
   * @throws ConfigException naming every problem of the section
   */
  public <T extends Record> T bind(String section, Class<T> type) {
    requireReadable();
    YamlTree node = root.entries().get(section);
    return bind(dir.resolve(FILE), node, type, section);
  }

  /**
   * Nothing when {@code plumbline.yaml} and these sections of it can be used.
   *
   * @throws ConfigException naming every problem of the file, in the order of its lines
   */
  public void requireUsable(Map<String, Class<? extends Record>> sections) {
    var _ = read(FILE);
    List<Problem> problems = new ArrayList<>(rootProblems);
    // Of a text that is no YAML nothing is known, so that nothing is missing in it either.
    if (rootProblems.isEmpty() || !root.entries().isEmpty()) {
      RecordBinder binder = new RecordBinder(interpolation, problems);
      sections.forEach(
          (section, type) -> binder.bind(orEmpty(root.entries().get(section)), type, section));
    }
    throwIfAny(dir.resolve(FILE), problems);
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
   * What a parser makes of a file's text.
   *
   * @param parser refuses a text with an IllegalArgumentException: one problem per line
   * @throws ConfigException when the file cannot be read, or with the parser's problems
   */
  public <T> T parse(String relativePath, Function<String, T> parser) {
    String text = read(relativePath);
    return parsed(dir.resolve(relativePath), () -> parser.apply(text));
  }

  /**
   * What a parser makes of the files of a folder that is mounted elsewhere.
   *
   * @param parser gets texts by file name; refuses them as in {@link #parse}
   * @throws ConfigException when a file cannot be read, or with the parser's problems
   */
  public <T> T parseFolder(Path folder, Function<Map<String, String>, T> parser) {
    Path mount = dir.resolve(folder);
    Map<String, String> texts = new TreeMap<>();
    for (String path : files(mount.toString())) {
      texts.put(path.substring(mount.toString().length() + 1), read(path));
    }
    return parsed(mount, () -> parser.apply(texts));
  }

  private static <T> T parsed(Path source, Supplier<T> parser) {
    try {
      return parser.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          source.toString(), String.valueOf(e.getMessage()).lines().map(String::strip).toList());
    }
  }

  /**
   * The text of another file of the directory.
   *
   * @param relativePath for example {@code hot/checks.yaml}
   * @throws ConfigException when it cannot be read
   */
  public String read(String relativePath) {
    return snapshot.text(dir, relativePath);
  }

  /** The files of a folder as relative paths, sorted; none without the folder. */
  public List<String> files(String folder) {
    return snapshot.in(folder);
  }

  /**
   * The texts of the files of a folder, in the order of their names.
   *
   * @throws ConfigException when one cannot be read
   */
  public List<String> texts(String folder) {
    return files(folder).stream().map(this::read).toList();
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

  /**
   * What a later reading of {@code plumbline.yaml} says otherwise about keys that are read at the
   * start only: one line per key, with secrets masked.
   */
  public List<String> coldChanges(ConfigDirectory later, Collection<String> sections) {
    return ColdKeys.changes(root, later.root, sections, HOT_KEYS).stream()
        .map(Problem::toString)
        .toList();
  }

  /**
   * Hex SHA-256 of inputs, so that a change of them can be told; of one file that of its bytes.
   *
   * @param inputs each a file that ends with {@code .yaml}, a folder that ends with {@code /}
   *     (absolute when it is mounted elsewhere), or a dotted key of {@code plumbline.yaml}
   * @return empty for one file that cannot be read
   */
  public String hash(List<String> inputs) {
    return new InputHash(snapshot, root).of(inputs);
  }

  /**
   * Nothing when {@code plumbline.yaml} can be used as far as any service can tell.
   *
   * @throws ConfigException otherwise
   */
  public void requireReadable() {
    var _ = read(FILE);
    throwIfAny(dir.resolve(FILE), rootProblems);
  }

  private <T extends Record> T bind(
      Path file, @Nullable YamlTree node, Class<T> type, String path) {
    List<Problem> problems = new ArrayList<>();
    Object bound = new RecordBinder(interpolation, problems).bind(orEmpty(node), type, path);
    throwIfAny(file, problems);
    return type.cast(Objects.requireNonNull(bound, "bound to nothing without a problem"));
  }

  /** A section without keys, where it is absent or has none. */
  private static YamlTree orEmpty(@Nullable YamlTree node) {
    if (node == null || (node instanceof YamlTree.Scalar scalar && scalar.text() == null)) {
      return new YamlTree.Mapping(Map.of(), 0);
    }
    return node;
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

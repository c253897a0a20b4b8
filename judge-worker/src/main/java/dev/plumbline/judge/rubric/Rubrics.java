package dev.plumbline.judge.rubric;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rubrics of a config directory. */
public final class Rubrics {
  /** Folder of the rubrics in a config directory. */
  public static final String FOLDER = ConfigDirectory.RUBRICS;

  /** File of the rubric that a new config directory begins with. */
  public static final String DEFAULT_FILE = "answer-quality.yaml";

  private Rubrics() {}

  /**
   * Every {@code rubrics/*.yaml}, by {@code id@version}. Two versions of one rubric may stand side
   * by side, in two files, while requests for the older one are still on the way.
   *
   * @throws ConfigException when there is none, one cannot be used, or two are the same
   */
  public static Map<String, Rubric> load(ConfigDirectory config) {
    Map<String, Rubric> rubrics = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (String file : config.files(FOLDER)) {
      String name = file.substring(FOLDER.length() + 1);
      try {
        Rubric rubric = config.bindFile(file, Rubric.class);
        if (rubrics.putIfAbsent(rubric.evaluator(), rubric) != null) {
          problems.add(name + ": found " + rubric.evaluator() + " a second time");
        }
      } catch (ConfigException e) {
        e.problems().forEach(problem -> problems.add(name + ": " + problem));
      }
    }
    if (rubrics.isEmpty() && problems.isEmpty()) {
      problems.add("found no *.yaml, expected at least one rubric");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(config.path().resolve(FOLDER).toString(), problems);
    }
    return Map.copyOf(rubrics);
  }

  /** The text of {@link #DEFAULT_FILE}, for a new config directory. */
  public static String defaultText() {
    String resource = "/" + FOLDER + "/" + DEFAULT_FILE;
    try (InputStream in = Rubrics.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource + " in the jar", e);
    }
  }
}

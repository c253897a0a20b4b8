package dev.plumbline.judge.rubric;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rubrics of a config directory, read once at the start. */
public final class Rubrics {
  /** Folder of the rubrics in a config directory. */
  public static final String FOLDER = "rubrics";

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
    Path folder = config.path().resolve(FOLDER);
    Map<String, Rubric> rubrics = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files(folder)) {
      try {
        Rubric rubric = config.bindFile(FOLDER + "/" + file.getFileName(), Rubric.class);
        if (rubrics.putIfAbsent(rubric.evaluator(), rubric) != null) {
          problems.add(file.getFileName() + ": found " + rubric.evaluator() + " a second time");
        }
      } catch (ConfigException e) {
        e.problems().forEach(problem -> problems.add(file.getFileName() + ": " + problem));
      }
    }
    if (rubrics.isEmpty() && problems.isEmpty()) {
      problems.add("found no *.yaml, expected at least one rubric");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(folder.toString(), problems);
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

  private static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.yaml")) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw new ConfigException(
          folder.toString(), List.of("found no folder that can be read, expected rubrics in it"));
    }
    Collections.sort(files);
    return files;
  }
}

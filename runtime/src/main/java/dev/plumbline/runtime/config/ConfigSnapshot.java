package dev.plumbline.runtime.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a config directory as one pass found them: {@code plumbline.yaml} and every {@code
 * *.yaml} in {@code hot} and {@code rubrics}.
 *
 * @param files by path relative to the directory, with {@code /}
 */
record ConfigSnapshot(Map<String, FileContent> files) {
  private static final List<String> FOLDERS = List.of("hot", "rubrics");

  /** One pass. Never fails: what cannot be read says so. */
  static ConfigSnapshot read(Path dir) {
    Map<String, FileContent> files = new TreeMap<>();
    files.put(ConfigDirectory.FILE, FileContent.read(dir.resolve(ConfigDirectory.FILE)));
    for (String folder : FOLDERS) {
      try (DirectoryStream<Path> found =
          Files.newDirectoryStream(dir.resolve(folder), ConfigSnapshot::isConfig)) {
        for (Path file : found) {
          files.put(folder + "/" + file.getFileName(), FileContent.read(file));
        }
      } catch (IOException | DirectoryIteratorException e) {
        // No such folder, or none that can be listed: its files are not there.
      }
    }
    return new ConfigSnapshot(Collections.unmodifiableMap(files));
  }

  /** The paths below a folder, sorted. */
  List<String> in(String folder) {
    return files.keySet().stream().filter(path -> path.startsWith(folder + "/")).toList();
  }

  /**
   * The text of a file.
   *
   * @throws ConfigException when it has none
   */
  String text(Path dir, String path) {
    return switch (files.get(path)) {
      case FileContent.Text(String text, String hash) -> text;
      case FileContent.Unreadable(String problem) -> throw unreadable(dir, path, problem);
      case null -> throw unreadable(dir, path, "found no such file, expected one here");
    };
  }

  /** Hex SHA-256 of a file's bytes; empty when it cannot be read. */
  String hash(String path) {
    return files.get(path) instanceof FileContent.Text(String text, String hash) ? hash : "";
  }

  /** An editor's own files begin with a dot, as a ConfigMap's versions do. */
  private static boolean isConfig(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") && !name.startsWith(".");
  }

  private static ConfigException unreadable(Path dir, String path, String problem) {
    boolean noDirectory = !Files.isDirectory(dir);
    return new ConfigException(
        dir.resolve(path).toString(),
        List.of(
            noDirectory
                ? "found no directory " + dir + ", expected one with " + ConfigDirectory.FILE
                : problem));
  }
}

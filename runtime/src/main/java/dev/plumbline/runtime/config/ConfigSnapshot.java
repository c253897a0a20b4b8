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
 * The files of a config directory as one pass found them: {@code plumbline.yaml}, every {@code
 * *.yaml} in {@code hot} and {@code rubrics}, and the files of folders that are mounted elsewhere.
 *
 * @param files by path relative to the directory, with {@code /}; those of other folders by the
 *     folder's own path
 */
record ConfigSnapshot(Map<String, FileContent> files) {
  private static final List<String> FOLDERS = List.of("hot", "rubrics");

  /**
   * One pass. Never fails: what cannot be read says so.
   *
   * @param mounts folders anywhere, whose files are read whatever their names end with
   */
  static ConfigSnapshot read(Path dir, List<Path> mounts) {
    Map<String, FileContent> files = new TreeMap<>();
    files.put(ConfigDirectory.FILE, FileContent.read(dir.resolve(ConfigDirectory.FILE)));
    for (String folder : FOLDERS) {
      collect(folder, dir.resolve(folder), ConfigSnapshot::isConfig, files);
    }
    for (Path mount : mounts) {
      collect(mount.toString(), mount, file -> !isHidden(file), files);
    }
    return new ConfigSnapshot(Collections.unmodifiableMap(files));
  }

  private static void collect(
      String name,
      Path folder,
      DirectoryStream.Filter<Path> wanted,
      Map<String, FileContent> into) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, wanted)) {
      for (Path file : found) {
        into.put(name + "/" + file.getFileName(), FileContent.read(file));
      }
    } catch (IOException | DirectoryIteratorException e) {
      // No such folder, or none that can be listed: its files are not there.
    }
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

  private static boolean isConfig(Path file) {
    return file.getFileName().toString().endsWith(".yaml") && !isHidden(file);
  }

  /** An editor's own files begin with a dot, as a ConfigMap's versions do. */
  private static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
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

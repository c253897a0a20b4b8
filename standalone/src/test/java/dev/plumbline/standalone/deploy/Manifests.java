package dev.plumbline.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.evaluation.config.YamlValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of {@code deploy/k8s}. */
final class Manifests {
  static final Path K8S =
      Path.of(System.getProperty("basedir", ".")).resolve("../deploy/k8s").normalize();

  private Manifests() {}

  /** The objects of a file. */
  static Stream<JsonNode> documents(Path file) {
    List<String> problems = new ArrayList<>();
    try {
      List<JsonNode> nodes =
          Stream.of(Files.readString(file).split("(?m)^---$"))
              .filter(text -> text.lines().anyMatch(line -> !line.startsWith("#")))
              .map(text -> YamlValue.document(text, problems).json())
              .toList();
      assertThat(problems).as(file.toString()).isEmpty();
      return nodes.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

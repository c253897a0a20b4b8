package dev.plumbline.runtime.config;

import java.util.List;

/** Hashes of what a config directory held when it was read. */
record InputHash(ConfigSnapshot snapshot, YamlTree.Mapping root) {
  /** As {@link ConfigDirectory#hash} says. */
  String of(List<String> inputs) {
    if (inputs.size() == 1) {
      return of(inputs.getFirst());
    }
    StringBuilder list = new StringBuilder();
    inputs.forEach(input -> list.append(of(input)).append("  ").append(input).append('\n'));
    return FileContent.hash(list.toString());
  }

  private String of(String input) {
    if (input.endsWith(".yaml")) {
      return snapshot.hash(input);
    }
    return input.endsWith("/")
        ? ofFiles(snapshot.in(input.substring(0, input.length() - 1)))
        : ColdKeys.hash(root, input);
  }

  private String ofFiles(List<String> files) {
    StringBuilder list = new StringBuilder();
    files.forEach(file -> list.append(snapshot.hash(file)).append("  ").append(file).append('\n'));
    return FileContent.hash(list.toString());
  }
}

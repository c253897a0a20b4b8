package dev.plumbline.runtime.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML document that remembers its lines. */
sealed interface YamlTree {
  /** 1-based line where the value starts. */
  int line();

  /** A plain or quoted text; null stands for YAML's own null. */
  record Scalar(@Nullable String text, int line) implements YamlTree {}

  /** A list. */
  record Sequence(List<YamlTree> items, int line) implements YamlTree {}

  /** A mapping in the file's order. */
  record Mapping(Map<String, YamlTree> entries, int line) implements YamlTree {}

  /** Parses a document; syntax errors and duplicate keys become problems. */
  static Mapping parse(String text, List<Problem> problems) {
    try {
      Node root =
          new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
      if (root == null || root.getTag().equals(Tag.NULL)) {
        return new Mapping(Map.of(), 1);
      }
      YamlTree tree = convert(root, "", problems);
      if (tree instanceof Mapping mapping) {
        return mapping;
      }
      problems.add(new Problem(tree.line(), "", "expected keys with values at the top level"));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      problems.add(
          new Problem(mark == null ? 0 : mark.getLine() + 1, "", "not YAML: " + e.getProblem()));
    }
    return new Mapping(Map.of(), 1);
  }

  private static YamlTree convert(Node node, String path, List<Problem> problems) {
    int line = node.getStartMark().getLine() + 1;
    return switch (node) {
      case MappingNode mapping -> mapping(mapping, path, line, problems);
      case SequenceNode sequence -> {
        List<YamlTree> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(convert(item, path + "[" + items.size() + "]", problems));
        }
        yield new Sequence(items, line);
      }
      case ScalarNode scalar ->
          new Scalar(scalar.getTag().equals(Tag.NULL) ? null : scalar.getValue(), line);
      default -> {
        problems.add(new Problem(line, path, "anchors and aliases are not supported"));
        yield new Scalar(null, line);
      }
    };
  }

  private static Mapping mapping(MappingNode node, String path, int line, List<Problem> problems) {
    Map<String, YamlTree> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      int keyLine = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        problems.add(new Problem(keyLine, path, "a key must be a text"));
        continue;
      }
      String key = keyNode.getValue();
      String full = path.isEmpty() ? key : path + "." + key;
      if (entries.putIfAbsent(key, convert(tuple.getValueNode(), full, problems)) != null) {
        problems.add(new Problem(keyLine, full, "key appears twice"));
      }
    }
    return new Mapping(entries, line);
  }
}

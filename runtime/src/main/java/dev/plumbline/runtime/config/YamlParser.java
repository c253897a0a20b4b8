package dev.plumbline.runtime.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads one YAML document. It composes nodes and never constructs Java objects, so tags in a file
 * cannot name a class; an alias to a list or a mapping is refused, which also rules out recursion.
 */
final class YamlParser {
  private final List<Problem> problems;

  private YamlParser(List<Problem> problems) {
    this.problems = problems;
  }

  /** The document's keys; what is wrong with the text is added to {@code problems}. */
  static YamlTree.Mapping parse(String text, List<Problem> problems) {
    return new YamlParser(problems).parse(text);
  }

  private YamlTree.Mapping parse(String text) {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(0);
      Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (root == null || root.getTag().equals(Tag.NULL)) {
        return new YamlTree.Mapping(Map.of(), 1);
      }
      YamlTree tree = tree(root, "", line(root));
      if (tree instanceof YamlTree.Mapping mapping) {
        return mapping;
      }
      problems.add(
          new Problem(tree.line(), "", "found " + tree.describe() + ", expected keys with values"));
    } catch (YAMLException e) {
      problems.add(notYaml(e));
    }
    return new YamlTree.Mapping(Map.of(), 1);
  }

  private static Problem notYaml(YAMLException e) {
    if (!(e instanceof MarkedYAMLException marked)) {
      return new Problem(
          0, "", "not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    var mark = marked.getProblemMark();
    String hint =
        mark != null && mark.get_snippet().contains("${")
            ? "; inside { } or [ ] a ${NAME} needs quotes"
            : "";
    return new Problem(
        mark == null ? 0 : mark.getLine() + 1, "", "not YAML: " + marked.getProblem() + hint);
  }

  private YamlTree tree(Node node, String path, int line) {
    return switch (node) {
      case MappingNode mapping -> mapping(mapping, path, line);
      case SequenceNode sequence -> {
        List<YamlTree> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(tree(item, path + "[" + items.size() + "]", line(item)));
        }
        yield new YamlTree.Sequence(List.copyOf(items), line);
      }
      case ScalarNode scalar ->
          new YamlTree.Scalar(
              scalar.getTag().equals(Tag.NULL) ? null : scalar.getValue(),
              scalar.getScalarStyle() == ScalarStyle.PLAIN,
              line);
      default -> throw new YAMLException("a node of kind " + node.getNodeId());
    };
  }

  private YamlTree.Mapping mapping(MappingNode node, String path, int line) {
    Map<String, YamlTree> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      int keyLine = line(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        problems.add(
            new Problem(keyLine, path, "found a list or mapping as a key, expected a text"));
        continue;
      }
      String key = keyNode.getValue();
      String full = Problem.join(path, key);
      YamlTree first = entries.putIfAbsent(key, tree(tuple.getValueNode(), full, keyLine));
      if (first != null) {
        problems.add(
            new Problem(
                keyLine, full, "found a second time, it is on line " + first.line() + " already"));
      }
    }
    return new YamlTree.Mapping(entries, line);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}

package dev.plumbline.evaluation.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * One value of a YAML file with its place. Reading notes problems, one line of text each ("line 4
 * checks.grounding.threshold: found 7, expected ..."), and goes on with an empty value, so that all
 * problems of a file are told at once. No tag can name a class; aliases to lists and mappings are
 * refused.
 */
public final class YamlValue {
  private final Node node;
  private final String path;
  private final List<String> problems;

  private YamlValue(Node node, String path, List<String> problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
  }

  /** The document of a text; an empty one is a mapping without keys. */
  public static YamlValue document(String yaml, List<String> problems) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    Node root = null;
    try {
      root = new Yaml(new SafeConstructor(options)).compose(new StringReader(yaml));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      problems.add("line " + line + "  not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      problems.add("not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    Node empty = new ScalarNode(Tag.NULL, "", null, null, ScalarStyle.PLAIN);
    return new YamlValue(root == null ? empty : root, "", problems);
  }

  /**
   * The same value under another name in messages, for example an item's id instead of its place.
   */
  public YamlValue named(String name) {
    return new YamlValue(node, name, problems);
  }

  /** Notes every key that is not one of these, and keys that appear twice. */
  public void only(List<String> keys) {
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (NodeTuple entry : entries()) {
      String key = written(entry.getKeyNode());
      YamlValue value = new YamlValue(entry.getKeyNode(), join(key), problems);
      Integer first = seen.putIfAbsent(key, value.line());
      if (first != null) {
        value.problem("found a second time, it is on line " + first + " already");
      } else if (!keys.contains(key)) {
        value.problem("unknown key" + Nearest.hint(key, keys));
      }
    }
  }

  /** The value of a key, when the file has it. */
  public Optional<YamlValue> get(String key) {
    for (NodeTuple entry : entries()) {
      boolean none = entry.getValueNode().getTag().equals(Tag.NULL);
      if (written(entry.getKeyNode()).equals(key) && !none) {
        return Optional.of(new YamlValue(entry.getValueNode(), join(key), problems));
      }
    }
    return Optional.empty();
  }

  /** Every key with its value, in the file's order. */
  public Map<String, YamlValue> members() {
    Map<String, YamlValue> members = new LinkedHashMap<>();
    for (NodeTuple entry : entries()) {
      String key = written(entry.getKeyNode());
      members.put(key, new YamlValue(entry.getValueNode(), join(key), problems));
    }
    return members;
  }

  /** The items of a list that must be there and not be empty. */
  public List<YamlValue> items(String key, String expected) {
    List<YamlValue> items = list(key, expected);
    get(key)
        .filter(list -> items.isEmpty() && list.node instanceof SequenceNode)
        .ifPresent(list -> list.problem("found an empty list, expected " + expected));
    return items;
  }

  /** The items of a list that must be there. */
  public List<YamlValue> list(String key, String expected) {
    YamlValue list = get(key).orElse(null);
    if (list != null && list.node instanceof SequenceNode sequence) {
      List<YamlValue> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(new YamlValue(item, list.path + "[" + items.size() + "]", problems));
      }
      return items;
    }
    YamlValue place = list == null ? new YamlValue(node, join(key), problems) : list;
    place.problem("found " + (list == null ? "nothing" : list.shown()) + ", expected " + expected);
    return List.of();
  }

  /** The text of a key that must be there; empty when it is not. */
  public String text(String key) {
    Optional<YamlValue> value = get(key);
    String text = value.flatMap(YamlValue::scalar).orElse("");
    if (text.isBlank()) {
      value
          .orElseGet(() -> new YamlValue(node, join(key), problems))
          .problem("found " + value.map(YamlValue::shown).orElse("nothing") + ", expected a text");
    }
    return text;
  }

  /** The value as a text, unless it is a list or a mapping. */
  public Optional<String> scalar() {
    return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
  }

  /** The value as a number, or NaN when it is none. */
  public double number() {
    try {
      return Double.parseDouble(scalar().orElse(""));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** The value as JSON. */
  public JsonNode json() {
    return json(node);
  }

  /** As a message shows it. */
  public String shown() {
    return switch (node) {
      case MappingNode mapping -> "a mapping";
      case SequenceNode sequence -> "a list";
      default -> scalar().filter(text -> !text.isBlank()).orElse("nothing");
    };
  }

  /** Notes what is wrong with this value. */
  public void problem(String text) {
    problems.add(
        (line() > 0 ? "line " + line() + "  " : "") + (path.isEmpty() ? "" : path + ": ") + text);
  }

  private List<NodeTuple> entries() {
    return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
  }

  private String join(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private int line() {
    return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
  }

  private static String written(Node key) {
    return key instanceof ScalarNode scalar ? scalar.getValue() : "?";
  }

  private static JsonNode json(Node node) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (node) {
      case MappingNode mapping -> {
        var object = json.objectNode();
        mapping
            .getValue()
            .forEach(e -> object.set(written(e.getKeyNode()), json(e.getValueNode())));
        yield object;
      }
      case SequenceNode sequence -> {
        var array = json.arrayNode();
        sequence.getValue().forEach(item -> array.add(json(item)));
        yield array;
      }
      case ScalarNode scalar -> scalar(scalar, json);
      default -> json.nullNode();
    };
  }

  private static JsonNode scalar(ScalarNode scalar, JsonNodeFactory json) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    try {
      if (tag.equals(Tag.INT)) {
        return json.numberNode(Long.decode(text));
      }
      if (tag.equals(Tag.FLOAT)) {
        return json.numberNode(Double.parseDouble(text));
      }
    } catch (NumberFormatException e) {
      return json.textNode(text);
    }
    if (tag.equals(Tag.BOOL)) {
      return json.booleanNode(text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes"));
    }
    return tag.equals(Tag.NULL) ? json.nullNode() : json.textNode(text);
  }
}

package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plumbline.v1.ToolDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tools that a model was offered. */
final class ToolDefinitions {
  private ToolDefinitions() {}

  /** From the first call that names any, else from the nearest span around the calls. */
  static List<ToolDefinition> of(InteractionRoots.Group group, TraceTree tree, Lookup lookup) {
    List<SpanView> leaves = group.leaves();
    Set<SpanView> spans = new LinkedHashSet<>(leaves);
    spans.addAll(tree.ancestors(leaves.getLast()));
    for (SpanView span : spans) {
      for (Source source : Sources.TOOLS) {
        List<ToolDefinition> tools = read(source.read(span));
        if (!tools.isEmpty()) {
          lookup.won("toolDefinitions", source.name());
          return tools.stream().map(tool -> completed(tool, group.spans())).toList();
        }
      }
    }
    return List.of();
  }

  /** Where only its name was sent with the call, the span of the tool may say more. */
  private static ToolDefinition completed(ToolDefinition tool, List<SpanView> spans) {
    if (!tool.getParameters().isEmpty()) {
      return tool;
    }
    for (SpanView span : spans) {
      Lookup lookup = new Lookup();
      if (span.operation() == Operation.TOOL
          && lookup.text(Field.TOOL_NAME, span).equals(tool.getName())) {
        String description = lookup.text(Field.TOOL_DESCRIPTION, span);
        return tool.toBuilder()
            .setParameters(lookup.text(Field.TOOL_SCHEMA, span))
            .setDescription(tool.getDescription().isEmpty() ? description : tool.getDescription())
            .build();
      }
    }
    return tool;
  }

  private static List<ToolDefinition> read(JsonNode tree) {
    List<ToolDefinition> tools = new ArrayList<>();
    JsonNode parsed = Values.parsed(tree);
    for (JsonNode item : parsed.has("function_tools") ? parsed.path("function_tools") : parsed) {
      JsonNode tool = Values.parsed(item);
      JsonNode declared = first(tool, "function_declarations", "functionDeclarations", "tools");
      if (declared.isArray()) {
        tools.addAll(read(declared));
        continue;
      }
      if (tool.isTextual()) {
        tools.add(ToolDefinition.newBuilder().setName(tool.textValue()).build());
        continue;
      }
      JsonNode inner =
          first(tool, "tool", "toolSpec").isObject() ? first(tool, "tool", "toolSpec") : tool;
      JsonNode schema = Values.parsed(inner.path("json_schema"));
      JsonNode plain = schema.isObject() ? schema : inner;
      JsonNode function = plain.path("function").isObject() ? plain.path("function") : plain;
      String name = name(function);
      if (!name.isEmpty()) {
        tools.add(
            ToolDefinition.newBuilder()
                .setName(name)
                .setDescription(Values.first(function, "description"))
                .setParameters(
                    Values.first(
                        function,
                        "parameters",
                        "inputSchema",
                        "input_schema",
                        "parameters_json_schema",
                        "parametersJsonSchema",
                        "schema",
                        "arguments"))
                .build());
      }
    }
    return tools;
  }

  /** A provider's own tool has no name but its type, such as {@code web_search}. */
  private static String name(JsonNode function) {
    String type = Values.first(function, "type");
    String name = Values.first(function, "name");
    return name.isEmpty() && type.contains("_") ? type : name;
  }

  private static JsonNode first(JsonNode node, String... keys) {
    for (String key : keys) {
      if (node.has(key)) {
        return node.path(key);
      }
    }
    return MissingNode.getInstance();
  }
}

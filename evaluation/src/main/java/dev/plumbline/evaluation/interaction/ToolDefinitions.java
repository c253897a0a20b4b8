package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.ToolDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tools that a model was offered. */
final class ToolDefinitions {
  private ToolDefinitions() {}

  /** From the first call that names any, else from the nearest span around the calls. */
  static List<ToolDefinition> of(List<SpanView> leaves, TraceTree tree, Lookup lookup) {
    Set<SpanView> spans = new LinkedHashSet<>(leaves);
    spans.addAll(tree.ancestors(leaves.getLast()));
    for (SpanView span : spans) {
      for (Source source : Sources.TOOLS) {
        List<ToolDefinition> tools = read(source.read(span));
        if (!tools.isEmpty()) {
          lookup.won("tools", source.name());
          return tools;
        }
      }
    }
    return List.of();
  }

  private static List<ToolDefinition> read(JsonNode tree) {
    List<ToolDefinition> tools = new ArrayList<>();
    for (JsonNode item : tree.has("function_tools") ? tree.path("function_tools") : tree) {
      JsonNode tool = Values.parsed(item);
      if (tool.isTextual()) {
        tools.add(ToolDefinition.newBuilder().setName(tool.textValue()).build());
        continue;
      }
      JsonNode inner = tool.path("tool").isObject() ? tool.path("tool") : tool;
      JsonNode schema = Values.parsed(inner.path("json_schema"));
      JsonNode plain = schema.isObject() ? schema : inner;
      JsonNode function = plain.path("function").isObject() ? plain.path("function") : plain;
      String name = Values.first(function, "name");
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
                        "arguments"))
                .build());
      }
    }
    return tools;
  }
}

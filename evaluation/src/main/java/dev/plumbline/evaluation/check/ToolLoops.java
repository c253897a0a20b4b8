package dev.plumbline.evaluation.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the calls that only say again what was asked and answered before. */
final class ToolLoops {
  /** The same call with the same arguments and result so often is a loop. */
  static final int TIMES = 3;

  private ToolLoops() {}

  /** The same question with the same answer; a call whose result changes waits for something. */
  private record Asked(String name, JsonNode arguments, String result) {}

  /** The calls with which something was asked for the third time. */
  static List<ToolCall> in(ToolTurn turn) {
    if (turn.calls().size() < TIMES) {
      return List.of();
    }
    Map<String, Deque<String>> results = new HashMap<>();
    for (ToolResult result : turn.results()) {
      results.computeIfAbsent(result.getId(), id -> new ArrayDeque<>()).add(result.getResult());
    }
    List<ToolCall> loops = new ArrayList<>();
    Map<Asked, Integer> times = new HashMap<>();
    for (ToolCall call : turn.calls()) {
      String result = results.getOrDefault(call.getId(), new ArrayDeque<>()).pollFirst();
      Asked asked =
          new Asked(call.getName(), arguments(call), Objects.requireNonNullElse(result, ""));
      if (!call.getArguments().isBlank() && times.merge(asked, 1, Integer::sum) == TIMES) {
        loops.add(call);
      }
    }
    return loops;
  }

  /** As JSON, so that neither spaces nor the order of keys tell calls apart. */
  private static JsonNode arguments(ToolCall call) {
    try {
      return JsonSchemas.tree(call.getArguments());
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(call.getArguments());
    }
  }
}

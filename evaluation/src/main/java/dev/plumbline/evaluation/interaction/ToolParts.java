package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tool calls and results that messages hold. They are told apart by id; where a client lost the
 * ids, by the name of the tool.
 */
final class ToolParts {
  private final Set<String> callIds = new HashSet<>();
  private final Map<String, Set<String>> names = new HashMap<>();
  private final Map<String, List<ToolCall>> unclaimed = new HashMap<>();
  private final Set<String> resultIds = new HashSet<>();

  ToolParts(List<Message> turns, List<Message> output) {
    Stream.concat(turns.stream(), output.stream())
        .flatMap(message -> message.getPartsList().stream())
        .forEach(this::add);
  }

  boolean hasCalls() {
    return !names.isEmpty();
  }

  boolean hasCall(String id, String name) {
    return id.isEmpty() || callIds.contains("") ? names.containsKey(name) : callIds.contains(id);
  }

  /**
   * The id of a tool that ran; where its client lost it, that of the only call it can be of: there
   * is no other, or none with the same arguments. Of equal calls each is taken once.
   */
  String idOf(String id, String name, String arguments) {
    Set<String> ids = names.getOrDefault(name, Set.of());
    if (!id.isEmpty() || ids.size() == 1) {
      return id.isEmpty() ? ids.iterator().next() : id;
    }
    List<ToolCall> calls = unclaimed.getOrDefault(name, List.of());
    for (ToolCall call : calls) {
      if (Values.sameJson(call.getArguments(), arguments)) {
        calls.remove(call);
        return call.getId();
      }
    }
    return id;
  }

  boolean hasResult(String id) {
    return id.isEmpty() || resultIds.contains("") ? !resultIds.isEmpty() : resultIds.contains(id);
  }

  private void add(Part part) {
    if (part.hasToolCall()) {
      ToolCall call = part.getToolCall();
      callIds.add(call.getId());
      names.computeIfAbsent(call.getName(), name -> new HashSet<>()).add(call.getId());
      unclaimed.computeIfAbsent(call.getName(), name -> new ArrayList<>()).add(call);
    } else if (part.hasToolResult()) {
      resultIds.add(part.getToolResult().getId());
    }
  }
}

package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tool calls and results that messages hold. They are told apart by id; where a client lost the
 * ids, by the name of the tool.
 */
final class ToolParts {
  private final Set<String> callIds = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> resultIds = new HashSet<>();

  ToolParts(List<Message> turns, List<Message> output) {
    Stream.concat(turns.stream(), output.stream())
        .flatMap(message -> message.getPartsList().stream())
        .forEach(this::add);
  }

  boolean hasCall(String id, String name) {
    return id.isEmpty() || callIds.contains("") ? names.contains(name) : callIds.contains(id);
  }

  boolean hasResult(String id) {
    return id.isEmpty() || resultIds.contains("") ? !resultIds.isEmpty() : resultIds.contains(id);
  }

  private void add(Part part) {
    if (part.hasToolCall()) {
      ToolCall call = part.getToolCall();
      callIds.add(call.getId());
      names.add(call.getName());
    } else if (part.hasToolResult()) {
      resultIds.add(part.getToolResult().getId());
    }
  }
}

package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives tool calls the ids that their results name. OpenAI's Responses API has two ids for a call,
 * and clients send the one with the call and the other with the result.
 */
final class PairedIds {
  private PairedIds() {}

  /** The turns, where calls that no result names get the ids of results that name no call. */
  static List<Message> of(List<Message> turns) {
    Set<String> calls = new HashSet<>();
    Set<String> results = new HashSet<>();
    List<Part> parts = turns.stream().flatMap(turn -> turn.getPartsList().stream()).toList();
    parts.stream().filter(Part::hasToolCall).forEach(p -> calls.add(p.getToolCall().getId()));
    parts.stream().filter(Part::hasToolResult).forEach(p -> results.add(p.getToolResult().getId()));
    Deque<String> unnamed = new ArrayDeque<>();
    parts.stream()
        .filter(Part::hasToolResult)
        .map(part -> part.getToolResult().getId())
        .filter(id -> !id.isEmpty() && !calls.contains(id))
        .forEach(unnamed::add);
    Set<String> open = new HashSet<>(calls);
    open.removeAll(results);
    // With other numbers than equal ones, nothing says which belong together.
    if (unnamed.isEmpty() || open.size() != new HashSet<>(unnamed).size()) {
      return turns;
    }
    List<Message> paired = new ArrayList<>();
    for (Message turn : turns) {
      Message.Builder message = turn.toBuilder().clearParts();
      for (Part part : turn.getPartsList()) {
        boolean takes = part.hasToolCall() && open.remove(part.getToolCall().getId());
        message.addParts(takes ? renamed(part, unnamed.removeFirst()) : part);
      }
      paired.add(message.build());
    }
    return paired;
  }

  private static Part renamed(Part part, String id) {
    ToolCall.Builder call = part.getToolCall().toBuilder().setId(id);
    return Part.newBuilder().setToolCall(call).build();
  }
}

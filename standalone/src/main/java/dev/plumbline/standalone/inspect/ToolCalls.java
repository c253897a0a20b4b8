package dev.plumbline.standalone.inspect;

import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tool calls of an interaction, each with its result. */
final class ToolCalls {
  private ToolCalls() {}

  /**
   * A call.
   *
   * @param result null when none was seen
   */
  record Called(ToolCall call, @Nullable ToolResult result) {}

  /** In order; those of earlier turns of a conversation are not of this interaction. */
  static List<Called> of(Interaction it) {
    List<Message> messages = new ArrayList<>(sinceQuestion(it.getInputList()));
    messages.addAll(it.getOutputList());
    List<Part> parts =
        messages.stream().flatMap(message -> message.getPartsList().stream()).toList();
    List<ToolResult> results =
        new ArrayList<>(
            parts.stream().filter(Part::hasToolResult).map(Part::getToolResult).toList());
    return parts.stream()
        .filter(Part::hasToolCall)
        .map(part -> new Called(part.getToolCall(), take(part.getToolCall().getId(), results)))
        .toList();
  }

  private static List<Message> sinceQuestion(List<Message> input) {
    int from = 0;
    for (int i = 0; i < input.size(); i++) {
      boolean asks =
          input.get(i).getRole().equals("user")
              && input.get(i).getPartsList().stream().noneMatch(Part::hasToolResult);
      from = asks ? i + 1 : from;
    }
    return input.subList(from, input.size());
  }

  /** The first result of that id; where a client has no ids, the next one. */
  private static @Nullable ToolResult take(String id, List<ToolResult> results) {
    for (int i = 0; i < results.size(); i++) {
      String of = results.get(i).getId();
      if (of.equals(id) || of.isEmpty() || id.isEmpty()) {
        return results.remove(i);
      }
    }
    return null;
  }
}

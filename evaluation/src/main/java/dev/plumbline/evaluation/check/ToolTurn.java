package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolResult;
import java.util.ArrayList;
import java.util.List;

/**
 * The tool calls of the turn that the answer ends, with their results, in order: those after the
 * user's last message.
 */
record ToolTurn(List<ToolCall> calls, List<ToolResult> results) {
  static ToolTurn of(Interaction interaction) {
    List<ToolCall> calls = new ArrayList<>();
    List<ToolResult> results = new ArrayList<>();
    List<Message> input = interaction.getInputList();
    int from = input.size();
    while (from > 0 && !input.get(from - 1).getRole().equals("user")) {
      from--;
    }
    input.subList(from, input.size()).forEach(message -> read(message, calls, results));
    interaction.getOutputList().forEach(message -> read(message, calls, results));
    return new ToolTurn(calls, results);
  }

  private static void read(Message message, List<ToolCall> calls, List<ToolResult> results) {
    for (Part part : message.getPartsList()) {
      if (part.hasToolCall()) {
        calls.add(part.getToolCall());
      } else if (part.hasToolResult()) {
        results.add(part.getToolResult());
      }
    }
  }
}

package dev.plumbline.console.requests;

import dev.plumbline.console.requests.RequestDetail.ToolItem;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tool calls of an interaction with what came back, in the order in which they were made. */
final class ToolItems {
  private ToolItems() {}

  static List<ToolItem> of(Interaction it) {
    List<ToolCall> calls = new ArrayList<>();
    Map<String, ToolResult> results = new HashMap<>();
    it.getInputList().forEach(message -> read(message, calls, results));
    it.getOutputList().forEach(message -> read(message, calls, results));
    return calls.stream().map(call -> item(call, results)).toList();
  }

  private static ToolItem item(ToolCall call, Map<String, ToolResult> results) {
    ToolResult result = results.getOrDefault(call.getId(), ToolResult.getDefaultInstance());
    return new ToolItem(
        call.getId(), call.getName(), call.getArguments(), result.getResult(), result.getError());
  }

  private static void read(Message message, List<ToolCall> calls, Map<String, ToolResult> results) {
    for (Part part : message.getPartsList()) {
      if (part.hasToolCall()) {
        calls.add(part.getToolCall());
      } else if (part.hasToolResult()) {
        results.put(part.getToolResult().getId(), part.getToolResult());
      }
    }
  }
}

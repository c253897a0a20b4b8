package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tool calls and results that only the spans of the tools tell of. */
final class ToolSpans {
  private ToolSpans() {}

  /** An assistant's and a tool's message for every tool that ran and is not in the messages. */
  static List<Message> notIn(List<SpanView> spans, List<Message> input, List<Message> output) {
    Set<String> ids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (List<Message> side : List.of(input, output)) {
      side.stream()
          .flatMap(message -> message.getPartsList().stream())
          .filter(Part::hasToolCall)
          .forEach(
              part -> {
                ids.add(part.getToolCall().getId());
                names.add(part.getToolCall().getName());
              });
    }
    List<Message> messages = new ArrayList<>();
    for (SpanView span : spans) {
      if (span.operation() == Operation.TOOL) {
        String id = text(Field.TOOL_ID, span);
        String name = text(Field.TOOL_NAME, span);
        boolean known = id.isEmpty() || ids.contains("") ? names.contains(name) : ids.contains(id);
        if (!known && !name.isEmpty()) {
          messages.addAll(messages(span, id, name));
        }
      }
    }
    return messages;
  }

  private static List<Message> messages(SpanView span, String id, String name) {
    Message call =
        Message.newBuilder()
            .setRole("assistant")
            .addParts(
                Part.newBuilder()
                    .setToolCall(
                        ToolCall.newBuilder()
                            .setId(id)
                            .setName(name)
                            .setArguments(text(Field.TOOL_ARGUMENTS, span))))
            .build();
    String result = text(Field.TOOL_RESULT, span);
    return result.isEmpty()
        ? List.of(call)
        : List.of(
            call,
            Message.newBuilder()
                .setRole("tool")
                .addParts(
                    Part.newBuilder()
                        .setToolResult(ToolResult.newBuilder().setId(id).setResult(result)))
                .build());
  }

  /** As sent: a result that is JSON text stays that text. */
  private static String text(Field field, SpanView span) {
    return Values.text(new Lookup().find(field, List.of(span)));
  }
}

package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What the spans of tools tell of tool calls and results, put together with the messages. */
final class ToolSpans {
  private ToolSpans() {}

  /**
   * The conversation with an assistant's and a tool's message for every tool that ran and is not in
   * it, and with the errors that only the spans of the tools know.
   *
   * @param offered whether the model was told of tools: then only their own names count, and not
   *     what a span is called
   */
  static List<Message> added(
      List<SpanView> spans, List<Message> turns, List<Message> output, boolean offered) {
    ToolParts known = new ToolParts(turns, output);
    boolean titles = !offered && !known.hasCalls();
    Map<String, String> errors = new HashMap<>();
    List<Message> added = new ArrayList<>();
    for (SpanView span : spans) {
      if (span.operation() == Operation.TOOL) {
        String sent = text(Field.TOOL_NAME, span);
        String name = sent.isEmpty() && titles ? title(span) : sent;
        String arguments = text(Field.TOOL_ARGUMENTS, span);
        String id = known.idOf(text(Field.TOOL_ID, span), name, arguments);
        String error = error(span, spans);
        if (id.isEmpty() && !known.hasCall(id, name)) {
          // Nothing else tells it from other runs of the tool.
          id = span.id();
        }
        errors.put(id, error);
        String result = result(span);
        if (!name.isEmpty() && !known.hasCall(id, name)) {
          added.add(call(id, name, arguments));
        }
        if (!name.isEmpty() && !known.hasResult(id) && !(result + error).isEmpty()) {
          added.add(result(id, result));
        }
      }
    }
    List<Message> all = new ArrayList<>(turns);
    all.addAll(added);
    return all.stream().map(message -> withErrors(message, errors)).toList();
  }

  /** A message of one call. */
  static Message call(String id, String name, String arguments) {
    return Message.newBuilder()
        .setRole("assistant")
        .addParts(
            Part.newBuilder()
                .setToolCall(ToolCall.newBuilder().setId(id).setName(name).setArguments(arguments)))
        .build();
  }

  private static Message result(String id, String result) {
    return Message.newBuilder()
        .setRole("tool")
        .addParts(
            Part.newBuilder().setToolResult(ToolResult.newBuilder().setId(id).setResult(result)))
        .build();
  }

  private static Message withErrors(Message message, Map<String, String> errors) {
    UnaryOperator<Part> marked =
        part ->
            part.hasToolResult() && part.getToolResult().getError().isEmpty()
                ? part.toBuilder()
                    .setToolResult(
                        part.getToolResult().toBuilder()
                            .setError(errors.getOrDefault(part.getToolResult().getId(), "")))
                    .build()
                : part;
    return message.getPartsList().stream().anyMatch(Part::hasToolResult)
        ? message.toBuilder()
            .clearParts()
            .addAllParts(message.getPartsList().stream().map(marked).toList())
            .build()
        : message;
  }

  /** A tool that ran in a span of its own, below that of the call, says there how it went. */
  private static String error(SpanView tool, List<SpanView> spans) {
    return Stream.concat(
            Stream.of(tool),
            spans.stream()
                .filter(span -> span.parentId().equals(tool.id()))
                .filter(span -> span.operation() == Operation.NONE && span.saysFailed()))
        .map(SpanView::errorType)
        .filter(type -> !type.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String title(SpanView span) {
    String title = text(Field.TOOL_TITLE, span);
    return title.isEmpty() ? span.span().getName() : title;
  }

  /** As sent: a result that is JSON text stays that text. */
  private static String text(Field field, SpanView span) {
    return Values.text(new Lookup().find(field, List.of(span)));
  }

  private static String inEvent(SpanView span) {
    return span.events().stream()
        .flatMap(
            event ->
                Sources.TOOL_RESULT_EVENTS.getOrDefault(event.name(), List.of()).stream()
                    .map(event::field))
        .map(Values::text)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String result(SpanView span) {
    String sent = text(Field.TOOL_RESULT, span);
    if (sent.isEmpty()) {
      sent = inEvent(span);
    }
    JsonNode tree = Values.parsed(TextNode.valueOf(sent));
    String unwrapped = Shapes.unwrapped(tree);
    return Values.unquoted(unwrapped.equals(tree.toString()) ? sent : unwrapped);
  }
}

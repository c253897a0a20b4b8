package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Message;
import java.util.List;

/**
 * One side of a conversation as captured on one span.
 *
 * @param messages what was read
 * @param state whether it can be trusted to be all there was; NOT_CAPTURED when it holds nothing
 * @param source the source that won; empty when none did
 */
record Content(List<Message> messages, ContentState state, String source) {
  static final Content NONE = new Content(List.of(), ContentState.NOT_CAPTURED, "");

  /**
   * The first source without gaps, else the first that yields something a reader could use, else
   * the first that was sent.
   */
  static Content read(SpanView span, List<Source> sources, String defaultRole) {
    Content empty = NONE;
    Content gaps = NONE;
    for (Source source : sources) {
      JsonNode tree = source.read(span);
      if (tree.isMissingNode()) {
        continue;
      }
      if (Values.cut(tree)) {
        return gaps.sent() ? gaps : new Content(List.of(), ContentState.CUT, source.name());
      }
      List<Message> messages = MessageReader.read(tree, defaultRole);
      if (!gaps.sent() && messages.stream().anyMatch(Content::masked)) {
        return new Content(messages, ContentState.REDACTED, source.name());
      }
      if (messages.stream().anyMatch(Content::carries)) {
        // One key per field runs into the SDK's limit of attributes: what is missing is unknown.
        boolean cut =
            source instanceof Source.Indexed && span.span().getDroppedAttributesCount() > 0;
        Content content =
            new Content(messages, cut ? ContentState.CUT : ContentState.FULL, source.name());
        if (content.parts() >= gaps.parts() && messages.stream().noneMatch(Content::hasGap)) {
          return content;
        }
        gaps = gaps.sent() ? gaps : content;
      }
      if (!empty.sent()) {
        empty = new Content(messages, ContentState.NOT_CAPTURED, source.name());
      }
    }
    return gaps.sent() ? gaps : empty;
  }

  private int parts() {
    return messages.stream().mapToInt(Message::getPartsCount).sum();
  }

  /** True when a client sent the key for this side, though perhaps with nothing in it. */
  boolean sent() {
    return !source.isEmpty();
  }

  /** The text of the last message that has any. */
  String lastText() {
    return messages.reversed().stream()
        .map(MessageReader::text)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  Content withState(ContentState changed) {
    return new Content(messages, changed, source);
  }

  /**
   * Whether something of a message is missing here, and perhaps not in the next source: some
   * clients drop what is no plain text from one form and keep it in another.
   */
  private static boolean hasGap(Message message) {
    return message.getPartsCount() == 0
        || message.getPartsList().stream()
            .anyMatch(
                part ->
                    part.hasToolCall() && part.getToolCall().getId().isEmpty()
                        || part.hasToolResult() && part.getToolResult().getId().isEmpty());
  }

  /** Whether a message has anything that content capture would have removed. */
  private static boolean carries(Message message) {
    return message.getPartsList().stream()
        .anyMatch(
            part ->
                switch (part.getKindCase()) {
                  case TEXT -> !part.getText().isEmpty();
                  case REASONING -> !part.getReasoning().isEmpty();
                  case REFUSAL -> !part.getRefusal().isEmpty();
                  case TOOL_CALL -> !part.getToolCall().getArguments().isEmpty();
                  case TOOL_RESULT -> !part.getToolResult().getResult().isEmpty();
                  case MEDIA -> true;
                  case KIND_NOT_SET -> false;
                });
  }

  private static boolean masked(Message message) {
    return message.getPartsList().stream()
        .anyMatch(
            part ->
                switch (part.getKindCase()) {
                  case TEXT -> Values.placeholder(part.getText());
                  case TOOL_CALL -> Values.placeholder(part.getToolCall().getArguments());
                  case TOOL_RESULT -> Values.placeholder(part.getToolResult().getResult());
                  case REFUSAL -> Values.placeholder(part.getRefusal());
                  case REASONING, MEDIA, KIND_NOT_SET -> false;
                });
  }
}

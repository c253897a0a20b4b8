package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Content that a framework wrote into its application log: a heading, and under it texts as {@code
 * ["first", "second"]}. That looks like JSON and is not, because quotes within the texts are as
 * they were. A text that has {@code ", "} inside is therefore cut in two where several texts are
 * possible.
 *
 * @param heading how the log body begins
 * @param holds what the texts are
 */
record LogText(String heading, Holds holds) implements Source {
  private static final String BETWEEN = "\", \"";

  /** What the texts under a heading are. */
  enum Holds {
    /** One text, whatever is in it. */
    ONE,
    /** The turns of a conversation without their roles. */
    TURNS,
    /** Documents. */
    TEXTS
  }

  @Override
  public String name() {
    return "log text " + heading;
  }

  @Override
  public JsonNode read(SpanView span) {
    for (Event event : span.events()) {
      String body = event.log() && event.body().isTextual() ? event.body().textValue() : "";
      if (body.startsWith(heading)) {
        String list = body.substring(heading.length()).strip();
        return isQuoted(list) ? read(list, holds) : JsonNodeFactory.instance.arrayNode();
      }
    }
    return MissingNode.getInstance();
  }

  /** Whether a text is in the form of such a list. */
  static boolean isQuoted(String list) {
    return list.startsWith("[\"") && list.endsWith("\"]") && list.length() >= 4;
  }

  /** What such a list holds. */
  static JsonNode read(String quoted, Holds holds) {
    String inner = quoted.substring(2, quoted.length() - 2);
    List<String> texts = List.of(inner.split(BETWEEN, -1));
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    switch (holds) {
      case ONE -> add(items, "assistant", inner);
      case TEXTS -> texts.forEach(items::add);
      case TURNS -> {
        return turns(texts);
      }
    }
    return items;
  }

  /** Turns alternate and the last is the user's; calls and results of tools have no text. */
  static ArrayNode turns(List<String> texts) {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    List<String> said = new ArrayList<>(texts.stream().filter(text -> !text.isEmpty()).toList());
    if (said.size() % 2 == 0 && !said.isEmpty()) {
      add(items, "system", said.removeFirst());
    }
    for (int i = 0; i < said.size(); i++) {
      add(items, i % 2 == 0 ? "user" : "assistant", said.get(i));
    }
    return items;
  }

  private static void add(ArrayNode items, String role, String text) {
    items
        .addObject()
        .put("role", role)
        .putArray("parts")
        .addObject()
        .put("type", "text")
        .put("content", text);
  }
}

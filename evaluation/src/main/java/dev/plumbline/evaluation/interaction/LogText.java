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
        return read(body.substring(heading.length()).strip());
      }
    }
    return MissingNode.getInstance();
  }

  private JsonNode read(String list) {
    boolean quoted = list.startsWith("[\"") && list.endsWith("\"]") && list.length() >= 4;
    String inner = quoted ? list.substring(2, list.length() - 2) : "";
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    if (!quoted) {
      return items;
    }
    switch (holds) {
      case ONE -> add(items, "assistant", inner);
      case TEXTS -> List.of(inner.split(BETWEEN, -1)).forEach(items::add);
      case TURNS -> turns(items, List.of(inner.split(BETWEEN, -1)));
    }
    return items;
  }

  /** Turns alternate and the last is the user's; calls and results of tools have no text. */
  private static void turns(ArrayNode items, List<String> texts) {
    List<String> said = new ArrayList<>(texts.stream().filter(text -> !text.isEmpty()).toList());
    if (said.size() % 2 == 0 && !said.isEmpty()) {
      add(items, "system", said.removeFirst());
    }
    for (int i = 0; i < said.size(); i++) {
      add(items, i % 2 == 0 ? "user" : "assistant", said.get(i));
    }
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

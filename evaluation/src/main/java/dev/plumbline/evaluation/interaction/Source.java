package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A row of {@link Sources}: where a list of messages, documents or tools may be found on a span.
 * Missing means that the client did not send this form at all.
 */
sealed interface Source
    permits Source.Attribute,
        Source.Inside,
        Source.Indexed,
        Source.History,
        Source.EventField,
        Source.EventList,
        Source.Pieces,
        LogBody,
        LastEvents,
        LastWord,
        LogMessages,
        LogText,
        MessageEvents,
        QuotedTexts {
  /** What a value means that is not in the shape of messages. */
  enum Otherwise {
    /** The key promises JSON: text that opens a container and does not parse was cut. */
    CUT,
    /** The value is the text itself, also when that text happens to be JSON. */
    TEXT,
    /** As TEXT, where a list of texts is the turns of a conversation without their roles. */
    TURNS,
    /** JSON of another shape says nothing about messages; only plain text counts. */
    SKIP
  }

  /** Name for provenance. */
  String name();

  /** What is there as a tree, or missing. */
  JsonNode read(SpanView span);

  /** One attribute that holds all of it. */
  record Attribute(String name, Otherwise otherwise) implements Source {
    private static final String VALUE = ".value";
    private static final String MIME_TYPE = ".mime_type";

    @Override
    public JsonNode read(SpanView span) {
      JsonNode value = span.attributes().get(name);
      if (value == null) {
        return MissingNode.getInstance();
      }
      return shaped(
          value,
          span.parsed().get(name),
          otherwise == Otherwise.TEXT && saysJson(span) ? Otherwise.SKIP : otherwise);
    }

    /** OpenInference says in a second key whether its value is text. */
    private boolean saysJson(SpanView span) {
      JsonNode mime =
          name.endsWith(VALUE)
              ? span.attributes().get(name.substring(0, name.length() - VALUE.length()) + MIME_TYPE)
              : null;
      return mime != null && Values.text(mime).contains("json");
    }
  }

  /** A place within the JSON that an attribute holds. */
  record Inside(Key key) implements Source {
    Inside(String attribute, String pointer) {
      this(Key.of(attribute + "#" + pointer));
    }

    @Override
    public String name() {
      return key.name();
    }

    @Override
    public JsonNode read(SpanView span) {
      if (!span.attributes().containsKey(key.attribute())) {
        return MissingNode.getInstance();
      }
      JsonNode value = key.in(span).value();
      return Values.empty(value) ? MissingNode.getInstance() : value;
    }
  }

  /** A whole conversation: what was asked is all but the answer at its end. */
  record History(String name) implements Source {
    @Override
    public JsonNode read(SpanView span) {
      JsonNode tree = span.parsed().get(name);
      int last = tree.size() - 1;
      if (!tree.isArray()
          || last < 0
          || !tree.get(last).path("role").asText().equals("assistant")) {
        return tree;
      }
      ArrayNode asked = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < last; i++) {
        asked.add(tree.get(i));
      }
      return asked;
    }
  }

  /** Keys with an index in them. */
  record Indexed(String name) implements Source {
    @Override
    public JsonNode read(SpanView span) {
      return span.parsed().hasList(name)
          ? Unflatten.array(span.attributes(), name)
          : MissingNode.getInstance();
    }
  }

  /** A field of one event, log records before span events. */
  record EventField(String event, String field, Otherwise otherwise) implements Source {
    @Override
    public String name() {
      return event + "/" + field;
    }

    @Override
    public JsonNode read(SpanView span) {
      JsonNode first = MissingNode.getInstance();
      for (Event candidate : span.events()) {
        if (candidate.name().equals(event)) {
          JsonNode value = candidate.field(field);
          if (!Values.empty(value)) {
            return shaped(value, Values.parsed(value), otherwise);
          }
          first = first.isMissingNode() ? value : first;
        }
      }
      return first;
    }
  }

  /**
   * One attribute that holds a list of events, each with its name inside.
   *
   * @param last name of events that count where the list ends with them and none has a role
   */
  record EventList(String name, Map<String, String> roles, String last) implements Source {
    @Override
    public JsonNode read(SpanView span) {
      ArrayNode messages = JsonNodeFactory.instance.arrayNode();
      ArrayNode ending = JsonNodeFactory.instance.arrayNode();
      for (JsonNode event : span.parsed().get(name)) {
        String kind = event.path("event.name").asText();
        String role = roles.get(kind);
        if (role != null && event instanceof ObjectNode object) {
          messages.add(object.deepCopy().put("role", role));
        }
        if (kind.equals(last)) {
          ending.add(event);
        } else {
          ending.removeAll();
        }
      }
      ArrayNode found = messages.isEmpty() ? ending : messages;
      return found.isEmpty() ? MissingNode.getInstance() : found;
    }
  }

  /** An answer in pieces: text under the first key that has any, tool calls under another. */
  record Pieces(List<Key> texts, Key toolCalls) implements Source {
    Pieces(List<String> texts, String toolCalls) {
      this(Key.of(texts.stream()), Key.of(toolCalls));
    }

    @Override
    public String name() {
      return texts.getFirst().name();
    }

    @Override
    public JsonNode read(SpanView span) {
      JsonNode calls = toolCalls.in(span).value();
      boolean sent = !calls.isMissingNode();
      for (Key key : texts) {
        JsonNode text = key.in(span).value();
        if (!Values.text(text).isEmpty()) {
          return withCalls(textMessage(Values.text(text)), calls);
        }
        sent |= !text.isMissingNode();
      }
      return sent ? withCalls(textMessage(""), calls) : MissingNode.getInstance();
    }

    private static JsonNode withCalls(ObjectNode message, JsonNode calls) {
      return calls.isMissingNode() ? message : message.set("tool_calls", Values.parsed(calls));
    }
  }

  private static JsonNode shaped(JsonNode value, JsonNode tree, Otherwise otherwise) {
    if (Values.empty(tree) || MessageReader.recognises(tree) || otherwise == Otherwise.CUT) {
      return tree;
    }
    if (isTexts(value)) {
      return otherwise == Otherwise.TURNS ? LogText.turns(texts(value)) : value;
    }
    return otherwise == Otherwise.SKIP && tree.isContainerNode()
        ? MissingNode.getInstance()
        : textMessage(Values.unquoted(Values.text(value)));
  }

  /** A list that was sent as one, not as JSON: that may be what was said. */
  private static boolean isTexts(JsonNode value) {
    return value.isArray() && texts(value).size() == value.size();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(
        item -> {
          if (item.isTextual()) {
            texts.add(item.textValue());
          }
        });
    return texts;
  }

  /** A message of one text part, which nothing will try to parse. */
  private static ObjectNode textMessage(String text) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.putArray("parts").addObject().put("type", "text").put("content", text);
    return message;
  }
}

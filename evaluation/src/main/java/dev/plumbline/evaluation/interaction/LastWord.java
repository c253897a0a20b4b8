package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A key of a vocabulary that is in no table, known by its last word: {@code acme.llm.messages}.
 * Only what looks like content counts: messages, or a text of more than one word under a word that
 * never names anything else. It is the last row, for calls that say nothing in any other way.
 *
 * @param words last words, folded as in {@link Metadata}, under which messages stand
 * @param ofText those under which a plain text may stand as well
 * @param asks whether a user has to be among those who speak, or must not be
 */
record LastWord(Set<String> words, Set<String> ofText, boolean asks) implements Source {
  /** Conventions for other things than calls of models. */
  private static final List<String> OTHERS =
      List.of("http.", "url.", "db.", "rpc.", "messaging.", "exception.", "code.", "server.");

  @Override
  public String name() {
    return "*." + String.join("|", words.stream().sorted().toList());
  }

  @Override
  public JsonNode read(SpanView span) {
    if (span.operation() != Operation.INFERENCE) {
      return MissingNode.getInstance();
    }
    return span.attributes().entrySet().stream()
        .filter(attribute -> words.contains(lastWord(attribute.getKey())))
        .sorted(Map.Entry.comparingByKey())
        .map(attribute -> content(attribute.getKey(), attribute.getValue()))
        .filter(found -> !found.isMissingNode())
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private JsonNode content(String key, JsonNode value) {
    JsonNode tree = Values.parsed(value);
    if (tree.isContainerNode()) {
      return MessageReader.recognises(tree) && userSpeaks(tree) == asks
          ? tree
          : MissingNode.getInstance();
    }
    String text = Values.text(value).strip();
    boolean words = text.chars().anyMatch(Character::isWhitespace) && !Values.cut(value);
    if (!ofText.contains(lastWord(key)) || !value.isTextual() || !words) {
      return MissingNode.getInstance();
    }
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.putArray("parts").addObject().put("type", "text").put("content", text);
    return message;
  }

  private static boolean userSpeaks(JsonNode tree) {
    return MessageReader.read(tree, "assistant").stream()
        .anyMatch(message -> message.getRole().equals("user"));
  }

  /** Empty for a key of another convention. */
  private static String lastWord(String key) {
    return OTHERS.stream().anyMatch(key::startsWith)
        ? ""
        : Metadata.folded(key.substring(Math.max(key.lastIndexOf('.'), key.lastIndexOf(':')) + 1));
  }
}

package dev.plumbline.standalone.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * An answer in the shape of a JSON Schema's properties: a word for an enum, the quotes that belong
 * to a criterion for an array of texts, a remark for a text.
 */
final class StructuredAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUOTES = "_quotes";

  private StructuredAnswer() {}

  /** The judge's answer. */
  static ObjectNode of(JsonNode schema, JudgeMaterial material, ScriptedJudge judge) {
    ObjectNode answer = JSON.createObjectNode();
    JsonNode properties = schema.path("properties");
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String key = property.getKey();
      JsonNode type = property.getValue();
      if (type.path("enum").isArray()) {
        answer.put(key, judge.word(material, key, words(type)));
      } else if (type.path("type").asText().equals("array")) {
        var quotes = answer.putArray(key);
        JsonNode criterion = properties.path(key.replace(QUOTES, ""));
        String word = judge.word(material, key.replace(QUOTES, ""), words(criterion));
        if (key.endsWith(QUOTES) && word.equals("yes") && !material.documents().isEmpty()) {
          quotes.add(ScriptedJudge.quote(material));
        }
      } else {
        put(answer, key, type);
      }
    }
    return answer;
  }

  /** The smallest object of a schema, for a request that shows nothing to judge. */
  static ObjectNode smallest(JsonNode schema) {
    ObjectNode answer = JSON.createObjectNode();
    schema.path("properties").properties().forEach(p -> put(answer, p.getKey(), p.getValue()));
    return answer;
  }

  private static void put(ObjectNode answer, String key, JsonNode type) {
    if (type.path("enum").isArray()) {
      answer.set(key, type.path("enum").path(0));
      return;
    }
    switch (type.path("type").asText()) {
      case "array" -> answer.putArray(key);
      case "object" -> answer.set(key, smallest(type));
      case "integer", "number" -> answer.put(key, 0);
      case "boolean" -> answer.put(key, false);
      default -> answer.put(key, "simulated");
    }
  }

  private static List<String> words(JsonNode criterion) {
    List<String> words = criterion.path("enum").valueStream().map(JsonNode::asText).toList();
    return words.isEmpty() ? List.of("yes", "no") : words;
  }
}

package dev.plumbline.judge.rubric;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of a judge's answer, in the subset that strict structured output allows: every
 * key required, none other. Reasons and quotes come before the words that they lead to.
 */
final class AnswerSchema {
  private AnswerSchema() {}

  static ObjectNode of(Rubric rubric) {
    ObjectNode schema =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "object")
            .put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    if (rubric.rationale()) {
      properties.putObject(Rubric.RATIONALE).put("type", "string");
      required.add(Rubric.RATIONALE);
    }
    for (Criterion criterion : rubric.criteria()) {
      if (criterion.quotes() != null) {
        ObjectNode quotes = properties.putObject(criterion.quotesKey()).put("type", "array");
        quotes.putObject("items").put("type", "string");
        required.add(criterion.quotesKey());
      }
      ArrayNode words = properties.putObject(criterion.id()).put("type", "string").putArray("enum");
      criterion.answers().forEach(words::add);
      required.add(criterion.id());
    }
    return schema;
  }
}

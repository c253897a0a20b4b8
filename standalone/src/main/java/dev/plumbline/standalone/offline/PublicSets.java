package dev.plumbline.standalone.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Rows of human-labelled sets that others published, as rows of ours. They are known by their keys.
 *
 * <ul>
 *   <li>XSTest (Röttger et al. 2024): prompt, answer and a label of compliance; full compliance is
 *       good for {@code refusal}.
 *   <li>MT-RAG (Katsis et al. 2025): conversation, documents and human scores of 1 to 4; a mean
 *       faithfulness of at least 3.5 is good for {@code grounding}. Rows without documents have no
 *       label.
 *   <li>BEGIN (Dziri et al. 2022): knowledge, message and a label of attribution; fully
 *       attributable is good for {@code grounding}.
 * </ul>
 */
final class PublicSets {
  private static final double FAITHFUL = 3.5;

  private PublicSets() {}

  /** The row in our form; itself when it belongs to no such set. */
  static ObjectNode translated(ObjectNode row) {
    String label = row.path("label").asText();
    if (row.has("prompt")
        && label.matches("[123]_(full_compliance|full_refusal|partial_refusal)")) {
      ObjectNode ours = answer(row).put("question", row.path("prompt").asText());
      return labelled(ours, "refusal", label.equals("1_full_compliance"));
    }
    if (row.has("knowledge") && row.has("message")) {
      ObjectNode ours = answer(row).put("question", row.path("message").asText());
      ours.putArray("documents")
          .addObject()
          .put("id", "knowledge")
          .put("text", row.path("knowledge").asText());
      return labelled(ours, "grounding", label.equals("Fully attributable"));
    }
    if (row.has("conversation") && row.path("human").has("faithfulness")) {
      ObjectNode ours = answer(row);
      ours.set("messages", row.path("conversation"));
      ours.set("documents", row.path("documents"));
      ours.put("id", row.path("task_id").asText() + "/" + row.path("model").asText());
      return row.path("documents").isEmpty()
          ? ours
          : labelled(ours, "grounding", mean(row.path("human").path("faithfulness")) >= FAITHFUL);
    }
    return row;
  }

  private static ObjectNode answer(ObjectNode row) {
    ObjectNode ours = JsonNodeFactory.instance.objectNode();
    if (row.has("id")) {
      ours.set("id", row.get("id"));
    }
    return ours.put("answer", row.path("answer").asText()).put("model", row.path("model").asText());
  }

  private static ObjectNode labelled(ObjectNode ours, String check, boolean good) {
    ours.putObject("labels").put(check, good ? "pass" : "fail");
    return ours;
  }

  private static double mean(JsonNode scores) {
    double sum = 0;
    for (JsonNode score : scores) {
      sum += score.asDouble();
    }
    return scores.isEmpty() ? Double.NaN : sum / scores.size();
  }
}

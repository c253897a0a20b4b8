package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.v1.Document;
import java.util.List;
import java.util.OptionalDouble;

/** Documents as frameworks and stores serialise what a search found. */
final class DocumentShapes {
  private static final String DOCUMENTS = "documents";
  private static final List<String> WRAPPERS = List.of("kwargs", "document", "node");

  /** Where stores keep what belongs to a vector. */
  private static final List<String> BESIDE = List.of("metadata", "payload", "_source");

  private static final String[] TEXTS = {
    "content", "text", "page_content", "pageContent", "body", "chunk", "passage"
  };
  private static final String[] IDS = {"id", "document_id", "_id", "id_", "node_id", "doc_id"};
  private static final String[] SCORES = {
    "score", "relevance_score", "_score", "similarity", "@search.score"
  };

  /** Results lie no deeper than this in what a store answers. */
  private static final int MAX_DEPTH = 3;

  private DocumentShapes() {}

  /** The documents in a tree: itself, what it calls so, or its first list of objects with text. */
  static JsonNode list(JsonNode tree) {
    JsonNode named = tree.path(DOCUMENTS);
    if (named.isArray()) {
      return columns(named, tree.path("ids"));
    }
    return tree.isObject() ? firstList(tree, MAX_DEPTH) : tree;
  }

  /** One document; of a pair with a score, both. */
  static Document document(JsonNode item, String source) {
    boolean pair = item.isArray() && item.size() == 2 && item.get(1).isNumber();
    JsonNode wrapped = pair ? Values.parsed(item.get(0)) : item;
    JsonNode node = unwrapped(wrapped);
    Document.Builder document = Document.newBuilder().setSource(source);
    if (node.isTextual()) {
      document.setText(node.textValue());
    } else {
      JsonNode beside = beside(node);
      String title = Values.first(node, "title", "name");
      document
          .setId(either(node, beside, IDS))
          .setText(either(node, beside, TEXTS))
          .setTitle(title.isEmpty() ? Values.first(beside, "title") : title);
      List.of(beside, node, wrapped).forEach(at -> score(at).ifPresent(document::setScore));
    }
    if (pair) {
      document.setScore(item.get(1).doubleValue());
    }
    return document.build();
  }

  /** Also when it was sent as text; empty when it is no finite number. */
  static OptionalDouble score(JsonNode sent) {
    JsonNode value = sent;
    for (String key : SCORES) {
      value = value.isContainerNode() && sent.has(key) ? sent.path(key) : value;
    }
    double score = value.asDouble(Double.NaN);
    return Double.isFinite(score) ? OptionalDouble.of(score) : OptionalDouble.empty();
  }

  private static JsonNode unwrapped(JsonNode item) {
    JsonNode node = item;
    for (String wrapper : WRAPPERS) {
      node = node.path(wrapper).isObject() ? node.path(wrapper) : node;
    }
    return node;
  }

  private static JsonNode beside(JsonNode node) {
    return BESIDE.stream()
        .map(key -> Values.parsed(node.path(key)))
        .filter(JsonNode::isObject)
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static String either(JsonNode node, JsonNode beside, String... keys) {
    for (JsonNode at : List.of(node, beside)) {
      for (String key : keys) {
        JsonNode value =
            at.path(key).path("text").isTextual() ? at.path(key).path("text") : at.path(key);
        if (!Values.text(value).isEmpty()) {
          return Values.text(value);
        }
      }
    }
    return "";
  }

  /**
   * A store may answer with texts in one list and their ids in another, a list of each per query.
   */
  private static JsonNode columns(JsonNode texts, JsonNode ids) {
    JsonNode flatTexts = flat(texts);
    JsonNode flatIds = flat(ids);
    if (flatTexts.size() != flatIds.size()) {
      return texts;
    }
    ArrayNode documents = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < flatTexts.size(); i++) {
      ObjectNode document = documents.addObject();
      document.set("id", flatIds.get(i));
      document.set("text", flatTexts.get(i));
    }
    return documents;
  }

  private static JsonNode flat(JsonNode list) {
    ArrayNode flat = JsonNodeFactory.instance.arrayNode();
    for (JsonNode item : list) {
      if (item.isArray()) {
        item.forEach(flat::add);
      } else {
        flat.add(item);
      }
    }
    return flat;
  }

  private static JsonNode firstList(JsonNode tree, int depth) {
    for (JsonNode value : tree) {
      JsonNode list = Values.parsed(value);
      boolean found = list.isArray() && !list.isEmpty() && !list.get(0).isTextual();
      if (found && !document(list.get(0), "").getText().isEmpty()) {
        return list;
      }
    }
    for (JsonNode value : tree) {
      JsonNode inner = value.isObject() && depth > 1 ? firstList(value, depth - 1) : value;
      if (value.isObject() && inner.isArray()) {
        return inner;
      }
    }
    return MissingNode.getInstance();
  }
}

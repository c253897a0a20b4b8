package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The documents that an answer was given from.
 *
 * @param documents each once, by id and text
 * @param state FULL when they have text; NOT_CAPTURED when only ids were sent
 * @param source the source that won; empty when there were none
 */
record Documents(List<Document> documents, ContentState state, String source) {
  static final Documents NONE =
      new Documents(List.of(), ContentState.CONTENT_STATE_UNSPECIFIED, "");

  private static final List<MessageSource> SOURCES =
      List.of(
          new MessageSource.Attribute("gen_ai.retrieval.documents"),
          new MessageSource.Indexed("retrieval.documents"),
          new MessageSource.Indexed("reranker.output_documents"),
          new MessageSource.Attribute("db.vector.query.response.documents"),
          new MessageSource.Attribute("langwatch.rag.contexts"),
          new MessageSource.Attribute("ai.documents"));
  private static final Set<String> RESULT_EVENTS = Set.of("db.query.result", "db.search.result");

  /** All documents of the retrieval spans, in span order. */
  static Documents of(List<SpanView> spans) {
    Map<String, Document> found = new LinkedHashMap<>();
    String source = "";
    for (SpanView span : spans) {
      for (MessageSource candidate : SOURCES) {
        JsonNode tree = candidate.read(span);
        if (tree.isArray() && !tree.isEmpty()) {
          tree.forEach(item -> add(found, document(Values.parsed(item), candidate.name())));
          source = source.isEmpty() ? candidate.name() : source;
          break;
        }
      }
      for (Event event : span.events()) {
        if (RESULT_EVENTS.contains(event.name())) {
          add(found, fromEvent(event));
          source = source.isEmpty() ? event.name() : source;
        }
      }
    }
    return of(new ArrayList<>(found.values()), source);
  }

  /** Documents that were found elsewhere, for example in a prompt. */
  static Documents of(List<Document> documents, String source) {
    if (documents.isEmpty()) {
      return NONE;
    }
    boolean masked = documents.stream().anyMatch(d -> Values.placeholder(d.getText()));
    boolean text = documents.stream().anyMatch(d -> !d.getText().isBlank());
    ContentState state =
        masked ? ContentState.REDACTED : text ? ContentState.FULL : ContentState.NOT_CAPTURED;
    return new Documents(List.copyOf(documents), state, source);
  }

  private static void add(Map<String, Document> found, Document document) {
    found.putIfAbsent(document.getId() + "\u0000" + document.getText(), document);
  }

  private static Document document(JsonNode wrapped, String source) {
    JsonNode node = wrapped.path("document").isObject() ? wrapped.path("document") : wrapped;
    Document.Builder document = Document.newBuilder().setSource(source);
    if (node.isTextual()) {
      return document.setText(node.textValue()).build();
    }
    document.setId(first(node, "id", "document_id"));
    document.setText(first(node, "content", "text", "page_content", "pageContent"));
    document.setTitle(first(node, "title", "name"));
    if (node.path("score").isNumber()) {
      document.setScore(node.path("score").doubleValue());
    }
    return document.build();
  }

  private static Document fromEvent(Event event) {
    Document.Builder document =
        Document.newBuilder()
            .setSource(event.name())
            .setId(Values.text(event.field(event.name() + ".id")))
            .setText(Values.text(event.field(event.name() + ".document")));
    JsonNode score = event.field(event.name() + ".score");
    if (score.isNumber()) {
      document.setScore(score.doubleValue());
    }
    return document.build();
  }

  private static String first(JsonNode node, String... keys) {
    for (String key : keys) {
      JsonNode value = node.path(key);
      if (!value.isMissingNode() && !value.isNull()) {
        return Values.text(value);
      }
    }
    return "";
  }
}

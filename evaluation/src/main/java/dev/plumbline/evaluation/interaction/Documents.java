package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The documents that an answer was given from.
 *
 * @param documents each once, by id and text
 * @param state FULL when they have text; NOT_CAPTURED when a retrieval gave only ids or nothing;
 *     unspecified when there was no retrieval
 * @param source the source that won; empty when there were none
 */
record Documents(List<Document> documents, ContentState state, String source) {
  private static final String PROMPT = "prompt";

  /** All documents of the retrieval spans, in span order. */
  static Documents of(List<SpanView> spans) {
    Map<String, Document> found = new LinkedHashMap<>();
    String source = "";
    boolean retrieved = false;
    boolean cut = false;
    for (SpanView span : spans) {
      boolean retrieval = span.operation() == Operation.RETRIEVAL;
      retrieved |= retrieval;
      List<Source> sources = new ArrayList<>(Sources.DOCUMENTS);
      if (retrieval) {
        sources.addAll(Sources.RETRIEVER_OUTPUT);
      }
      for (Source candidate : sources) {
        JsonNode tree = DocumentShapes.list(candidate.read(span));
        cut |= Values.cut(tree);
        if (tree.isArray() && !tree.isEmpty()) {
          tree.forEach(
              item -> add(found, DocumentShapes.document(Values.parsed(item), candidate.name())));
          source = source.isEmpty() ? candidate.name() : source;
          break;
        }
      }
      for (Event event : span.events()) {
        if (Sources.DOCUMENT_EVENTS.contains(event.name())) {
          add(found, fromEvent(event));
          source = source.isEmpty() ? event.name() : source;
        }
      }
    }
    List<Document> documents = List.copyOf(found.values());
    ContentState none =
        cut
            ? ContentState.CUT
            : retrieved ? ContentState.NOT_CAPTURED : ContentState.CONTENT_STATE_UNSPECIFIED;
    return new Documents(documents, documents.isEmpty() ? none : state(documents), source);
  }

  /**
   * Most clients tell the ids of documents, or nothing, and the text stands in the prompt:
   * documents with text stay as they are, others are those of the prompt, with the score of the
   * same id.
   */
  Documents withTextFrom(List<Document> inPrompt) {
    if (inPrompt.isEmpty() || state == ContentState.FULL || state == ContentState.REDACTED) {
      return this;
    }
    Map<String, Document> byId = new LinkedHashMap<>();
    documents.forEach(document -> byId.putIfAbsent(document.getId(), document));
    List<Document> merged = new ArrayList<>();
    for (Document document : inPrompt) {
      Document known = byId.get(document.getId());
      merged.add(
          known == null || !known.hasScore()
              ? document
              : document.toBuilder().setScore(known.getScore()).build());
    }
    return new Documents(merged, state(merged), PROMPT);
  }

  private static ContentState state(List<Document> documents) {
    boolean masked = documents.stream().anyMatch(d -> Values.placeholder(d.getText()));
    boolean text = documents.stream().anyMatch(d -> !d.getText().isBlank());
    return masked ? ContentState.REDACTED : text ? ContentState.FULL : ContentState.NOT_CAPTURED;
  }

  private static void add(Map<String, Document> found, Document document) {
    found.putIfAbsent(document.getId() + "\u0000" + document.getText(), document);
  }

  /** Stores without a text of their own keep it among what is stored beside the vector. */
  private static String text(Event event) {
    String own = Values.text(event.field(event.name() + ".document"));
    JsonNode beside =
        Values.printed(
            event.field(event.name() + ".metadata"), event.field(event.name() + ".entity"));
    return own.isEmpty()
        ? Values.first(beside, "text", "content", "page_content", "document", "chunk")
        : own;
  }

  private static Document fromEvent(Event event) {
    Document.Builder document =
        Document.newBuilder()
            .setSource(event.name())
            .setId(Values.text(event.field(event.name() + ".id")))
            .setText(text(event));
    DocumentShapes.score(event.field(event.name() + ".score")).ifPresent(document::setScore);
    return document.build();
  }
}

package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Finds fields by their ordered sources on an ordered list of spans, and notes which key won. */
final class Lookup {
  private final Map<String, String> provenance = new TreeMap<>();

  /** Canonical field to the key that won. */
  Map<String, String> provenance() {
    return provenance;
  }

  /** Span by span, each with all its keys: the nearest span that says anything wins. */
  JsonNode find(Field field, List<SpanView> spans) {
    for (SpanView span : spans) {
      JsonNode found = find(field, field.keys(), span);
      if (!found.isMissingNode()) {
        return found;
      }
    }
    return MissingNode.getInstance();
  }

  /** As {@link #find(Field, List)}, as text; empty when nothing was sent. */
  String text(Field field, List<SpanView> spans) {
    return Values.unquoted(Values.text(find(field, spans)));
  }

  /** As {@link #text(Field, List)} on one span. */
  String text(Field field, SpanView span) {
    return text(field, List.of(span));
  }

  /** As text, the first value that is acceptable; empty when none is. */
  String text(Field field, List<SpanView> spans, Predicate<String> acceptable) {
    for (SpanView span : spans) {
      for (Key key : field.keys()) {
        Key.Found found = key.in(span);
        String text =
            Values.absent(found.value()) ? "" : Values.unquoted(Values.text(found.value()));
        if (!text.isEmpty() && acceptable.test(text)) {
          provenance.putIfAbsent(field.canonical(), found.key());
          return text;
        }
      }
    }
    return "";
  }

  /** The first of {@code keys} that has a value on the span. */
  JsonNode find(Field field, List<Key> keys, SpanView span) {
    for (Key key : keys) {
      Key.Found found = key.in(span);
      if (!Values.absent(found.value())) {
        provenance.putIfAbsent(field.canonical(), found.key());
        return found.value();
      }
    }
    return MissingNode.getInstance();
  }

  /** The first of {@code keys} that has a value among attributes of something else than a span. */
  JsonNode find(Field field, List<Key> keys, Map<String, JsonNode> attributes) {
    for (Key key : keys) {
      JsonNode value = key.in(attributes);
      if (!Values.absent(value)) {
        provenance.putIfAbsent(field.canonical(), key.name());
        return value;
      }
    }
    return MissingNode.getInstance();
  }

  /** Notes a source that is not a plain attribute. */
  void won(String canonical, String source) {
    provenance.putIfAbsent(canonical, source);
  }
}

package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * An attribute in the form of {@link LogText}, without its heading. An answer may be a JSON list of
 * texts: only where the other side of the call is in this form as well, or is not there, is it one.
 *
 * @param name the attribute
 * @param beside the attribute that holds the other side
 * @param holds what the texts are
 */
record QuotedTexts(String name, String beside, LogText.Holds holds) implements Source {
  @Override
  public JsonNode read(SpanView span) {
    String value = text(span, name);
    String other = text(span, beside);
    boolean both = LogText.isQuoted(value) && (other.isEmpty() || LogText.isQuoted(other));
    return both ? LogText.read(value, holds) : MissingNode.getInstance();
  }

  private static String text(SpanView span, String key) {
    return Values.text(span.attributes().getOrDefault(key, MissingNode.getInstance())).strip();
  }
}

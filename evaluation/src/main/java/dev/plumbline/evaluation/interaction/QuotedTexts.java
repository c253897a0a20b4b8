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
    JsonNode value = span.attributes().get(name);
    JsonNode other = span.attributes().get(beside);
    return value != null && isQuoted(value) && (other == null || isQuoted(other))
        ? LogText.read(Values.text(value).strip(), holds)
        : MissingNode.getInstance();
  }

  private static boolean isQuoted(JsonNode value) {
    return value.isTextual() && LogText.isQuoted(value.textValue().strip());
  }
}

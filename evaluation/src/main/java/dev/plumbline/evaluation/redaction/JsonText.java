package dev.plumbline.evaluation.redaction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes strings and numbers within a JSON text and leaves every other character where it is. */
final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  /**
   * The text with its leaves and names changed.
   *
   * @param change gets the name that a leaf stands under, empty for a name itself and in a list,
   *     and the leaf's text; a number that it changes becomes a string
   * @return the same object when nothing changed, null when the text is no JSON object or array
   */
  static @Nullable String rewritten(String text, BinaryOperator<String> change) {
    if (!opens(text)) {
      return null;
    }
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        boolean isName = token == JsonToken.FIELD_NAME;
        boolean isText = isName || token == JsonToken.VALUE_STRING;
        if (!isText && !token.isNumeric()) {
          continue;
        }
        String leaf = parser.getText();
        String under = isName || parser.currentName() == null ? "" : parser.currentName();
        String changed = change.apply(under, leaf);
        if (!changed.equals(leaf)) {
          int start = (int) parser.currentTokenLocation().getCharOffset();
          out.append(text, from, start).append('"');
          out.append(JsonStringEncoder.getInstance().quoteAsString(changed)).append('"');
          from = isText ? endOfString(text, start) : start + leaf.length();
        }
      }
    } catch (IOException e) {
      return null;
    }
    return from == 0 ? text : out.append(text, from, text.length()).toString();
  }

  private static boolean opens(String text) {
    int at = 0;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '[');
  }

  private static int endOfString(String text, int start) {
    int at = start + 1;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }
}

package dev.plumbline.ingest.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What stands at a parser's place, for the sender who wrote it. */
final class Words {
  /** Of a longer text only the length is said. */
  private static final int SHOWN = 40;

  private final JsonParser json;

  Words(JsonParser json) {
    this.json = json;
  }

  /** For example {@code found 5 at /resourceSpans/0 (line 1, column 19), expected an object}. */
  String found(String expected) throws IOException {
    return found(token(), expected);
  }

  /** The same with other words for what was found. */
  String found(String what, String expected) {
    JsonLocation at = json.hasCurrentToken() ? json.currentTokenLocation() : json.currentLocation();
    String path = json.getParsingContext().pathAsPointer().toString();
    return "found "
        + what
        + (path.isEmpty() ? "" : " at " + path)
        + place(at)
        + ", expected "
        + expected;
  }

  /** For example {@code (line 1, column 19)}. */
  static String place(JsonLocation at) {
    return " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  private String token() throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING ->
          json.getTextLength() <= SHOWN
              ? "the text \"" + json.getText() + '"'
              : "a text of " + json.getTextLength() + " characters";
      default -> json.getTextLength() <= SHOWN ? json.getText() : "a number";
    };
  }
}

package dev.plumbline.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.ingest.json.JsonType.Named;
import dev.plumbline.ingest.json.JsonType.Nested;
import dev.plumbline.ingest.json.JsonType.Scalar;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request and writes it as protobuf. A wrong value in a span or log record costs that
 * one; around them, where it would touch all, the request is malformed.
 */
final class RequestReader {
  /** No field has this number, so no reader of protobuf takes a message that begins with it. */
  private static final int NO_FIELD = 0;

  private static final String ONCE =
      "no second value: keys are not repeated, and an attribute has one value";

  /** An unknown key is passed over, but not one that says what was posted to the wrong place. */
  private static final Map<String, String> PATHS =
      Map.of(
          "resourceSpans", "/v1/traces",
          "resource_spans", "/v1/traces",
          "resourceLogs", "/v1/logs",
          "resource_logs", "/v1/logs",
          "resourceMetrics", "/v1/metrics",
          "resource_metrics", "/v1/metrics");

  private final JsonParser json;
  private final ProtobufWriter out;
  private final ScalarReader scalars;
  private final Words words;
  private final int maxItems;
  private int items;
  private boolean inItem;

  /** What is left of the item is passed over. */
  private boolean unreadable;

  private @Nullable String firstProblem;

  RequestReader(JsonParser json, ProtobufWriter out, int maxItems) {
    this.json = json;
    this.out = out;
    this.maxItems = maxItems;
    this.scalars = new ScalarReader(json, out);
    this.words = new Words(json);
  }

  /** What was wrong with the first item that was not readable; null when all were. */
  @Nullable String firstProblem() {
    return firstProblem;
  }

  /**
   * Reads the parser to its end.
   *
   * @throws ExportException MALFORMED when it is not such a request, TOO_LARGE when it has too many
   *     items or takes too much memory, BUSY when others hold the memory
   * @throws IOException when it is not JSON
   */
  void request(JsonShape shape) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw malformed(words.found("an object"));
    }
    message(shape);
    if (json.nextToken() != null) {
      throw malformed(words.found("the end, since a body is one request"));
    }
  }

  private void message(JsonShape shape) throws IOException {
    long seen = 0;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      JsonField field = unreadable ? null : shape.field(key);
      if (field == null) {
        passOver(key);
      } else if (json.nextToken() != JsonToken.VALUE_NULL) {
        if ((seen & field.bit()) != 0) {
          wrong(ONCE);
        } else {
          seen |= field.bit();
          field(field);
        }
      }
    }
  }

  private void passOver(String key) throws IOException {
    String path = json.getParsingContext().getNestingDepth() == 1 ? PATHS.get(key) : null;
    if (path != null) {
      throw malformed(words.found("the key " + key, "it to be posted to " + path));
    }
    json.nextToken();
    json.skipChildren();
  }

  private void field(JsonField field) throws IOException {
    if (!field.repeated()) {
      value(field);
    } else if (json.hasToken(JsonToken.START_ARRAY)) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        value(field);
      }
    } else {
      wrong(field.expected());
    }
  }

  private void value(JsonField field) throws IOException {
    if (unreadable) {
      json.skipChildren();
      return;
    }
    boolean right =
        switch (field.type()) {
          case Nested nested -> nested.item() ? item(field, nested) : nested(field, nested);
          case Named named -> scalars.write(field.number(), named.names());
          case Scalar scalar -> scalars.write(field.number(), scalar);
        };
    if (!right) {
      wrong(field.type().expected());
    }
  }

  private boolean nested(JsonField field, Nested nested) throws IOException {
    if (!json.hasToken(JsonToken.START_OBJECT)) {
      return false;
    }
    int opened = out.open(field.number());
    message(nested.shape());
    out.close(opened);
    return true;
  }

  /**
   * An item that cannot be read is written as one that cannot be read either, so that it is
   * rejected and counted where all others are.
   */
  private boolean item(JsonField field, Nested nested) throws IOException {
    if (++items > maxItems) {
      throw new ExportException(
          FailureKind.TOO_LARGE, "found more than " + maxItems + " items in one request");
    }
    inItem = true;
    int opened = out.open(field.number());
    if (json.hasToken(JsonToken.START_OBJECT)) {
      message(nested.shape());
    } else {
      wrong(nested.expected());
    }
    if (unreadable) {
      out.clear(opened);
      out.tag(NO_FIELD, 0);
    }
    out.close(opened);
    unreadable = false;
    inItem = false;
    return true;
  }

  /** Passes over the current value. */
  private void wrong(String expected) throws IOException {
    if (!inItem) {
      throw malformed(words.found(expected));
    }
    unreadable = true;
    if (firstProblem == null) {
      firstProblem = words.found(expected);
    }
    json.skipChildren();
  }

  private static ExportException malformed(String found) {
    return new ExportException(FailureKind.MALFORMED, "not an OTLP request in JSON: " + found);
  }
}

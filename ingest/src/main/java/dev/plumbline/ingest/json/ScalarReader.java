package dev.plumbline.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import dev.plumbline.ingest.json.JsonType.Scalar;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads single values. Each method says false when the parser's token is no such value. */
final class ScalarReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int FIXED32 = 5;

  /** Doubles that JSON has no numbers for. */
  private static final Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

  /** Longer texts are neither numbers nor ids. */
  private static final int SHORT = 64;

  private final JsonParser json;
  private final ProtobufWriter out;
  private final TextWriter text;

  ScalarReader(JsonParser json, ProtobufWriter out) {
    this.json = json;
    this.out = out;
    this.text = new TextWriter(out);
  }

  boolean write(int field, Scalar type) throws IOException {
    return switch (type) {
      case TEXT -> text(field);
      case TRACE_ID, SPAN_ID -> id(field);
      case BYTES -> bytes(field);
      case BOOL -> bool(field);
      case DOUBLE -> number(field);
      case INT32, INT64, UINT32 -> varint(field, WholeNumbers.read(json, type));
      case FIXED32 -> fixed(field, FIXED32, Integer.BYTES, WholeNumbers.read(json, type));
      case FIXED64 -> fixed(field, FIXED64, Long.BYTES, WholeNumbers.read(json, type));
    };
  }

  /** A number that has no name yet is passed on. */
  boolean write(int field, EnumDescriptor names) throws IOException {
    EnumValueDescriptor named = isText() ? names.findValueByName(json.getText()) : null;
    Long number =
        named == null ? WholeNumbers.read(json, Scalar.INT32) : Long.valueOf(named.getNumber());
    return varint(field, number);
  }

  private boolean isText() {
    return json.hasToken(JsonToken.VALUE_STRING);
  }

  private boolean isShortText() throws IOException {
    return isText() && json.getTextLength() <= SHORT;
  }

  private boolean text(int field) throws IOException {
    if (!isText()) {
      return false;
    }
    int opened = out.open(field);
    json.getText(text);
    text.flush();
    out.close(opened);
    return true;
  }

  /** An id of another length is passed on: what is done with it depends on where it stands. */
  private boolean id(int field) throws IOException {
    if (!isShortText()) {
      return false;
    }
    try {
      byte[] id = HexFormat.of().parseHex(json.getText());
      int opened = out.open(field);
      out.raw(id);
      out.close(opened);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean bytes(int field) throws IOException {
    if (!isText()) {
      return false;
    }
    int opened = out.open(field);
    int start = out.size();
    json.getText(text);
    text.flush();
    boolean decoded = out.decodeBase64(start);
    out.close(opened);
    return decoded;
  }

  private boolean bool(int field) {
    JsonToken token = json.currentToken();
    return token != null
        && token.isBoolean()
        && varint(field, token == JsonToken.VALUE_TRUE ? 1L : 0L);
  }

  private boolean number(int field) throws IOException {
    JsonToken token = json.currentToken();
    boolean number = token != null && token.isNumeric();
    String sent = number || isShortText() ? json.getText() : "";
    boolean named = NO_NUMBERS.contains(sent);
    if (!named && !WholeNumbers.isNumber(sent)) {
      return false;
    }
    double value = Double.parseDouble(sent);
    return (named || Double.isFinite(value))
        && fixed(field, FIXED64, Long.BYTES, Double.doubleToRawLongBits(value));
  }

  private boolean varint(int field, @Nullable Long value) {
    if (value == null) {
      return false;
    }
    out.tag(field, VARINT);
    out.varint(value);
    return true;
  }

  private boolean fixed(int field, int wireType, int bytes, @Nullable Long value) {
    if (value == null) {
      return false;
    }
    out.tag(field, wireType);
    out.fixed(value, bytes);
    return true;
  }
}

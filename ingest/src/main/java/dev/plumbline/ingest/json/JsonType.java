package dev.plumbline.ingest.json;

import com.google.protobuf.Descriptors.EnumDescriptor;

/** What the value of a field is. */
sealed interface JsonType {
  /** For a sender that sent something else. */
  String expected();

  /**
   * A message, in JSON an object.
   *
   * @param item whether it is a span or log record, which is rejected alone when it is wrong
   */
  record Nested(String expected, JsonShape shape, boolean item) implements JsonType {}

  /** One of several named numbers. */
  record Named(String expected, EnumDescriptor names) implements JsonType {}

  /** A single value. */
  enum Scalar implements JsonType {
    TEXT("a text"),
    TRACE_ID("32 hex digits"),
    SPAN_ID("16 hex digits"),
    BYTES("a text in base64"),
    BOOL("true or false"),
    DOUBLE("a number, \"NaN\", \"Infinity\" or \"-Infinity\""),
    INT32("a whole number of 32 bits"),
    INT64("a whole number of 64 bits, or a text with one"),
    UINT32("a whole number from 0 on of 32 bits"),
    FIXED32("a whole number from 0 on of 32 bits"),
    FIXED64("a whole number from 0 on of 64 bits, or a text with one");

    private final String expected;

    Scalar(String expected) {
      this.expected = expected;
    }

    @Override
    public String expected() {
      return expected;
    }
  }
}

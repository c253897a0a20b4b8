package dev.plumbline.ingest.otlp;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;

/**
 * The form that nearly every attribute has: a short key, then one short text, number or truth
 * value, all of one piece. To know it at a glance saves a third of what a small span costs here: a
 * processor guesses the way through such bytes wrong when they are read field by field.
 */
final class PlainAttribute {
  private static final int KEY = KeyValue.KEY_FIELD_NUMBER << 3 | Wire.BYTES;
  private static final int VALUE = KeyValue.VALUE_FIELD_NUMBER << 3 | Wire.BYTES;
  private static final int TEXT = AnyValue.STRING_VALUE_FIELD_NUMBER << 3 | Wire.BYTES;
  private static final int BOOL = AnyValue.BOOL_VALUE_FIELD_NUMBER << 3 | Wire.VARINT;
  private static final int INT = AnyValue.INT_VALUE_FIELD_NUMBER << 3 | Wire.VARINT;
  private static final int DOUBLE = AnyValue.DOUBLE_VALUE_FIELD_NUMBER << 3 | Wire.FIXED64;

  /** Tag and length of the key and of the value, and at least tag and length in the value. */
  private static final int LEAST = 6;

  private PlainAttribute() {}

  /** Whether the bytes of a {@code KeyValue} have this form and a protobuf parser takes them. */
  static boolean is(byte[] bytes, int start, int end) {
    if (end - start < LEAST || bytes[start] != KEY || bytes[start + 1] < 0) {
      return false;
    }
    int key = start + 2;
    int value = key + bytes[start + 1];
    if (value + 4 > end || bytes[value] != VALUE || value + 2 + bytes[value + 1] != end) {
      return false;
    }
    int content = value + 3;
    return switch (bytes[value + 2]) {
      case TEXT ->
          content + 1 + bytes[content] == end
              && (Utf8.isAscii(bytes, start, end)
                  || Utf8.isValid(bytes, key, value) && Utf8.isValid(bytes, content + 1, end));
      case INT, BOOL -> Wire.isVarint(bytes, content, end) && Utf8.isValid(bytes, key, value);
      case DOUBLE -> content + Long.BYTES == end && Utf8.isValid(bytes, key, value);
      default -> false;
    };
  }
}

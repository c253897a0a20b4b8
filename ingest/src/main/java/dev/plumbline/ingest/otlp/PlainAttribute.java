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
    return value + 4 <= end
        && bytes[value] == VALUE
        && value + 2 + bytes[value + 1] == end
        && Utf8.isValid(bytes, key, value)
        && isValue(bytes, value + 2, end);
  }

  private static boolean isValue(byte[] bytes, int start, int end) {
    return switch (bytes[start]) {
      case TEXT -> start + 2 + bytes[start + 1] == end && Utf8.isValid(bytes, start + 2, end);
      case INT, BOOL -> Wire.endOfVarint(bytes, start + 1, end) == end;
      case DOUBLE -> start + 1 + Long.BYTES == end;
      default -> false;
    };
  }
}

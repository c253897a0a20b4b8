package dev.plumbline.evaluation.signal;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** A log record's attributes by key; the first of two equal keys wins. */
record LogAttributes(Map<String, AnyValue> values) {
  static LogAttributes of(LogRecord record) {
    Map<String, AnyValue> values = new HashMap<>();
    for (KeyValue attribute : record.getAttributesList()) {
      values.putIfAbsent(attribute.getKey(), attribute.getValue());
    }
    return new LogAttributes(values);
  }

  Set<String> keys() {
    return values.keySet();
  }

  /** The value as text; empty when it is absent or no scalar. */
  String text(String key) {
    AnyValue value = values.getOrDefault(key, AnyValue.getDefaultInstance());
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      default -> "";
    };
  }

  /** The value as a finite number, whatever its type; a truth value is 1 or 0. */
  OptionalDouble number(String key) {
    AnyValue value = values.getOrDefault(key, AnyValue.getDefaultInstance());
    double number =
        switch (value.getValueCase()) {
          case DOUBLE_VALUE -> value.getDoubleValue();
          case INT_VALUE -> value.getIntValue();
          case BOOL_VALUE -> value.getBoolValue() ? 1 : 0;
          case STRING_VALUE -> parse(value.getStringValue());
          default -> Double.NaN;
        };
    return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}

package dev.plumbline.evaluation.signal;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** The attributes of a log record, span or event by key; the first of two equal keys wins. */
record Attributes(Map<String, AnyValue> values) {
  static Attributes of(List<KeyValue> attributes) {
    Map<String, AnyValue> values = new HashMap<>();
    for (KeyValue attribute : attributes) {
      values.putIfAbsent(attribute.getKey(), attribute.getValue());
    }
    return new Attributes(values);
  }

  /** The attributes below a prefix, without it. */
  Attributes below(String prefix) {
    Map<String, AnyValue> below = new HashMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            below.put(key.substring(prefix.length()), value);
          }
        });
    return new Attributes(below);
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

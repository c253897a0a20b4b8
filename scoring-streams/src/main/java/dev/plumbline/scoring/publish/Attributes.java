package dev.plumbline.scoring.publish;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.List;

/** Attributes in the order in which they are given; a text that is empty is left out. */
final class Attributes {
  private final List<KeyValue> all = new ArrayList<>();

  Attributes text(String key, String value) {
    return value.isEmpty() ? this : add(key, AnyValue.newBuilder().setStringValue(value).build());
  }

  Attributes number(String key, long value) {
    return add(key, AnyValue.newBuilder().setIntValue(value).build());
  }

  Attributes fraction(String key, double value) {
    return add(key, AnyValue.newBuilder().setDoubleValue(value).build());
  }

  List<KeyValue> list() {
    return List.copyOf(all);
  }

  private Attributes add(String key, AnyValue value) {
    all.add(KeyValue.newBuilder().setKey(key).setValue(value).build());
    return this;
  }
}

package dev.plumbline.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlainAttributeTest {
  static Stream<KeyValue> plain() {
    return Stream.of(
        attribute("k", AnyValue.newBuilder().setStringValue("")),
        attribute("gen_ai.request.model", AnyValue.newBuilder().setStringValue("gpt-4o-mini")),
        attribute("user.city", AnyValue.newBuilder().setStringValue("Zürich, 東京")),
        attribute("gen_ai.usage.input_tokens", AnyValue.newBuilder().setIntValue(12_345)),
        attribute("none", AnyValue.newBuilder().setIntValue(0)),
        attribute("seven bytes", AnyValue.newBuilder().setIntValue((1L << 49) - 1)),
        attribute("eight bytes", AnyValue.newBuilder().setIntValue(1L << 49)),
        attribute("nine bytes", AnyValue.newBuilder().setIntValue(1L << 56)),
        attribute("offset", AnyValue.newBuilder().setIntValue(-1)),
        attribute("größe", AnyValue.newBuilder().setIntValue(300)),
        attribute("stream", AnyValue.newBuilder().setBoolValue(true)),
        attribute("gen_ai.request.temperature", AnyValue.newBuilder().setDoubleValue(0.7)));
  }

  static Stream<KeyValue> other() {
    AnyValue.Builder text = AnyValue.newBuilder().setStringValue("a");
    return Stream.of(
        KeyValue.getDefaultInstance(),
        KeyValue.newBuilder().setKey("alone").build(),
        KeyValue.newBuilder().setValue(text).build(),
        attribute("empty", AnyValue.newBuilder()),
        attribute(
            "list", AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(text))),
        attribute("bytes", AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("a"))),
        attribute("a long text", AnyValue.newBuilder().setStringValue("x".repeat(200))),
        attribute("a long key".repeat(20), text));
  }

  @ParameterizedTest
  @MethodSource("plain")
  void knowsTheFormsThatNearlyEveryAttributeHas(KeyValue attribute) {
    assertThat(isPlain(attribute.toByteArray())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("other")
  void leavesEveryOtherFormToTheWholeCheck(KeyValue attribute) {
    assertThat(isPlain(attribute.toByteArray())).isFalse();
  }

  @ParameterizedTest
  @MethodSource({"plain", "other"})
  void takesNothingThatAParserDoesNotTakeWhateverOneByteIs(KeyValue attribute) {
    byte[] bytes = attribute.toByteArray();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      for (int value = 0; value < 256; value++) {
        changed[at] = (byte) value;
        assertParsedIfPlain(changed);
      }
      assertParsedIfPlain(Arrays.copyOf(bytes, at));
    }
  }

  private static void assertParsedIfPlain(byte[] bytes) {
    if (isPlain(bytes)) {
      try {
        KeyValue.parseFrom(bytes);
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError("taken: " + Arrays.toString(bytes), e);
      }
    }
  }

  /** With other bytes around, as in a request: nothing outside may matter. */
  private static boolean isPlain(byte[] attribute) {
    byte[] request = new byte[attribute.length + 40];
    Arrays.fill(request, (byte) 0x0a);
    System.arraycopy(attribute, 0, request, 20, attribute.length);
    return PlainAttribute.is(request, 20, 20 + attribute.length);
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }
}

package dev.plumbline.evaluation.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.plumbline.v1.Signal;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FeedbackTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void readsAThumbOfTheCurrentConvention() {
    Signal signal =
        Feedback.from(
                "acme",
                event(
                    "gen_ai.evaluation.result",
                    "gen_ai.evaluation.name",
                    "user_feedback",
                    "gen_ai.evaluation.score.value",
                    0.0,
                    "gen_ai.evaluation.score.label",
                    "negative"))
            .orElseThrow();
    assertThat(signal.getTraceId()).isEqualTo(TRACE);
    assertThat(signal.getValue()).isZero();
    assertThat(signal.hasValue()).isTrue();
    assertThat(signal.getLabel()).isEqualTo("negative");
    assertThat(signal.getSource()).isEqualTo(Signal.Source.END_USER);
    assertThat(signal.getTimeUnixMillis()).isEqualTo(1_700_000_000_000L);
  }

  @Test
  void readsTheNameOfTheEventFromAnAttributeToo() {
    LogRecord record =
        event(
                "gen_ai.evaluation.result",
                "gen_ai.evaluation.name",
                "user_feedback",
                "gen_ai.evaluation.score.value",
                1L)
            .toBuilder()
            .setEventName("")
            .addAttributes(attribute("event.name", "gen_ai.evaluation.result"))
            .build();
    assertThat(Feedback.from("acme", record).orElseThrow().getValue()).isEqualTo(1);
  }

  @Test
  void mapsTheOlderPlusAndMinusOne() {
    assertThat(
            Feedback.from(
                    "acme",
                    event("gen_ai.evaluation.user_feedback", "gen_ai.evaluation.score", -1L))
                .orElseThrow()
                .getValue())
        .isZero();
    assertThat(
            Feedback.from(
                    "acme", event("gen_ai.evaluation.user_feedback", "gen_ai.evaluation.score", 1L))
                .orElseThrow()
                .getValue())
        .isEqualTo(1);
  }

  @Test
  void neverCountsAMachineAsAUser() {
    assertThat(
            Feedback.from(
                    "acme",
                    event(
                        "gen_ai.evaluation.result",
                        "gen_ai.evaluation.name",
                        "faithfulness",
                        "gen_ai.evaluation.score.value",
                        "0.8"))
                .orElseThrow())
        .returns(Signal.Source.UNKNOWN, Signal::getSource)
        .returns(0.8, Signal::getValue);
  }

  @Test
  void givesTheSameEventTheSameIdAndAnotherTenantAnother() {
    LogRecord record =
        event(
            "gen_ai.evaluation.result",
            "gen_ai.evaluation.name",
            "user_feedback",
            "log.record.uid",
            "u-1");
    String id = Feedback.from("acme", record).orElseThrow().getSignalId();
    assertThat(Feedback.from("acme", record).orElseThrow().getSignalId()).isEqualTo(id);
    assertThat(Feedback.from("other", record).orElseThrow().getSignalId()).isNotEqualTo(id);
  }

  @Test
  void leavesOtherEventsAlone() {
    assertThat(Feedback.from("acme", event("gen_ai.user.message", "content", "hi"))).isEmpty();
  }

  private static LogRecord event(String name, Object... attributes) {
    LogRecord.Builder record =
        LogRecord.newBuilder()
            .setEventName(name)
            .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(TRACE)))
            .setSpanId(ByteString.copyFrom(HexFormat.of().parseHex("00f067aa0ba902b7")))
            .setTimeUnixNano(1_700_000_000_000_000_000L);
    for (int i = 0; i < attributes.length; i += 2) {
      record.addAttributes(attribute((String) attributes[i], attributes[i + 1]));
    }
    return record.build();
  }

  private static KeyValue attribute(String key, Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    switch (value) {
      case Long number -> any.setIntValue(number);
      case Double number -> any.setDoubleValue(number);
      default -> any.setStringValue(value.toString());
    }
    return KeyValue.newBuilder().setKey(key).setValue(any).build();
  }
}

package dev.plumbline.evaluation.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.plumbline.v1.Signal;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  void tellsEventsApartThatDifferInAnythingThatMatters() {
    LogRecord up = thumb("gen_ai.evaluation.score.value", 1.0);
    LogRecord down = thumb("gen_ai.evaluation.score.value", 0.0);
    LogRecord withdrawn = thumb("gen_ai.evaluation.score.label", "withdrawn");
    LogRecord later = up.toBuilder().setTimeUnixNano(up.getTimeUnixNano() + 1_000_000).build();
    LogRecord other = up.toBuilder().addAttributes(attribute("user.id", "u-2")).build();
    LogRecord conversation =
        up.toBuilder().addAttributes(attribute("gen_ai.conversation.id", "c")).build();
    assertThat(
            Stream.of(up, down, withdrawn, later, other, conversation)
                .map(record -> Feedback.from("acme", record).orElseThrow().getSignalId()))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[0-9a-f]{32}"));
  }

  @Test
  void readsAThumbThatOnlyHasALabelAndTakesAWithdrawnOneBack() {
    assertThat(signal(thumb("gen_ai.evaluation.score.label", "negative")))
        .returns(true, Signal::hasValue)
        .returns(0.0, Signal::getValue);
    assertThat(signal(thumb("gen_ai.evaluation.score.label", "thumbs_up")).getValue()).isEqualTo(1);
    assertThat(
            signal(
                    thumb(
                        "gen_ai.evaluation.score.value",
                        1.0,
                        "gen_ai.evaluation.score.label",
                        "withdrawn"))
                .hasValue())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "", "good", "1e999"})
  void hasNoValueWhenTheScoreIsNoNumber(String score) {
    assertThat(signal(thumb("gen_ai.evaluation.score.value", score)).hasValue()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "plumbline.evaluator.kind, HUMAN_EXPERT, user_feedback, EXPERT",
    "plumbline.evaluator.kind, CODE, user_feedback, CODE",
    "gen_ai.evaluation.evaluator.type, llm_judge, faithfulness, LLM",
    "gen_ai.evaluation.evaluator.type, human, faithfulness, EXPERT",
    "gen_ai.evaluation.evaluator.type, human, user_rating, END_USER",
    "aws.bedrock_agentcore.evaluator.arn, arn:x, user_feedback, LLM",
    "gen_ai.evaluation.evaluator.source, LLMJudge, faithfulness, LLM",
    "gen_ai.evaluation.evaluator.source, IsInstance, faithfulness, CODE",
    "other, x, user_stop, END_USER",
    "other, x, relevance, UNKNOWN"
  })
  void saysWhoGaveTheScore(String key, String value, String name, Signal.Source source) {
    assertThat(
            signal(event("gen_ai.evaluation.result", "gen_ai.evaluation.name", name, key, value))
                .getSource())
        .isEqualTo(source);
  }

  @Test
  void keepsWhatNamesTheAnswerWhenThereIsNoTrace() {
    LogRecord record =
        thumb("gen_ai.response.id", "chatcmpl-1", "gen_ai.conversation.id", "c-1").toBuilder()
            .setTraceId(ByteString.copyFrom(new byte[16]))
            .setSpanId(ByteString.copyFrom(new byte[3]))
            .build();
    assertThat(signal(record))
        .returns("", Signal::getTraceId)
        .returns("", Signal::getSpanId)
        .returns("chatcmpl-1", Signal::getResponseId)
        .returns("c-1", Signal::getConversationId);
  }

  @Test
  void takesAResponseIdThatIsATraceIdForOne() {
    LogRecord record =
        thumb("gen_ai.response.id", TRACE).toBuilder().clearTraceId().clearSpanId().build();
    assertThat(signal(record).getTraceId()).isEqualTo(TRACE);
  }

  @Test
  void readsTheCommentOfTheOlderFormFromTheBody() {
    LogRecord record =
        event("gen_ai.evaluation.user_feedback", "gen_ai.evaluation.score", -1L).toBuilder()
            .setBody(AnyValue.newBuilder().setStringValue("wrong"))
            .build();
    assertThat(signal(record).getComment()).isEqualTo("wrong");
  }

  @Test
  void hasATimeEvenWhenTheSendersIsOutOfRange() {
    LogRecord record = thumb().toBuilder().setTimeUnixNano(-1).build();
    assertThat(signal(record).getTimeUnixMillis()).isPositive();
  }

  @Test
  void leavesOtherEventsAlone() {
    assertThat(Feedback.from("acme", event("gen_ai.user.message", "content", "hi"))).isEmpty();
  }

  private static Signal signal(LogRecord record) {
    return Feedback.from("acme", record).orElseThrow();
  }

  private static LogRecord thumb(Object... attributes) {
    return event("gen_ai.evaluation.result", attributes).toBuilder()
        .addAttributes(attribute("gen_ai.evaluation.name", "user_feedback"))
        .build();
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

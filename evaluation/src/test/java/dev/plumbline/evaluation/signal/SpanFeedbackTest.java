package dev.plumbline.evaluation.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import dev.plumbline.v1.Signal;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanFeedbackTest {
  private static final String KIND = "openinference.span.kind";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String OTHER_TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String OTHER_SPAN = "b7ad6b7169203331";

  @Test
  void readsAnEvaluationThatIsAnEventOfTheSpan() {
    Span.Event event =
        Span.Event.newBuilder()
            .setName("gen_ai.evaluation.result")
            .setTimeUnixNano(5_000_000)
            .addAttributes(attribute("gen_ai.evaluation.name", "user_feedback"))
            .addAttributes(attribute("gen_ai.evaluation.score.label", "thumbs_down"))
            .build();
    assertThat(SpanFeedback.from("acme", span().addEvents(event).build()))
        .singleElement()
        .satisfies(
            signal -> {
              assertThat(signal.getSpanId()).isEqualTo(SPAN);
              assertThat(signal.getValue()).isZero();
              assertThat(signal.getTimeUnixMillis()).isEqualTo(5);
              assertThat(signal.getSource()).isEqualTo(Signal.Source.END_USER);
            });
  }

  @Test
  void takesTheOnlyLinkOfACarrierSpanForTheTarget() {
    Span carrier =
        annotated("annotations.0.annotation.")
            .addLinks(
                Span.Link.newBuilder().setTraceId(hex(OTHER_TRACE)).setSpanId(hex(OTHER_SPAN)))
            .build();
    assertThat(SpanFeedback.from("acme", carrier))
        .singleElement()
        .satisfies(
            signal -> {
              assertThat(signal.getTraceId()).isEqualTo(OTHER_TRACE);
              assertThat(signal.getSpanId()).isEqualTo(OTHER_SPAN);
            });
  }

  @Test
  void readsAnAnnotationWithWhoGaveIt() {
    assertThat(SpanFeedback.from("acme", annotated("evaluations.3.evaluation.").build()))
        .singleElement()
        .satisfies(
            signal -> {
              assertThat(signal.getName()).isEqualTo("faithfulness");
              assertThat(signal.getValue()).isEqualTo(0.25);
              assertThat(signal.getComment()).isEqualTo("not in [1]");
              assertThat(signal.getSource()).isEqualTo(Signal.Source.LLM);
            });
  }

  @Test
  void knowsAnAnnotationOfAWholeTraceAndOfASession() {
    Span span =
        annotated("session.annotations.0.annotation.")
            .addAttributes(attribute("session.id", "chat-1"))
            .build();
    assertThat(SpanFeedback.from("acme", annotated("trace.annotations.0.annotation.").build()))
        .extracting(Signal::getTraceId, Signal::getSpanId)
        .containsExactly(tuple(TRACE, ""));
    assertThat(SpanFeedback.from("acme", span))
        .extracting(Signal::getTraceId, Signal::getConversationId)
        .containsExactly(tuple("", "chat-1"));
  }

  @Test
  void takesTheParentOfAnAnnotationSpanForTheTarget() {
    Span span =
        span()
            .setParentSpanId(hex(OTHER_SPAN))
            .addAttributes(attribute("logfire.span_type", "annotation"))
            .addAttributes(attribute("logfire.feedback.name", "user_rating"))
            .addAttributes(attribute("user_rating", 0.75))
            .addAttributes(attribute("logfire.feedback.comment", "good"))
            .build();
    assertThat(SpanFeedback.from("acme", span))
        .extracting(Signal::getSpanId, Signal::getName, Signal::getValue, Signal::getComment)
        .containsExactly(tuple(OTHER_SPAN, "user_rating", 0.75, "good"));
  }

  @Test
  void writesAnAnnotationAnewUnderItsIdentifier() {
    String key = "annotations.0.annotation.identifier";
    Span first = annotated("annotations.0.annotation.").addAttributes(attribute(key, "i")).build();
    Span later =
        annotated("annotations.0.annotation.")
            .setAttributes(1, attribute("annotations.0.annotation.score", 0.75))
            .addAttributes(attribute(key, "i"))
            .setEndTimeUnixNano(9_000_000)
            .build();
    Span other = first.toBuilder().setSpanId(hex(OTHER_SPAN)).build();
    String id = SpanFeedback.from("acme", first).getFirst().getSignalId();
    assertThat(SpanFeedback.from("acme", later).getFirst().getSignalId()).isEqualTo(id);
    assertThat(SpanFeedback.from("acme", other).getFirst().getSignalId()).isNotEqualTo(id);
  }

  @Test
  void aLinkWithIdsThatAreNoneNamesNothing() {
    for (String id : new String[] {"", "00".repeat(16), "ab".repeat(100_000)}) {
      Span carrier =
          annotated("annotations.0.annotation.")
              .addLinks(Span.Link.newBuilder().setTraceId(hex(id)).setSpanId(hex(id)))
              .build();
      assertThat(SpanFeedback.from("acme", carrier))
          .extracting(Signal::getTraceId, Signal::getSpanId)
          .containsExactly(tuple("", ""));
    }
  }

  @Test
  void aSpanIsACarrierWhenItWasMadeForFeedback() {
    Span.Link link =
        Span.Link.newBuilder().setTraceId(hex(OTHER_TRACE)).setSpanId(hex(OTHER_SPAN)).build();
    Span.Builder judge = annotated("evaluations.0.evaluation.").addLinks(link);
    assertThat(SpanFeedback.isCarrier(judge.build())).isTrue();
    assertThat(
            SpanFeedback.isCarrier(
                judge.clone().addAttributes(attribute(KIND, "EVALUATOR")).build()))
        .isTrue();
    // An answer that has a word about it on it, or that follows another span
    assertThat(SpanFeedback.isCarrier(annotated("annotations.0.annotation.").build())).isFalse();
    assertThat(SpanFeedback.isCarrier(span().addLinks(link).build())).isFalse();
    assertThat(SpanFeedback.isCarrier(judge.clone().addAttributes(attribute(KIND, "LLM")).build()))
        .isFalse();
  }

  @Test
  void findsNothingOnAnOrdinarySpan() {
    assertThat(SpanFeedback.from("acme", span().build())).isEqualTo(List.of());
  }

  private static Span.Builder annotated(String prefix) {
    return span()
        .addAttributes(attribute(prefix + "name", "faithfulness"))
        .addAttributes(attribute(prefix + "score", 0.25))
        .addAttributes(attribute(prefix + "explanation", "not in [1]"))
        .addAttributes(attribute(prefix + "annotator_kind", "LLM"));
  }

  private static Span.Builder span() {
    return Span.newBuilder().setTraceId(hex(TRACE)).setSpanId(hex(SPAN));
  }

  private static KeyValue attribute(String key, Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(
            value instanceof Double number
                ? any.setDoubleValue(number)
                : any.setStringValue(value.toString()))
        .build();
  }

  private static ByteString hex(String id) {
    return ByteString.copyFrom(HexFormat.of().parseHex(id));
  }
}

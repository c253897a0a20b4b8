package dev.plumbline.evaluation.interaction;

import static dev.plumbline.evaluation.interaction.Trace.attribute;
import static dev.plumbline.evaluation.interaction.Trace.chat;
import static dev.plumbline.evaluation.interaction.Trace.said;
import static dev.plumbline.evaluation.interaction.Trace.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Interaction;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;

class StreamedCallsTest {
  private static final String STREAM = "{\"model\":\"m\",\"stream\":true}";

  @Test
  void joinsTheAnswerToTheSpanThatAsked() {
    Interaction it = Trace.of(span(1, 0, "GET"), asked(2), answered(5, "Because.")).interaction();
    assertThat(it.getRootSpanId()).isEqualTo(Trace.hex(2));
    assertThat(it.getAnswer()).isEqualTo("Because.");
    assertThat(it.getStartUnixNanos()).isEqualTo(2_000);
    assertThat(it.getEndUnixNanos()).isEqualTo(6_000);
  }

  @Test
  void countsTheSameQuestionAskedTwiceAsTwoCalls() {
    assertThat(
            Trace.of(
                    span(1, 0, "GET"), asked(2), answered(4, "One."), asked(5), answered(7, "Two."))
                .interactions())
        .extracting(Interaction::getAnswer)
        .containsExactly("One.", "Two.");
  }

  @Test
  void isNoCallWhileTheAnswerIsInAnotherTrace() {
    assertThat(Trace.of(asked(2)).interactions()).isEmpty();
    assertThat(Trace.of(answered(5, "Because.")).interactions()).hasSize(1);
  }

  @Test
  void beganAsLongAgoAsTheAnswerSays() {
    Span.Builder alone =
        answered(50, "Because.").addAttributes(attribute("duration", 0.000_03)).clearParentSpanId();
    Interaction it = Trace.of(alone).interaction();
    assertThat(it.getStartUnixNanos()).isEqualTo(20_000);
    assertThat(it.getEndUnixNanos()).isEqualTo(51_000);
  }

  @Test
  void isACallWhenItFailed() {
    Span.Builder failed = asked(2).addAttributes(attribute("error.type", "429"));
    assertThat(Trace.of(failed).interaction().getErrorType()).isEqualTo("429");
  }

  private static Span.Builder asked(int id) {
    return chat(
        id,
        1,
        "request_data",
        STREAM,
        "logfire.span_type",
        "span",
        "gen_ai.input.messages",
        said("user", "Why?"));
  }

  private static Span.Builder answered(int id, String answer) {
    return chat(
        id,
        1,
        "request_data",
        STREAM,
        "logfire.span_type",
        "log",
        "gen_ai.input.messages",
        said("user", "Why?"),
        "gen_ai.output.messages",
        said("assistant", answer));
  }
}

package dev.plumbline.evaluation.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.plumbline.evaluation.interaction.TraceContent;
import dev.plumbline.v1.Signal;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which answer of a trace feedback is about. */
class TargetsTest {
  /** A server with two answers below it, one after the other, each with a span of its own. */
  private static final SpanReach REACH =
      SpanReach.of(
          new TraceContent(
              "acme",
              "t",
              List.of(
                  ResourceSpans.newBuilder()
                      .addScopeSpans(
                          ScopeSpans.newBuilder()
                              .addSpans(span("01", ""))
                              .addSpans(span("0a", "01"))
                              .addSpans(span("a1", "0a"))
                              .addSpans(span("0b", "01"))
                              .addSpans(span("b1", "0b"))
                              .addSpans(span("0c", "01")))
                      .build()),
              List.of()));

  private static final List<Targets.Candidate> ANSWERS =
      List.of(answer("first", "0a", 100), answer("second", "0b", 200));

  @Test
  void isTheAnswerThatTheSpanBelongsTo() {
    assertThat(Targets.named(about("0a", 500), ANSWERS)).contains("first");
    assertThat(Targets.named(about("a1", 500), ANSWERS)).contains("first");
    assertThat(Targets.named(about("b1", 50), ANSWERS)).contains("second");
  }

  @Test
  void isTheLatestAnswerBelowASpanAtThatTime() {
    assertThat(Targets.named(about("01", 150), ANSWERS)).contains("first");
    assertThat(Targets.named(about("01", 200), ANSWERS)).contains("second");
    assertThat(Targets.named(about("01", 50), ANSWERS)).contains("second");
  }

  @Test
  void isNoneWhenTheSpanIsBesideAllAnswers() {
    assertThat(Targets.named(about("0c", 500), ANSWERS)).isEmpty();
    assertThat(Targets.named(about("ff", 500), ANSWERS)).isEmpty();
  }

  @Test
  void isTheLatestAnswerOfATraceThatIsNamedAlone() {
    assertThat(Targets.named(about("", 150), ANSWERS)).contains("first");
    assertThat(Targets.named(about("", 150), List.of())).isEmpty();
  }

  @Test
  void isTheAnswerItselfWhenItIsKnown() {
    Signal signal = about("0a", 500).toBuilder().setInteractionId("second").build();
    assertThat(Targets.named(signal, ANSWERS)).contains("second");
    assertThat(Targets.named(signal.toBuilder().setInteractionId("gone").build(), ANSWERS))
        .isEmpty();
  }

  @Test
  void reachesOnlySoFarAndEndsInALoop() {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    scope.addSpans(span("01", "02")).addSpans(span("02", "01"));
    for (int i = 16; i < 256; i++) {
      scope.addSpans(span(String.format("%02x", i), "01"));
    }
    SpanReach reach =
        SpanReach.of(
            new TraceContent(
                "acme",
                "t",
                List.of(ResourceSpans.newBuilder().addScopeSpans(scope).build()),
                List.of()));
    assertThat(reach.within("01")).hasSize(SpanReach.MAX_SPANS).contains("01", "02");
    assertThat(reach.above("01")).containsExactly("02");
  }

  private static Signal about(String span, long millis) {
    return Signal.newBuilder().setSpanId(span).setTimeUnixMillis(millis).build();
  }

  private static Targets.Candidate answer(String id, String root, long endMillis) {
    return new Targets.Candidate(id, REACH.within(root), REACH.above(root), endMillis);
  }

  private static Span span(String id, String parent) {
    return Span.newBuilder()
        .setSpanId(ByteString.copyFrom(HexFormat.of().parseHex(id)))
        .setParentSpanId(ByteString.copyFrom(HexFormat.of().parseHex(parent)))
        .build();
  }
}

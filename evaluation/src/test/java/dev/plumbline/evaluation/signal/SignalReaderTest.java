package dev.plumbline.evaluation.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.plumbline.evaluation.redaction.Kind;
import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.v1.Signal;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a service and a scope tell about feedback that the record does not say itself. */
class SignalReaderTest {
  private final SignalReader reader = new SignalReader(Set.of("shop"));

  @Test
  void turnsTheSignOfTheOlderEventWhereTheServiceHasItTheOtherWayRound() {
    LogRecord bad =
        LogRecord.newBuilder()
            .setEventName("gen_ai.evaluation.user_feedback")
            .addAttributes(text("gen_ai.evaluation.score", "1"))
            .build();
    assertThat(one("shop", "", bad).getValue()).isZero();
    assertThat(one("web", "", bad).getValue()).isEqualTo(1);
  }

  @Test
  void keepsNoTextAsLargeAsARecord() {
    String huge = "x".repeat(900_000);
    LogRecord vote =
        result("user_feedback").toBuilder()
            .addAttributes(text("gen_ai.evaluation.explanation", huge))
            .addAttributes(text("gen_ai.response.id", huge))
            .addAttributes(text("gen_ai.evaluation.score.label", huge))
            .build();
    assertThat(one("web", "", vote).getSerializedSize()).isBetween(4_000, 6_000);
  }

  @Test
  void replacesValuesInWhatPeopleWrote() {
    Redaction redaction =
        Redaction.of("0123456789abcdef0123456789abcdef".getBytes(UTF_8), EnumSet.allOf(Kind.class));
    // The last value lies across the place where a comment is cut.
    String filler = "x ".repeat(1_975);
    LogRecord vote =
        result("user_edit").toBuilder()
            .addAttributes(
                text(
                    "gen_ai.evaluation.explanation",
                    "call (415) 555-2671 or ann@corp.test " + filler + "4539 1488 0343 6467"))
            .addAttributes(text("gen_ai.evaluation.score.label", "send it to bob@corp.test"))
            .build();
    Signal signal =
        new SignalReader(Set.of(), redaction)
            .ofLogs("acme", List.of(logs("web", "", vote)))
            .getFirst();
    assertThat(signal.getComment())
        .startsWith("call <phone:")
        .contains("<email:")
        .doesNotContain("ann@corp", "555-2671", "4539");
    assertThat(signal.getLabel()).startsWith("send it to <email:");
    // And the same value has the same token as in the content of the tenant
    assertThat(signal.getLabel()).endsWith(redaction.of("acme").redact("bob@corp.test"));
  }

  @Test
  void turnsNothingElse() {
    assertThat(one("shop", "", result("user_feedback")).getValue()).isEqualTo(1);
  }

  @Test
  void takesNothingOfAnEvaluationLibraryForAUsersWord() {
    assertThat(one("web", "pydantic-evals", result("user_feedback")).getSource())
        .isEqualTo(Signal.Source.CODE);
    LogRecord judged =
        result("helpful").toBuilder()
            .addAttributes(text("gen_ai.evaluation.evaluator.source", "LLMJudge"))
            .build();
    assertThat(one("web", "pydantic-evals", judged).getSource()).isEqualTo(Signal.Source.LLM);
  }

  @Test
  void readsALinkToTheAnswerThatANewOneReplaces() {
    Span again =
        Span.newBuilder()
            .setTraceId(hex("0af7651916cd43dd8448eb211c80319c"))
            .setSpanId(hex("b7ad6b7169203331"))
            .setStartTimeUnixNano(7_000_000)
            .addEvents(
                Span.Event.newBuilder()
                    .setName("gen_ai.evaluation.result")
                    .addAttributes(text("gen_ai.evaluation.name", "relevance")))
            .addLinks(
                Span.Link.newBuilder()
                    .setTraceId(hex("4bf92f3577b34da6a3ce929d0e0e4736"))
                    .setSpanId(hex("00f067aa0ba902b7"))
                    .addAttributes(text("plumbline.link.kind", "regeneration_of")))
            .build();
    List<Signal> signals =
        reader.ofSpans(
            "acme",
            List.of(
                ResourceSpans.newBuilder()
                    .addScopeSpans(ScopeSpans.newBuilder().addSpans(again))
                    .build()));
    assertThat(signals)
        .filteredOn(s -> s.getName().equals("user_regenerate"))
        .singleElement()
        .returns("4bf92f3577b34da6a3ce929d0e0e4736", Signal::getTraceId)
        .returns("00f067aa0ba902b7", Signal::getSpanId)
        .returns(7L, Signal::getTimeUnixMillis)
        .returns(Signal.Source.END_USER, Signal::getSource);
    // Such a link makes no carrier of the span: the event is about the span itself.
    assertThat(signals)
        .filteredOn(s -> s.getName().equals("relevance"))
        .extracting(Signal::getSpanId)
        .containsExactly("b7ad6b7169203331");
  }

  @Test
  void readsTheTurnThatFeedbackIsAbout() {
    LogRecord record =
        result("user_feedback").toBuilder()
            .addAttributes(text("plumbline.turn.index", "3"))
            .build();
    assertThat(one("web", "", record).getTurnIndex()).isEqualTo(3);
    LogRecord odd =
        result("user_feedback").toBuilder()
            .addAttributes(text("plumbline.turn.index", "-1"))
            .build();
    assertThat(one("web", "", odd).hasTurnIndex()).isFalse();
  }

  private Signal one(String service, String scope, LogRecord record) {
    return reader.ofLogs("acme", List.of(logs(service, scope, record))).getFirst();
  }

  private static ResourceLogs logs(String service, String scope, LogRecord record) {
    return ResourceLogs.newBuilder()
        .setResource(Resource.newBuilder().addAttributes(text("service.name", service)))
        .addScopeLogs(
            ScopeLogs.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(scope))
                .addLogRecords(record))
        .build();
  }

  private static LogRecord result(String name) {
    return LogRecord.newBuilder()
        .setEventName("gen_ai.evaluation.result")
        .addAttributes(text("gen_ai.evaluation.name", name))
        .addAttributes(text("gen_ai.evaluation.score.value", "1"))
        .build();
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static ByteString hex(String id) {
    return ByteString.copyFrom(HexFormat.of().parseHex(id));
  }
}

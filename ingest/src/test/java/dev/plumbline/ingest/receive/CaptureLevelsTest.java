package dev.plumbline.ingest.receive;

import static dev.plumbline.ingest.fixtures.Requests.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.evaluation.capture.CaptureLevel;
import dev.plumbline.ingest.fixtures.FakeKafka;
import dev.plumbline.ingest.fixtures.HttpSender;
import dev.plumbline.ingest.fixtures.Receiver;
import dev.plumbline.ingest.fixtures.Requests;
import dev.plumbline.topics.TopicSpec;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much of what a sender sent is on the topic, by the level of its tenant. */
class CaptureLevelsTest {
  private static final String MAIL = "ann.canary@corp.test";
  private static final String SAID = "I live in Oslo";
  private static final ExportTraceServiceRequest REQUEST =
      Requests.spans(
          Requests.span(1, 1).toBuilder()
              .addAttributes(attribute("gen_ai.operation.name", "chat"))
              .addAttributes(attribute("gen_ai.response.model", "gpt-1"))
              .addAttributes(attribute("gen_ai.conversation.id", "c-17"))
              .addAttributes(number("gen_ai.usage.output_tokens", 12))
              .addAttributes(number("app.retries", 2))
              .addAttributes(attribute("app.note", SAID + ", mail to " + MAIL))
              .addAttributes(attribute("gen_ai.input.messages", "[{\"content\":\"" + MAIL + "\"}]"))
              .addEvents(
                  Span.Event.newBuilder()
                      .setName("exception")
                      .addAttributes(attribute("exception.type", "java.io.IOException"))
                      .addAttributes(attribute("exception.message", SAID)))
              .setStatus(Status.newBuilder().setMessage("for " + MAIL))
              .build());

  private final AtomicReference<CaptureLevel> level = new AtomicReference<>(CaptureLevel.FULL);
  private final Receiver receiver = Receiver.keeping(level::get);
  private final HttpSender client = new HttpSender();

  @AfterEach
  void close() {
    client.close();
    receiver.close();
  }

  @Test
  void fullGoesOnByteForByte() throws Exception {
    send(CaptureLevel.FULL);
    assertThat(receiver.kafka().kept().getFirst().value()).isEqualTo(REQUEST.toByteArray());
    assertThat(receiver.count("captured.records")).isZero();
  }

  @Test
  void redactedKeepsWordsAndReplacesValues() throws Exception {
    Span span = send(CaptureLevel.REDACTED);
    assertThat(text(span, "app.note")).startsWith(SAID + ", mail to <email:");
    assertThat(text(span, "gen_ai.input.messages")).matches("\\[\\{\"content\":\"<email:\\w+>\"}]");
    assertThat(text(span, "gen_ai.conversation.id")).isEqualTo("c-17");
    assertThat(receiver.count("redacted", "kind", "email")).isEqualTo(3);
  }

  @Test
  void metadataKeepsWhatIsNoContent() throws Exception {
    Span span = send(CaptureLevel.METADATA);
    assertThat(text(span, "app.note")).isEqualTo("__REDACTED__");
    assertThat(text(span, "gen_ai.input.messages")).isEqualTo("__REDACTED__");
    assertThat(text(span, "gen_ai.response.model")).isEqualTo("gpt-1");
    assertThat(text(span, "gen_ai.conversation.id")).isEqualTo("c-17");
    assertThat(span.getAttributesList()).contains(number("app.retries", 2));
    assertThat(span.getEvents(0).getAttributesList())
        .containsExactly(
            attribute("exception.type", "java.io.IOException"),
            attribute("exception.message", "__REDACTED__"));
  }

  @Test
  void noneKeepsWhatCallsAreCountedBy() throws Exception {
    Span span = send(CaptureLevel.NONE);
    assertThat(span.getAttributesList())
        .containsExactly(
            attribute("gen_ai.operation.name", "chat"),
            attribute("gen_ai.response.model", "gpt-1"),
            number("gen_ai.usage.output_tokens", 12));
    assertThat(span.getName()).isEqualTo("chat gpt-4o-mini");
    assertThat(span.getStatus().getMessage()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FULL")
  void keepsNoValueInSpansAndLogsOverBothPorts(CaptureLevel kept) throws Exception {
    // Given
    level.set(kept);
    LogRecord log =
        LogRecord.newBuilder()
            .setTraceId(Requests.traceId(1))
            .setEventName("gen_ai.user.message")
            .setBody(AnyValue.newBuilder().setStringValue(MAIL))
            .addAttributes(attribute("content", MAIL))
            .build();
    // When
    var _ = TraceServiceGrpc.newBlockingStub(receiver.channel()).export(REQUEST);
    var _ = LogsServiceGrpc.newBlockingStub(receiver.channel()).export(Requests.logs(log));
    send(kept);
    // Then
    assertThat(receiver.kafka().kept())
        .hasSize(3)
        .allSatisfy(
            record -> assertThat(new String(record.value())).doesNotContain("canary", "corp.test"));
    assertThat(receiver.count("captured.records", "level", kept.label())).isEqualTo(3);
  }

  @Test
  void aChangedLevelHoldsFromTheNextRequestOn() throws Exception {
    assertThat(text(send(CaptureLevel.FULL), "app.note")).contains(MAIL);
    assertThat(text(send(CaptureLevel.METADATA), "app.note")).doesNotContain(MAIL);
    assertThat(text(send(CaptureLevel.FULL), "app.note")).contains(MAIL);
  }

  @Test
  void dropsFieldsThatNobodyKnows() throws Exception {
    level.set(CaptureLevel.REDACTED);
    byte[] unknown = {(byte) 0xfa, 0x3f, 6, 's', 'e', 'c', 'r', 'e', 't'};
    byte[] request = REQUEST.toBuilder().mergeFrom(unknown).build().toByteArray();
    assertThat(new String(request)).contains("secret");
    post(request);
    assertThat(new String(receiver.kafka().kept().getFirst().value())).doesNotContain("secret");
  }

  @Test
  void keepsMetadataOnlyOfARecordThatTokensMakeTooLarge() throws Exception {
    // Given: each address is far shorter than its token.
    StringBuilder mails = new StringBuilder();
    for (int i = 0; i < 300_000; i++) {
      mails.append((char) ('a' + i % 26)).append("@b.co ");
    }
    level.set(CaptureLevel.REDACTED);
    Span large =
        Requests.span(1, 1).toBuilder().addAttributes(attribute("x", mails.toString())).build();
    // When
    post(Requests.spans(large).toByteArray());
    // Then
    FakeKafka.Kept kept = receiver.kafka().kept().getFirst();
    assertThat(kept.value().length).isLessThan(TopicSpec.MAX_MESSAGE_BYTES);
    assertThat(text(span(kept), "x")).isEqualTo("__REDACTED__");
    assertThat(receiver.count("captured.records", "level", "metadata")).isOne();
  }

  private Span send(CaptureLevel kept) throws Exception {
    level.set(kept);
    post(REQUEST.toByteArray());
    return span(receiver.kafka().kept().getLast());
  }

  private void post(byte[] request) throws Exception {
    assertThat(
            client
                .post(receiver.http("/v1/traces"), "application/x-protobuf", "", request)
                .statusCode())
        .isEqualTo(200);
  }

  private static Span span(FakeKafka.Kept record) throws InvalidProtocolBufferException {
    return ExportTraceServiceRequest.parseFrom(record.value())
        .getResourceSpans(0)
        .getScopeSpans(0)
        .getSpans(0);
  }

  private static String text(Span span, String key) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(attribute -> attribute.getValue().getStringValue())
        .findFirst()
        .orElse("");
  }

  private static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }
}

package dev.plumbline.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.fixtures.Placed;
import dev.plumbline.ingest.fixtures.RandomRequests;
import dev.plumbline.ingest.fixtures.Requests;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegroupingTest {
  private static final int PARTS = 65_536;
  private static final int CAP = 900 * 1024;
  private static final int MAX = 4 * 1024 * 1024;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void keepsEveryByteOfEverySpanAndOfWhatIsAroundIt(long seed) throws Exception {
    byte[] sent = new RandomRequests(seed).traces().toByteArray();
    for (int cap : new int[] {1_000, 4_000, CAP}) {
      assertKeepsAll(sent, Signal.TRACES, cap, "seed " + seed + " cap " + cap);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void keepsEveryByteOfEveryLogRecordAndOfWhatIsAroundIt(long seed) throws Exception {
    byte[] sent = new RandomRequests(seed).logs().toByteArray();
    for (int cap : new int[] {500, CAP}) {
      assertKeepsAll(sent, Signal.LOGS, cap, "seed " + seed + " cap " + cap);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TRACES, openai-v2-py/rag_answer.traces.pb",
    "TRACES, openai-v2-py/tool_ok.traces.pb",
    "TRACES, openai-v2-py/multi_turn.traces.pb",
    "TRACES, otel-openai-js/rag_answer.traces.pb",
    "LOGS, openai-v2-py/rag_answer_event_only.logs.pb",
    "LOGS, otel-openai-js/tool_ok.logs.pb",
    "LOGS, otel-openai-js/rag_answer.logs.pb"
  })
  void keepsEveryByteOfWhatRealClientsSend(Signal signal, String path) throws Exception {
    byte[] sent = Requests.recorded(path);
    assertThat(Placed.in(sent)).isNotEmpty();
    assertKeepsAll(sent, signal, CAP, path);
  }

  @Test
  void makesOneRecordOfATraceThatIsSpreadOverResources() throws Exception {
    Span first = Requests.span(1, 1);
    Span second = Requests.span(1, 2);
    ScopeSpans scope = ScopeSpans.newBuilder().addSpans(first).build();
    ScopeSpans other = ScopeSpans.newBuilder().setSchemaUrl("u").addSpans(second).build();
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope).addScopeSpans(other))
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
            .build();
    Regrouped regrouped = regroup(request.toByteArray(), Signal.TRACES, CAP, MAX);
    assertThat(regrouped.records()).hasSize(1);
    assertThat(ExportTraceServiceRequest.parseFrom(regrouped.records().getFirst().write()))
        .isEqualTo(request);
  }

  @Test
  void splitsATraceAboveTheCapAndLosesNothing() throws Exception {
    Span[] spans = new Span[50];
    for (int i = 0; i < spans.length; i++) {
      spans[i] = Requests.span(1, i).toBuilder().setName("x".repeat(1000)).build();
    }
    byte[] sent = Requests.spans(spans).toByteArray();
    assertThat(regroup(sent, Signal.TRACES, 10_000, MAX).records())
        .hasSize(6)
        .allMatch(record -> record.write().length <= 10_000);
    assertKeepsAll(sent, Signal.TRACES, 10_000, "split");
  }

  @Test
  void keepsASpanAboveTheCapAloneAndRejectsOneAboveTheTopicsLimit() {
    Span above = Requests.span(1, 1).toBuilder().setName("x".repeat(1_500_000)).build();
    Span beyond = Requests.span(1, 2).toBuilder().setName("x".repeat(MAX)).build();
    Regrouped regrouped =
        regroup(
            Requests.spans(Requests.span(1, 3), above, beyond, Requests.span(1, 4)).toByteArray(),
            Signal.TRACES,
            CAP,
            MAX);
    assertThat(regrouped.records()).extracting(TraceRecord::items).containsExactly(1, 1, 1);
    assertThat(regrouped.rejected().byReason()).containsExactly(entry(RejectReason.TOO_LARGE, 1));
  }

  @Test
  void countsTheResourceInTheSizeOfARecord() {
    var heavy = Requests.spans(Requests.span(1, 1), Requests.span(2, 1)).toBuilder();
    heavy
        .getResourceSpansBuilder(0)
        .getResourceBuilder()
        .addAttributes(Requests.attribute("notes", "x".repeat(MAX)));
    Regrouped regrouped = regroup(heavy.build().toByteArray(), Signal.TRACES, CAP, MAX);
    assertThat(regrouped.records()).isEmpty();
    assertThat(regrouped.rejected().byReason()).containsExactly(entry(RejectReason.TOO_LARGE, 2));
  }

  @Test
  void putsLogRecordsWithoutAValidTraceIdTogether() {
    LogRecord none = LogRecord.newBuilder().setTimeUnixNano(1).build();
    LogRecord zero = none.toBuilder().setTraceId(zeros(16)).build();
    LogRecord wrong = none.toBuilder().setTraceId(zeros(5)).build();
    LogRecord good = none.toBuilder().setTraceId(Requests.traceId(7)).build();
    Regrouped regrouped =
        regroup(Requests.logs(none, zero, good, wrong).toByteArray(), Signal.LOGS, CAP, MAX);
    assertThat(regrouped.records())
        .extracting(record -> record.trace().isZero(), TraceRecord::items)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(true, 3),
            org.assertj.core.groups.Tuple.tuple(false, 1));
    assertThat(regrouped.rejected().total()).isZero();
  }

  private static void assertKeepsAll(byte[] sent, Signal signal, int cap, String what)
      throws Exception {
    Regrouped regrouped = regroup(sent, signal, cap, MAX);
    List<Placed> received = new ArrayList<>();
    for (TraceRecord record : regrouped.records()) {
      byte[] bytes = record.write();
      assertThat(bytes.length).as(what).isLessThanOrEqualTo(record.bound());
      List<Placed> placed = Placed.in(bytes);
      assertThat(placed).as(what).hasSize(record.items());
      for (Placed item : placed) {
        assertThat(traceOf(item, signal)).as(what).isEqualTo(record.trace().hex());
      }
      received.addAll(placed);
    }
    assertThat(received).as(what).containsExactlyInAnyOrderElementsOf(Placed.in(sent));
    assertThat(regrouped.items()).as(what).isEqualTo(received.size());
  }

  private static String traceOf(Placed item, Signal signal) throws Exception {
    var id =
        signal == Signal.TRACES
            ? Span.parseFrom(item.item()).getTraceId()
            : LogRecord.parseFrom(item.item()).getTraceId();
    return id.isEmpty() ? TraceId.NONE.hex() : java.util.HexFormat.of().formatHex(id.toByteArray());
  }

  private static Regrouped regroup(byte[] body, Signal signal, int cap, int max) {
    return OtlpScanner.scan(body, signal, PARTS).regroup(cap, max);
  }

  private static com.google.protobuf.ByteString zeros(int length) {
    return com.google.protobuf.ByteString.copyFrom(new byte[length]);
  }

  private static java.util.Map.Entry<RejectReason, Integer> entry(RejectReason reason, int count) {
    return java.util.Map.entry(reason, count);
  }
}

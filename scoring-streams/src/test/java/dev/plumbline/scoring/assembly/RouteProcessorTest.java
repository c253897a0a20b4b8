package dev.plumbline.scoring.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.spans.SpanBook;
import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.topics.RecordHeaders;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SpanLedger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class RouteProcessorTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String OTHER = "00f067aa0ba902b7a3ce929d0e0e4736";

  /** murmur2("4bf9...") mod 8, as kafka-clients' own partitioner computes it. */
  private static final int PARTITION =
      org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey(
          TRACE.getBytes(java.nio.charset.StandardCharsets.UTF_8), 8);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MockProcessorContext<String, Object> context = new MockProcessorContext<>();
  private final KeyValueStore<String, SpanLedger> store = store();

  @Test
  void passesOurOwnRecordOnUnchanged() {
    byte[] value = spans(TRACE, TRACE);
    route(RouteProcessor.TRACES, PARTITION, TRACE, value);
    assertThat(forwarded("in"))
        .singleElement()
        .satisfies(record -> assertThat(((TraceRecord) record.value()).value()).isSameAs(value));
    assertThat(forwarded("rekey")).isEmpty();
  }

  @Test
  void sendsARecordRoundThatLiesInAnotherPartitionThanItsKeySays() {
    route(RouteProcessor.TRACES, (PARTITION + 1) % 8, TRACE, spans(TRACE));
    assertThat(forwarded("in")).isEmpty();
    assertThat(forwarded("rekey"))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo(TRACE);
              assertThat(RecordHeaders.text(record.headers(), RecordHeaders.SIGNAL))
                  .isEqualTo("traces");
              assertThat(RecordHeaders.text(record.headers(), RecordHeaders.TENANT))
                  .isEqualTo("acme");
            });
  }

  @Test
  void sendsARecordRoundWhoseKeyIsNotItsTrace() {
    for (String key : Arrays.asList(null, TRACE.toUpperCase(java.util.Locale.ROOT), OTHER, "")) {
      context.resetForwards();
      route(RouteProcessor.TRACES, PARTITION, key, spans(TRACE));
      assertThat(forwarded("rekey")).as("key " + key).extracting(Record::key).containsOnly(TRACE);
    }
  }

  @Test
  void takesARequestOfManyTracesApartAndKeepsTheirSpansTogether() throws Exception {
    route(RouteProcessor.TRACES, PARTITION, TRACE, spans(TRACE, OTHER, TRACE));
    assertThat(forwarded("rekey")).extracting(Record::key).containsExactly(TRACE, OTHER);
    TracesData first = TracesData.parseFrom((byte[]) forwarded("rekey").getFirst().value());
    assertThat(first.getResourceSpans(0).getScopeSpans(0).getSpansCount()).isEqualTo(2);
    assertThat(first.getResourceSpans(0).getSchemaUrl()).isEqualTo("resource");
    assertThat(first.getResourceSpans(0).getScopeSpans(0).getSchemaUrl()).isEqualTo("scope");
  }

  @Test
  void takesLogRecordsWithoutATraceAsideAndSendsTheRestRound() throws Exception {
    route(RouteProcessor.LOGS, PARTITION, TRACE, logs(TRACE, "", TRACE, ""));
    assertThat(forwarded("rekey")).extracting(Record::key).containsExactly(TRACE);
    assertThat(forwarded("untraced"))
        .singleElement()
        .satisfies(
            record -> {
              TraceRecord aside = (TraceRecord) record.value();
              assertThat(aside.tenant()).isEqualTo("acme");
              assertThat(aside.traceId()).isEmpty();
              assertThat(aside.logs().getFirst().getScopeLogs(0).getLogRecordsCount()).isEqualTo(2);
            });
  }

  @Test
  void countsLogRecordsWithoutATraceThatWereSentRound() throws Exception {
    route(RouteProcessor.BY_HEADER, PARTITION, TRACE, logs(TRACE, "", ""), "logs", "acme");
    assertThat(forwarded("untraced")).isEmpty();
    assertThat(dropped("log_without_trace")).isEqualTo(2);
  }

  @Test
  void readsFromTheHeaderWhatARekeyedRecordHolds() {
    route(RouteProcessor.BY_HEADER, PARTITION, TRACE, logs(TRACE), "logs", "acme");
    route(RouteProcessor.BY_HEADER, PARTITION, TRACE, spans(TRACE), "traces", "acme");
    assertThat(forwarded("in"))
        .extracting(record -> ((TraceRecord) record.value()).logs().size())
        .containsExactly(1, 0);
  }

  @Test
  void refusesWhatCanNeverBeOursBeforeAnyOfItIsSentOn() {
    assertThatThrownBy(() -> route(RouteProcessor.TRACES, PARTITION, TRACE, spans(TRACE, "beef")))
        .hasMessageContaining("trace id");
    assertThatThrownBy(
            () -> route(RouteProcessor.TRACES, PARTITION, null, spans(TRACE, "0".repeat(32))))
        .hasMessageContaining("zeros alone");
    assertThatThrownBy(
            () -> route(RouteProcessor.TRACES, PARTITION, TRACE, new byte[] {10, 127, 1}))
        .hasMessageContaining("found a value that is no OTLP request, expected one of traces");
    assertThatThrownBy(() -> route(RouteProcessor.TRACES, PARTITION, TRACE, null))
        .hasMessageContaining("found no value");
    for (byte[] nothing :
        List.of(new byte[0], Score.newBuilder().setValue(1).build().toByteArray())) {
      assertThatThrownBy(() -> route(RouteProcessor.TRACES, PARTITION, TRACE, nothing))
          .hasMessageContaining("found no span, expected at least one");
      assertThatThrownBy(() -> route(RouteProcessor.LOGS, PARTITION, TRACE, nothing))
          .hasMessageContaining("found no log record, expected at least one");
    }
    byte[] huge = new byte[RouteProcessor.MAX_VALUE_BYTES + 1];
    assertThatThrownBy(() -> route(RouteProcessor.TRACES, PARTITION, TRACE, huge))
        .hasMessageContaining("expected at most " + RouteProcessor.MAX_VALUE_BYTES);
    assertThatThrownBy(
            () ->
                route(RouteProcessor.BY_HEADER, PARTITION, TRACE, spans(TRACE), "metrics", "acme"))
        .hasMessageContaining("signal");
    assertThatThrownBy(
            () -> route(RouteProcessor.TRACES, PARTITION, TRACE, spans(TRACE), "traces", "a|b"))
        .hasMessageContaining("tenant");
    assertThat(context.forwarded()).isEmpty();
  }

  private void route(String signal, int partition, String key, byte[] value) {
    route(signal, partition, key, value, "traces", "acme");
  }

  private void route(
      String signal, int partition, String key, byte[] value, String header, String tenant) {
    RouteProcessor router =
        new RouteProcessor(signal, 8, "in", "rekey", "untraced", new ScoringMetrics(registry));
    context.setRecordMetadata("otlp_spans", partition, 0);
    context.addStateStore(store);
    router.init(context);
    Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
    RecordHeaders.set(headers, RecordHeaders.SIGNAL, header);
    RecordHeaders.set(headers, RecordHeaders.TENANT, tenant);
    router.process(new Record<>(key, value, 0, headers));
  }

  private KeyValueStore<String, SpanLedger> store() {
    ProtoSerde<SpanLedger> serde = ProtoSerde.of(SpanLedger.getDefaultInstance());
    KeyValueStore<String, SpanLedger> made =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(SpanBook.STORE),
                Serdes.String(),
                Serdes.serdeFrom(serde.serializer()::serialize, serde.deserializer()::deserialize))
            .withLoggingDisabled()
            .build();
    made.init(context.getStateStoreContext(), made);
    return made;
  }

  private List<Record<String, ?>> forwarded(String child) {
    return context.forwarded(child).stream()
        .<Record<String, ?>>map(
            f -> new Record<>(f.record().key(), f.record().value(), 0, f.record().headers()))
        .toList();
  }

  private double dropped(String reason) {
    return registry.counter("plumbline.scoring.dropped", "reason", reason).count();
  }

  private static byte[] spans(String... traces) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder().setSchemaUrl("scope");
    for (String trace : traces) {
      scope.addSpans(Span.newBuilder().setTraceId(bytes(trace)));
    }
    return TracesData.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().setSchemaUrl("resource").addScopeSpans(scope))
        .build()
        .toByteArray();
  }

  private static byte[] logs(String... traces) {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (String trace : traces) {
      scope.addLogRecords(LogRecord.newBuilder().setTraceId(bytes(trace)));
    }
    return LogsData.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
        .build()
        .toByteArray();
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}

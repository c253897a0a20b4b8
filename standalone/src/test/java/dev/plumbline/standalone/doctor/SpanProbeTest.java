package dev.plumbline.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.plumbline.standalone.doctor.Finding.Level;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class SpanProbeTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final long ARRIVAL = 1_790_000_000_000L;

  private final SpanProbe probe = new SpanProbe(1);

  @Test
  void namesTheServiceWhoseSpansEndAfterTheyArrived() {
    probe.look(record(TRACE, "shop", ARRIVAL - 300));
    probe.look(record(TRACE, "shop", ARRIVAL - 500));
    probe.look(record(TRACE, "till", ARRIVAL + 90_000));
    assertThat(probe.clocks().level()).isEqualTo(Level.WARN);
    assertThat(probe.clocks().text())
        .contains("0.3 s after they end (median)", "till by 90.0 s")
        .doesNotContain("shop by");
  }

  @Test
  void isContentWithSpansThatArriveSoonAfterTheyEnd() {
    probe.look(record(TRACE, "shop", ARRIVAL - 1_200));
    assertThat(probe.clocks().level()).isEqualTo(Level.OK);
    assertThat(probe.keys().level()).isEqualTo(Level.OK);
  }

  @Test
  void tellsTheCollectorsSettingsWhenKeysAreNotOurs() {
    probe.look(record(TRACE.toUpperCase(java.util.Locale.ROOT), "shop", ARRIVAL));
    assertThat(probe.keys().level()).isEqualTo(Level.WARN);
    assertThat(probe.keys().text())
        .contains("partition_traces_by_id: true", "sticky_key.hasher: murmur2");
  }

  @Test
  void failsWhenNothingIsAnOtlpRequest() {
    probe.look(record(TRACE, "{\"resourceSpans\"".getBytes(StandardCharsets.UTF_8)));
    assertThat(probe.keys().level()).isEqualTo(Level.FAIL);
    assertThat(probe.keys().text()).contains("encoding: otlp_proto");
  }

  @Test
  void saysSoWhenThereIsNothingToLookAt() {
    assertThat(probe.keys().text()).isEqualTo("no spans yet; send some to ingest");
  }

  private static ConsumerRecord<byte[], byte[]> record(String key, String service, long endMillis) {
    Span span =
        Span.newBuilder()
            .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(TRACE)))
            .setEndTimeUnixNano(endMillis * 1_000_000)
            .build();
    return record(
        key,
        TracesData.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .setResource(
                        Resource.newBuilder()
                            .addAttributes(
                                KeyValue.newBuilder()
                                    .setKey("service.name")
                                    .setValue(AnyValue.newBuilder().setStringValue(service))))
                    .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
            .build()
            .toByteArray());
  }

  private static ConsumerRecord<byte[], byte[]> record(String key, byte[] value) {
    return new ConsumerRecord<>(
        "otlp_spans",
        0,
        7,
        ARRIVAL,
        TimestampType.LOG_APPEND_TIME,
        32,
        value.length,
        key.getBytes(StandardCharsets.UTF_8),
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}

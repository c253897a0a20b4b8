package dev.plumbline.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpScannerTest {
  private static final int CAP = 900 * 1024;

  /** One span with what was around it, as protobuf-java sees it. */
  private record Placed(
      Resource resource,
      String resourceSchema,
      InstrumentationScope scope,
      String scopeSchema,
      UnknownFieldSet unknown,
      Span span) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void regroupsEverySpanUnchangedWithItsResourceAndScope(long seed) throws Exception {
    TracesData sent = randomTraces(new Random(seed));
    ScannedRequest scanned = OtlpScanner.scan(sent.toByteArray(), Signal.TRACES, CAP);
    List<Placed> received = new ArrayList<>();
    for (TraceId trace : scanned.byTrace().keySet()) {
      for (byte[] request : scanned.requestsOf(trace, 4_000)) {
        List<Placed> placed = placed(TracesData.parseFrom(request));
        assertThat(placed).allMatch(p -> hex(p.span().getTraceId()).equals(trace.hex()));
        received.addAll(placed);
      }
    }
    assertThat(received).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(placed(sent));
    assertThat(scanned.accepted()).isEqualTo(received.size());
  }

  @Test
  void splitsATraceThatIsLargerThanTheCap() throws Exception {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < 50; i++) {
      scope.addSpans(span(1, i).toBuilder().setName("x".repeat(1000)));
    }
    byte[] body =
        TracesData.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
            .build()
            .toByteArray();
    ScannedRequest scanned = OtlpScanner.scan(body, Signal.TRACES, CAP);
    List<byte[]> requests =
        scanned.requestsOf(scanned.byTrace().keySet().iterator().next(), 10_000);
    assertThat(requests).hasSizeGreaterThan(5).allMatch(r -> r.length <= 10_000);
  }

  @Test
  void countsWhatCanNeverBeAccepted() throws Exception {
    Span noTrace = span(1, 1).toBuilder().clearTraceId().build();
    Span shortTrace = span(1, 2).toBuilder().setTraceId(ByteString.copyFrom(new byte[8])).build();
    Span zeroTrace = span(1, 3).toBuilder().setTraceId(ByteString.copyFrom(new byte[16])).build();
    Span noId = span(1, 4).toBuilder().clearSpanId().build();
    Span large = span(1, 5).toBuilder().setName("x".repeat(5000)).build();
    ScannedRequest scanned =
        OtlpScanner.scan(
            traces(noTrace, shortTrace, zeroTrace, noId, large, span(1, 6)), Signal.TRACES, 4000);
    assertThat(scanned.accepted()).isEqualTo(1);
    assertThat(scanned.rejected())
        .containsEntry(RejectReason.INVALID_TRACE_ID, 3)
        .containsEntry(RejectReason.INVALID_SPAN_ID, 1)
        .containsEntry(RejectReason.TOO_LARGE, 1);
  }

  @Test
  void knowsLogRecordsFromSpansThoughTheFramingIsTheSame() throws Exception {
    LogsData logs =
        LogsData.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .addLogRecords(LogRecord.newBuilder().setTimeUnixNano(1))))
            .build();
    assertThat(OtlpScanner.scan(logs.toByteArray(), Signal.TRACES, CAP).rejected())
        .containsOnlyKeys(RejectReason.LOG_RECORD_AMONG_SPANS);
    assertThat(OtlpScanner.scan(traces(span(1, 1)), Signal.LOGS, CAP).rejected())
        .containsOnlyKeys(RejectReason.SPAN_AMONG_LOG_RECORDS);
    assertThat(OtlpScanner.scan(logs.toByteArray(), Signal.LOGS, CAP).byTrace())
        .containsOnlyKeys(TraceId.NONE);
  }

  @Test
  void splitsRecordedLogsOfTwoTraces() throws Exception {
    byte[] body = getClass().getResourceAsStream("/otlp/tool_ok.logs.2.pb").readAllBytes();
    ScannedRequest scanned = OtlpScanner.scan(body, Signal.LOGS, CAP);
    long expected =
        LogsData.parseFrom(body).getResourceLogsList().stream()
            .flatMap(r -> r.getScopeLogsList().stream())
            .mapToLong(s -> s.getLogRecordsCount())
            .sum();
    assertThat(scanned.accepted()).isEqualTo((int) expected);
    assertThat(scanned.byTrace()).hasSize(2);
  }

  @Test
  void takesAnEmptyRequest() throws Exception {
    assertThat(OtlpScanner.scan(new byte[0], Signal.TRACES, CAP).accepted()).isZero();
  }

  @Test
  void failsOnlyInTheDeclaredWayWhateverTheBytes() {
    byte[] good = randomTraces(new Random(1)).toByteArray();
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      byte[] bytes;
      if (seed % 3 == 0) {
        bytes = new byte[random.nextInt(400)];
        random.nextBytes(bytes);
      } else {
        bytes = Arrays.copyOf(good, seed % 3 == 1 ? random.nextInt(good.length) : good.length);
        for (int i = 0; i < 4 && bytes.length > 0; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      }
      try {
        ScannedRequest scanned = OtlpScanner.scan(bytes, Signal.TRACES, CAP);
        scanned.byTrace().keySet().forEach(t -> scanned.requestsOf(t, 1000));
      } catch (MalformedRequestException e) {
        assertThat(e).as("seed %d", seed).hasMessageContaining("found");
      }
    }
  }

  @Test
  void saysThatJsonWasFound() {
    assertThatThrownBy(
            () ->
                OtlpScanner.scan(
                    "{\"resourceSpans\":[]}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    Signal.TRACES,
                    CAP))
        .isInstanceOf(MalformedRequestException.class)
        .hasMessageContaining("{\"resourceSp");
  }

  static byte[] traces(Span... spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
        .build()
        .toByteArray();
  }

  static Span span(int trace, int id) {
    byte[] traceId = new byte[16];
    traceId[15] = (byte) trace;
    byte[] spanId = new byte[8];
    spanId[0] = 1;
    spanId[7] = (byte) id;
    return Span.newBuilder()
        .setTraceId(ByteString.copyFrom(traceId))
        .setSpanId(ByteString.copyFrom(spanId))
        .setName("chat")
        .build();
  }

  private static TracesData randomTraces(Random random) {
    TracesData.Builder data = TracesData.newBuilder();
    for (int r = random.nextInt(4); r >= 0; r--) {
      ResourceSpans.Builder resource =
          ResourceSpans.newBuilder()
              .setResource(
                  Resource.newBuilder()
                      .addAttributes(attribute("service.name", "s" + random.nextInt(3))))
              .setSchemaUrl("https://schema/" + random.nextInt(3));
      for (int s = random.nextInt(3); s >= 0; s--) {
        ScopeSpans.Builder scope =
            ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName("scope" + random.nextInt(3)))
                .setUnknownFields(
                    UnknownFieldSet.newBuilder()
                        .addField(
                            77,
                            UnknownFieldSet.Field.newBuilder()
                                .addVarint(random.nextInt(100))
                                .build())
                        .build());
        for (int i = random.nextInt(6); i > 0; i--) {
          scope.addSpans(
              span(1 + random.nextInt(5), 1 + random.nextInt(100)).toBuilder()
                  .addAttributes(attribute("k", "v".repeat(random.nextInt(600))))
                  .setStartTimeUnixNano(random.nextLong()));
        }
        resource.addScopeSpans(scope);
      }
      data.addResourceSpans(resource);
    }
    return data.build();
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static List<Placed> placed(TracesData data) {
    List<Placed> placed = new ArrayList<>();
    for (ResourceSpans r : data.getResourceSpansList()) {
      for (ScopeSpans s : r.getScopeSpansList()) {
        for (Span span : s.getSpansList()) {
          placed.add(
              new Placed(
                  r.getResource(),
                  r.getSchemaUrl(),
                  s.getScope(),
                  s.getSchemaUrl(),
                  s.getUnknownFields(),
                  span));
        }
      }
    }
    return placed;
  }

  private static String hex(ByteString id) {
    return java.util.HexFormat.of().formatHex(id.toByteArray());
  }
}

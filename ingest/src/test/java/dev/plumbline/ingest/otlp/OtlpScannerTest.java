package dev.plumbline.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.ingest.fixtures.RandomRequests;
import dev.plumbline.ingest.fixtures.Requests;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OtlpScannerTest {
  private static final int PARTS = 65_536;
  private static final byte[] BEFORE = Requests.traces(1).toByteArray();

  @Test
  void takesAnEmptyRequest() {
    assertThat(regroup(new byte[0], Signal.TRACES).items()).isZero();
  }

  @Test
  void rejectsSpansWithoutAnIdThatCouldIdentifyThem() {
    Span good = Requests.span(1, 1);
    Span noTrace = good.toBuilder().clearTraceId().build();
    Span shortTrace = good.toBuilder().setTraceId(ByteString.copyFrom(new byte[8])).build();
    Span zeroTrace = good.toBuilder().setTraceId(ByteString.copyFrom(new byte[16])).build();
    Span noId = good.toBuilder().clearSpanId().build();
    Span zeroId = good.toBuilder().setSpanId(ByteString.copyFrom(new byte[8])).build();
    Span longId = good.toBuilder().setSpanId(ByteString.copyFrom(new byte[16])).build();
    Regrouped regrouped =
        regroup(
            Requests.spans(noTrace, shortTrace, zeroTrace, noId, zeroId, longId, good)
                .toByteArray(),
            Signal.TRACES);
    assertThat(regrouped.items()).isEqualTo(1);
    assertThat(regrouped.rejected().byReason())
        .containsEntry(RejectReason.INVALID_TRACE_ID, 3)
        .containsEntry(RejectReason.INVALID_SPAN_ID, 3)
        .hasSize(2);
  }

  @Test
  void tellsLogRecordsFromSpansThoughTheFramingIsTheSame() {
    byte[] logs =
        Requests.logs(
                LogRecord.newBuilder().setTimeUnixNano(1).setTraceId(Requests.traceId(1)).build(),
                LogRecord.newBuilder().setObservedTimeUnixNano(1).build(),
                LogRecord.newBuilder().setSeverityNumberValue(9).build())
            .toByteArray();
    assertThat(regroup(logs, Signal.TRACES).rejected().byReason())
        .containsExactly(java.util.Map.entry(RejectReason.LOG_RECORD_AMONG_SPANS, 3));
    assertThat(regroup(Requests.traces(2).toByteArray(), Signal.LOGS).rejected().byReason())
        .containsExactly(java.util.Map.entry(RejectReason.SPAN_AMONG_LOG_RECORDS, 2));
  }

  @Test
  void rejectsASpanThatAParserWouldNotTakeAndKeepsTheOthers() throws Exception {
    ByteArrayOutputStream broken = new ByteArrayOutputStream();
    Requests.span(1, 1).writeTo(broken);
    CodedOutputStream out = CodedOutputStream.newInstance(broken);
    out.writeByteArray(5, new byte[] {(byte) 0xc3, '('});
    out.flush();
    byte[] body = around(broken.toByteArray(), Requests.span(1, 2).toByteArray());
    assertThatThrownBy(() -> ExportTraceServiceRequest.parseFrom(body)).hasMessageContaining("UTF");
    Regrouped regrouped = regroup(body, Signal.TRACES);
    assertThat(regrouped.items()).isEqualTo(1);
    assertThat(regrouped.rejected().byReason()).containsOnlyKeys(RejectReason.UNREADABLE);
  }

  @Test
  void rejectsAttributesThatNestDeeperThanAParserFollows() throws Exception {
    byte[] deepest = deep(48);
    byte[] tooDeep = deep(49);
    ExportTraceServiceRequest.parseFrom(deepest);
    assertThatThrownBy(() -> ExportTraceServiceRequest.parseFrom(tooDeep))
        .hasMessageContaining("nesting");
    assertThat(regroup(deepest, Signal.TRACES).items()).isEqualTo(1);
    assertThat(regroup(tooDeep, Signal.TRACES).rejected().byReason())
        .containsOnlyKeys(RejectReason.UNREADABLE);
    assertThat(regroup(deep(5_000), Signal.TRACES).rejected().byReason())
        .containsOnlyKeys(RejectReason.UNREADABLE);
  }

  @Test
  void refusesARequestOfMorePartsThanAllowed() {
    byte[] manyResources = new byte[200_000];
    for (int i = 0; i < manyResources.length; i += 2) {
      manyResources[i] = 0x0a;
    }
    assertThatThrownBy(() -> OtlpScanner.scan(manyResources, Signal.TRACES, PARTS))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TOO_LARGE));
  }

  @Test
  void saysThatJsonWasFound() {
    byte[] json = "{\"resourceSpans\":[]}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> regroup(json, Signal.TRACES))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("{\"resourceSp");
  }

  @Test
  void showsNothingOfWhatTheArrayHeldBefore() {
    byte[] array = "{secret of another sender}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> OtlpScanner.scan(array, 1, Signal.TRACES, PARTS))
        .isInstanceOf(ExportException.class)
        .hasMessageEndingWith("(the body starts with the text \"{\")");
  }

  @Test
  void rejectsAByteThatNoFieldBeginsWithBeforeWhatLooksLikeAnAttribute() throws Exception {
    ByteString attribute =
        KeyValue.newBuilder()
            .setKey("k")
            .setValue(AnyValue.newBuilder().setBoolValue(true))
            .build()
            .toByteString();
    for (int tag = 0; tag < 256; tag++) {
      ByteString status =
          ByteString.copyFrom(new byte[] {(byte) tag, (byte) attribute.size()}).concat(attribute);
      byte[] body =
          around(
              Requests.span(1, 1)
                  .toByteString()
                  .concat(field(Span.STATUS_FIELD_NUMBER, status))
                  .toByteArray());
      assertThat(regroup(body, Signal.TRACES).items())
          .as("tag byte %d", tag)
          .isEqualTo(parses(body) ? 1 : 0);
    }
  }

  private static boolean parses(byte[] body) {
    try {
      ExportTraceServiceRequest.parseFrom(body);
      return true;
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  @Test
  void failsOnlyInTheDeclaredWayAndWritesOnlyWhatAParserTakes() throws Exception {
    int parsed = 0;
    for (int seed = 0; seed < 10_000; seed++) {
      Random random = new Random(seed);
      Signal signal = seed % 2 == 0 ? Signal.TRACES : Signal.LOGS;
      try {
        for (TraceRecord record : regroup(hostile(random, signal), signal).records()) {
          byte[] written = record.write();
          int items =
              signal == Signal.TRACES
                  ? ExportTraceServiceRequest.parseFrom(written)
                      .getResourceSpans(0)
                      .getScopeSpansCount()
                  : ExportLogsServiceRequest.parseFrom(written)
                      .getResourceLogs(0)
                      .getScopeLogsCount();
          assertThat(items).as("seed %d", seed).isPositive();
          parsed++;
        }
      } catch (ExportException e) {
        assertThat(e).as("seed %d", seed).hasMessageContaining("found");
        assertThat(e.kind()).as("seed %d", seed).isEqualTo(FailureKind.MALFORMED);
      }
    }
    assertThat(parsed).as("mutations that were accepted").isGreaterThan(500);
  }

  /** Random bytes, cut requests, and requests with a few bytes changed. */
  private static byte[] hostile(Random random, Signal signal) {
    if (random.nextInt(10) == 0) {
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      return noise;
    }
    RandomRequests requests = new RandomRequests(random.nextInt(50));
    byte[] good =
        signal == Signal.TRACES ? requests.traces().toByteArray() : requests.logs().toByteArray();
    boolean cut = random.nextInt(4) == 0;
    byte[] bytes = Arrays.copyOf(good, cut ? random.nextInt(good.length + 1) : good.length);
    for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  /** A span whose attribute is a text inside so many lists. */
  private static byte[] deep(int lists) throws Exception {
    ByteString value = AnyValue.newBuilder().setStringValue("x").build().toByteString();
    for (int i = 1; i < lists; i++) {
      value =
          field(AnyValue.ARRAY_VALUE_FIELD_NUMBER, field(ArrayValue.VALUES_FIELD_NUMBER, value));
    }
    ByteString attribute = field(Span.ATTRIBUTES_FIELD_NUMBER, field(2, value));
    return around(Requests.span(1, 1).toByteString().concat(attribute).toByteArray());
  }

  private static byte[] around(byte[]... spans) throws Exception {
    ByteString scope = ByteString.EMPTY;
    for (byte[] span : spans) {
      scope = scope.concat(field(2, ByteString.copyFrom(span)));
    }
    return field(1, field(2, scope)).toByteArray();
  }

  private static ByteString field(int number, ByteString value) throws Exception {
    ByteString.Output out = ByteString.newOutput();
    CodedOutputStream coded = CodedOutputStream.newInstance(out);
    coded.writeTag(number, 2);
    coded.writeUInt32NoTag(value.size());
    coded.flush();
    return out.toByteString().concat(value);
  }

  /** In an array that held another message before, as a receiver reads it. */
  private static Regrouped regroup(byte[] body, Signal signal) {
    byte[] array = Arrays.copyOf(body, body.length + BEFORE.length);
    System.arraycopy(BEFORE, 0, array, body.length, BEFORE.length);
    return OtlpScanner.scan(array, body.length, signal, PARTS).regroup(900 * 1024, 4 * 1024 * 1024);
  }
}

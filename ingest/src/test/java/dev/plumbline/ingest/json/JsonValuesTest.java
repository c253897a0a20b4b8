package dev.plumbline.ingest.json;

import static dev.plumbline.ingest.json.JsonReading.json;
import static dev.plumbline.ingest.json.JsonReading.requestOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import dev.plumbline.ingest.fixtures.Requests;
import dev.plumbline.ingest.otlp.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What JSON may say, and what it means as a message. */
class JsonValuesTest {
  private static final String IDS =
      "'traceId':'AB000000000000000000000000000001','spanId':'0100000000000001'";
  private static final long NANOS = 1_795_424_878_452_000_000L;

  private final JsonReading reading = new JsonReading();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " \n{ }\t",
        "{'resourceSpans':[]}",
        "{'resourceSpans':null}",
        "{'later':{'a':[1,'}',null,{'b':[[]]}]}}",
        "{'resourceSpans':[{'scopeSpans':[{}],'later':1,'resource':null}]}"
      })
  void takesRequestsWithoutSpans(String json) throws Exception {
    ExportTraceServiceRequest request = request(json);
    assertThat(request.getResourceSpansList().stream().flatMap(r -> r.getScopeSpansList().stream()))
        .allMatch(scope -> scope.getSpansCount() == 0);
  }

  static Stream<Arguments> spans() {
    return Stream.of(
        arguments("'name':'chat'", span().setName("chat")),
        arguments("'name':''", span()),
        arguments("'name':null,'kind':null,'attributes':null,'status':null", span()),
        arguments("'later':{'traceId':'x','a':[{}]},'name':'chat'", span().setName("chat")),
        arguments("'kind':3", span().setKindValue(3)),
        arguments("'kind':'3'", span().setKindValue(3)),
        arguments("'kind':'SPAN_KIND_CLIENT'", span().setKindValue(3)),
        arguments("'kind':99", span().setKindValue(99)),
        arguments("'status':{'code':'STATUS_CODE_ERROR'}", span().setStatus(error())),
        arguments("'startTimeUnixNano':'1795424878452000000'", span().setStartTimeUnixNano(NANOS)),
        arguments("'startTimeUnixNano':1795424878452000000", span().setStartTimeUnixNano(NANOS)),
        arguments("'startTimeUnixNano':1.795424878452e18", span().setStartTimeUnixNano(NANOS)),
        arguments("'startTimeUnixNano':1795424878452000000.0", span().setStartTimeUnixNano(NANOS)),
        arguments("'end_time_unix_nano':'18446744073709551615'", span().setEndTimeUnixNano(-1)),
        arguments("'end_time_unix_nano':18446744073709551615", span().setEndTimeUnixNano(-1)),
        arguments("'startTimeUnixNano':0.0e-999999999", span()),
        arguments("'parentSpanId':''", span()),
        arguments(
            "'parent_span_id':'0100000000000001'", span().setParentSpanId(span().getSpanId())),
        arguments("'flags':4294967295", span().setFlags(-1)),
        arguments("'droppedAttributesCount':'7'", span().setDroppedAttributesCount(7)),
        arguments("'events':[{'timeUnixNano':'5'}],'links':[]", span().addEvents(eventAt(5))));
  }

  @ParameterizedTest
  @MethodSource("spans")
  void readsWhatASpanHolds(String json, Span.Builder expected) throws Exception {
    assertThat(one(json + "," + IDS)).isEqualTo(expected.build());
    assertThat(one(IDS + "," + json)).isEqualTo(expected.build());
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments("{}", AnyValue.newBuilder()),
        arguments("null", AnyValue.newBuilder()),
        arguments("{'stringValue':''}", text("")),
        arguments("{'string_value':'x','intValue':null}", text("x")),
        arguments("{'stringValue':'gr\\u00fcn \\ud83d\\ude42 漢🙂'}", text("grün 🙂 漢🙂")),
        arguments("{'stringValue':'cut \\ud83d'}", text("cut \ufffd")),
        arguments("{'stringValue':'\\ude42\\ud83d\\ud83d\\ude42'}", text("\ufffd\ufffd🙂")),
        arguments("{'intValue':'-9223372036854775808'}", whole(Long.MIN_VALUE)),
        arguments("{'intValue':-1}", whole(-1)),
        arguments("{'intValue':0}", whole(0)),
        arguments("{'intValue':'42'}", whole(42)),
        arguments("{'intValue':42.0}", whole(42)),
        arguments("{'doubleValue':0.2}", number(0.2)),
        arguments("{'doubleValue':1}", number(1)),
        arguments("{'doubleValue':'1e-3'}", number(0.001)),
        arguments("{'doubleValue':'NaN'}", number(Double.NaN)),
        arguments("{'doubleValue':'Infinity'}", number(Double.POSITIVE_INFINITY)),
        arguments("{'doubleValue':'-Infinity'}", number(Double.NEGATIVE_INFINITY)),
        arguments("{'boolValue':false}", AnyValue.newBuilder().setBoolValue(false)),
        arguments("{'bytesValue':'+/8='}", bytes(0xfb, 0xff)),
        arguments("{'bytesValue':'-_8'}", bytes(0xfb, 0xff)),
        arguments("{'bytesValue':''}", bytes()),
        arguments("{'arrayValue':{}}", list()),
        arguments(
            "{'arrayValue':{'values':[{},{'intValue':1}]}}",
            list(AnyValue.newBuilder(), whole(1))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsWhatAnAttributeHolds(String json, AnyValue.Builder expected) throws Exception {
    Span span = one("'attributes':[{'value':" + json + ",'key':'k'}]," + IDS);
    assertThat(span.getAttributes(0).getKey()).isEqualTo("k");
    assertThat(span.getAttributes(0).getValue()).isEqualTo(expected.build());
  }

  @Test
  void doesNotCarryHalfAPairIntoTheNextText() throws Exception {
    Span span = one("'name':'\\ud83d','traceState':'\\ude42'," + IDS);
    assertThat(span.getName()).isEqualTo("\ufffd");
    assertThat(span.getTraceState()).isEqualTo("\ufffd");
  }

  @Test
  void keepsTextsOfEveryLengthAndPairsAtEveryPlace() throws Exception {
    for (int length : new int[] {126, 127, 128, 3_999, 4_000, 16_383, 16_384, 70_000, 300_000}) {
      String name = "a".repeat(length) + "🙂漢".repeat(length % 1_000) + "z";
      assertThat(one("'name':'" + name + "'," + IDS).getName()).isEqualTo(name);
    }
  }

  private Span one(String fields) throws Exception {
    return request(requestOf("{" + fields + "}")).getResourceSpans(0).getScopeSpans(0).getSpans(0);
  }

  private ExportTraceServiceRequest request(String json) throws Exception {
    return ExportTraceServiceRequest.parseFrom(reading.protobuf(json(json), Signal.TRACES));
  }

  private static Span.Builder span() {
    return Requests.span(1, 1).toBuilder().clearName();
  }

  private static Status error() {
    return Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).build();
  }

  private static Span.Event eventAt(long nanos) {
    return Span.Event.newBuilder().setTimeUnixNano(nanos).build();
  }

  private static AnyValue.Builder text(String value) {
    return AnyValue.newBuilder().setStringValue(value);
  }

  private static AnyValue.Builder whole(long value) {
    return AnyValue.newBuilder().setIntValue(value);
  }

  private static AnyValue.Builder number(double value) {
    return AnyValue.newBuilder().setDoubleValue(value);
  }

  private static AnyValue.Builder bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(bytes));
  }

  private static AnyValue.Builder list(AnyValue.Builder... values) {
    ArrayValue.Builder list = ArrayValue.newBuilder();
    List.of(values).forEach(list::addValues);
    return AnyValue.newBuilder().setArrayValue(list);
  }
}

package dev.plumbline.ingest.json;

import static dev.plumbline.ingest.json.JsonReading.json;
import static dev.plumbline.ingest.json.JsonReading.requestOf;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.plumbline.ingest.fixtures.JsonPrinter;
import dev.plumbline.ingest.fixtures.Requests;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.OtlpScanner;
import dev.plumbline.ingest.otlp.Regrouped;
import dev.plumbline.ingest.otlp.RejectReason;
import dev.plumbline.ingest.otlp.Signal;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about JSON that is not a request, or not quite. */
class JsonProblemsTest {
  private static final String SPAN = "/resourceSpans/0/scopeSpans/0/spans/0";
  private static final String IDS =
      "'traceId':'ab000000000000000000000000000001','spanId':'0100000000000001'";

  private final JsonReading reading = new JsonReading();

  static Stream<Arguments> wrongSpans() {
    return Stream.of(
        arguments("'kind':'CLIENT'", "the text \"CLIENT\" at %s/kind", "a SpanKind by its number"),
        arguments("'kind':1.5", "1.5 at %s/kind", "a SpanKind"),
        arguments("'name':5", "5 at %s/name", "a text"),
        arguments("'name':['a']", "a list at %s/name", "a text"),
        arguments("'startTimeUnixNano':'2026-11-01'", "\"2026-11-01\" at", "a whole number"),
        arguments("'startTimeUnixNano':'9 '", "\"9 \" at", "a whole number"),
        arguments("'startTimeUnixNano':''", "\"\" at", "a whole number"),
        arguments("'startTimeUnixNano':-1", "-1 at", "a whole number from 0 on"),
        arguments("'startTimeUnixNano':1.5", "1.5 at", "a whole number"),
        arguments("'startTimeUnixNano':1e999999999", "1e999999999 at", "a whole number"),
        arguments("'startTimeUnixNano':1e-999999999", "1e-999999999 at", "a whole number"),
        arguments("'startTimeUnixNano':'18446744073709551616'", "51616\" at", "a whole number"),
        arguments(
            "'attributes':[{'value':{'intValue':'9223372036854775808'}}]", "808\"", "a whole"),
        arguments("'attributes':[{'value':{'intValue':'-9223372036854775809'}}]", "809\"", "a wh"),
        arguments("'flags':'-1'", "\"-1\" at", "a whole number from 0 on of 32 bits"),
        arguments("'flags':4294967296", "4294967296 at", "a whole number from 0 on of 32 bits"),
        arguments("'parentSpanId':'AKvN'", "the text \"AKvN\" at %s/parentSpanId", "16 hex digits"),
        arguments("'parentSpanId':'abc'", "the text \"abc\" at", "16 hex digits"),
        arguments("'links':[{'traceId':'xx'}]", "at %s/links/0/traceId", "32 hex digits"),
        arguments(
            "'attributes':{'a':1}",
            "an object at %s/attributes",
            "a list, each element an object (KeyValue)"),
        arguments("'attributes':[null]", "null at %s/attributes/0", "an object (KeyValue)"),
        arguments("'attributes':[{'value':'b'}]", "at %s/attributes/0/value", "an object (AnyV"),
        arguments("'attributes':[{'value':{'boolValue':'true'}}]", "\"true\"", "true or false"),
        arguments("'attributes':[{'value':{'doubleValue':1e400}}]", "1e400 at", "a number"),
        arguments("'attributes':[{'value':{'doubleValue':'1e400'}}]", "\"1e400\" at", "a number"),
        arguments("'attributes':[{'value':{'doubleValue':'0x1p3'}}]", "\"0x1p3\" at", "a number"),
        arguments("'attributes':[{'value':{'doubleValue':'x'}}]", "\"x\" at", "a number"),
        arguments("'attributes':[{'value':{'bytesValue':'*'}}]", "\"*\" at", "a text in base64"),
        arguments("'attributes':[{'value':{'bytesValue':[]}}]", "a list at", "a text in base64"),
        arguments(
            "'attributes':[{'value':{'intValue':1,'boolValue':true}}]",
            "true at",
            "no second value: keys"),
        arguments("'name':'a','name':'b'", "the text \"b\" at %s/name", "no second value"),
        arguments("'name':'a','name':{}", "an object at %s/name", "no second value"),
        arguments(
            "'trace_state':'a','traceState':'b'", "\"b\" at %s/traceState", "no second value"));
  }

  @ParameterizedTest
  @MethodSource("wrongSpans")
  void rejectsASpanWithAWrongValueAndKeepsTheOther(String wrong, String found, String expected)
      throws Exception {
    String sent = requestOf("{" + wrong + "," + IDS + "}", "{" + IDS + ",'name':'good'}");
    JsonRequest read = reading.read(json(sent), Signal.TRACES);
    Regrouped regrouped = regrouped(read, Signal.TRACES);
    assertThat(regrouped.rejected().byReason()).isEqualTo(Map.of(RejectReason.UNREADABLE, 1));
    assertThat(regrouped.items()).isEqualTo(1);
    assertThat(new String(regrouped.records().getFirst().write(), UTF_8)).contains("good");
    assertThat(read.firstProblem())
        .startsWith("found ")
        .contains(found.replace("%s", SPAN))
        .contains(" (line 1, column ")
        .contains("), expected " + expected);
  }

  @Test
  void namesTheFirstProblemOnly() throws Exception {
    String sent = requestOf("{'name':1," + IDS + ",'kind':'x'}", "{'name':2}", "[3]");
    JsonRequest read = reading.read(json(sent), Signal.TRACES);
    assertThat(regrouped(read, Signal.TRACES).rejected().byReason())
        .isEqualTo(Map.of(RejectReason.UNREADABLE, 3));
    assertThat(read.firstProblem()).startsWith("found 1 at " + SPAN + "/name (line 1, column 52)");
  }

  @Test
  void showsNoMoreOfAWrongValueThanIsOfUse() throws Exception {
    String sent = requestOf("{'kind':'" + "x".repeat(5_000) + "'}");
    assertThat(reading.read(json(sent), Signal.TRACES).firstProblem())
        .startsWith("found a text of 5000 characters at");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "ab000000000000000000000000000001ff"})
  void leavesAnIdOfAnotherLengthToWhoeverJudgesThem(String id) throws Exception {
    String sent = requestOf("{'traceId':'" + id + "','spanId':'0100000000000001'}");
    JsonRequest read = reading.read(json(sent), Signal.TRACES);
    assertThat(regrouped(read, Signal.TRACES).rejected().byReason())
        .isEqualTo(Map.of(RejectReason.INVALID_TRACE_ID, 1));
    assertThat(read.firstProblem()).isNull();
  }

  @Test
  void rejectsALogRecordAloneAndTakesOneWithoutATrace() throws Exception {
    String sent =
        "{'resourceLogs':[{'scopeLogs':[{'logRecords':["
            + "{'severityNumber':'SEVERITY_NUMBER_INFO','body':{'stringValue':'b'},'traceId':''},"
            + "{'severityNumber':9.5}]}]}]}";
    JsonRequest read = reading.read(json(sent), Signal.LOGS);
    Regrouped regrouped = regrouped(read, Signal.LOGS);
    assertThat(regrouped.items()).isEqualTo(1);
    assertThat(regrouped.rejected().byReason()).isEqualTo(Map.of(RejectReason.UNREADABLE, 1));
    assertThat(read.firstProblem())
        .startsWith("found 9.5 at /resourceLogs/0/scopeLogs/0/logRecords/1/severityNumber");
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments("", "found nothing (line 1, column 1), expected an object"),
        arguments("[]", "found a list (line 1, column 1), expected an object"),
        arguments("'x'", "found the text \"x\" (line 1, column 1), expected an object"),
        arguments("{", "Unexpected end-of-input"),
        arguments("{'resourceSpans':[", "Unexpected end-of-input"),
        arguments("{} x", "Unrecognized token 'x'"),
        arguments("{}\n{}", "found an object (line 2, column 1), expected the end"),
        arguments("{'a':NaN}", "'NaN'"),
        arguments("{'a':01}", "Leading zeroes not allowed"),
        arguments("{'a':1,}", "was expecting double-quote to start field name"),
        arguments("{a:1}", "was expecting double-quote to start field name"),
        arguments("{'a':'\t'}", "CTRL-CHAR"),
        arguments("{'a':'\\ud8zz'}", "(line 1, column 1"),
        arguments("<html>", "Unexpected character ('<'"),
        arguments("\n\u0004spans", "CTRL-CHAR"),
        arguments("{'a':" + "[".repeat(300), "nesting depth (257) exceeds the maximum"),
        arguments("{'" + "k".repeat(400) + "':1}", "exceeds the maximum allowed"),
        arguments("{'a':" + "1".repeat(1_001) + "}", "exceeds the maximum allowed"),
        arguments("{'resourceSpans':{}}", "an object at /resourceSpans (line 1, column 18)"),
        arguments(
            "{'resourceSpans':{}}", "expected a list, each element an object (ResourceSpans)"),
        arguments("{'resourceSpans':[7]}", "found 7 at /resourceSpans/0"),
        arguments(
            "{'resourceSpans':[],'resource_spans':[]}",
            "at /resource_spans (line 1, column 38), expected no second"),
        arguments("{'resourceSpans':[{'resource':{'attributes':{}}}]}", "/0/resource/attributes"),
        arguments("{'resourceSpans':[{'scopeSpans':[{'scope':'x'}]}]}", "/scopeSpans/0/scope"),
        arguments(
            "{'resourceSpans':[{'scopeSpans':[{'spans':[{},{'kind':'x'}],'scope':'x'}]}]}",
            "found the text \"x\" at /resourceSpans/0/scopeSpans/0/scope"),
        arguments("{'resourceLogs':[]}", "found the key resourceLogs"),
        arguments("{'resourceLogs':[]}", "expected it to be posted to /v1/logs"),
        arguments("{'resource_metrics':[]}", "expected it to be posted to /v1/metrics"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesARequestThatIsBrokenAroundItsSpans(String json, String message) {
    assertMalformed(json(json), message);
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    assertMalformed("{\"a\":\"grün\"}".getBytes(ISO_8859_1), "Invalid UTF-8");
    byte[] cut = {'{', '"', 'a', '"', ':', '"', (byte) 0xe6, (byte) 0xbc, '"', '}'};
    assertMalformed(cut, "Invalid UTF-8");
    byte[] inName = JsonReading.requestOf("{'name':'ü'}").replace('\'', '"').getBytes(ISO_8859_1);
    assertMalformed(inName, "Invalid UTF-8");
  }

  @Test
  void refusesSpansOnTheLogsPath() {
    assertThatThrownBy(() -> reading.read(json("{'resourceSpans':[]}"), Signal.LOGS))
        .hasMessageContaining("the key resourceSpans")
        .hasMessageContaining("/v1/traces");
  }

  /** Lists in lists: in protobuf an attribute of a span holds 47. */
  @ParameterizedTest
  @ValueSource(ints = {1, 46, 47, 48, 60})
  void nestsAsDeepAsProtobufDoes(int depth) throws Exception {
    AnyValue value = AnyValue.newBuilder().setStringValue("x").build();
    for (int i = 0; i < depth; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    var attribute = Requests.attribute("k", "").toBuilder().setValue(value);
    var sent = Requests.spans(Requests.span(1, 1).toBuilder().addAttributes(attribute).build());
    JsonRequest read = reading.read(JsonPrinter.print(sent), Signal.TRACES);
    assertThat(regrouped(read, Signal.TRACES).rejected().byReason())
        .isEqualTo(scanned(sent.toByteArray(), Signal.TRACES).rejected().byReason())
        .isEqualTo(depth > 47 ? Map.of(RejectReason.UNREADABLE, 1) : Map.of());
  }

  private void assertMalformed(byte[] json, String message) {
    assertThatThrownBy(() -> reading.read(json, Signal.TRACES))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.MALFORMED))
        .hasMessageContaining(message)
        .hasMessageStartingWith("not ")
        .hasMessageContaining("line ")
        .hasMessageNotContaining("Source")
        .hasMessageNotContaining("Feature");
  }

  private static Regrouped regrouped(JsonRequest read, Signal signal) {
    return scanned(read.body().bytes(), signal);
  }

  private static Regrouped scanned(byte[] protobuf, Signal signal) {
    return OtlpScanner.scan(protobuf, signal, 65_536).regroup(1 << 20, 1 << 22);
  }
}

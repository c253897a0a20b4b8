package dev.plumbline.ingest.receive;

import static dev.plumbline.ingest.fixtures.HttpSender.encoded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.ingest.fixtures.FakeKafka;
import dev.plumbline.ingest.fixtures.HttpSender;
import dev.plumbline.ingest.fixtures.JsonPrinter;
import dev.plumbline.ingest.fixtures.Receiver;
import dev.plumbline.ingest.fixtures.Requests;
import dev.plumbline.runtime.config.ByteSize;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON from a real client to the real server. */
class OtlpHttpJsonTest {
  private static final String JSON = "application/json";
  private static final ExportTraceServiceRequest SENT = Requests.traces(2);
  private static final byte[] GOOD = JsonPrinter.print(SENT);

  private final HttpSender client = new HttpSender();
  private Receiver receiver = Receiver.start();

  @AfterEach
  void nothingIsHeldWhenAllIsAnswered() {
    await().untilAsserted(() -> assertThat(receiver.held()).isZero());
    receiver.close();
    client.close();
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, ''",
    "application/json, identity",
    "Application/JSON; charset=utf-8, gzip",
    "application/json ;charset=UTF-8, zstd"
  })
  void keepsSpansAsProtobufAndAnswersInJson(String type, String encoding) throws Exception {
    HttpResponse<byte[]> response =
        client.post(receiver.http("/v1/traces"), type, encoding, encoded(encoding, GOOD));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(JSON);
    assertThat(new String(response.body(), UTF_8)).isEqualTo("{}");
    ExportTraceServiceRequest.Builder kept = ExportTraceServiceRequest.newBuilder();
    for (FakeKafka.Kept record : receiver.kafka().kept()) {
      kept.mergeFrom(record.value());
    }
    assertThat(kept.getResourceSpansList())
        .flatExtracting(resource -> resource.getScopeSpans(0).getSpansList())
        .containsExactlyElementsOf(SENT.getResourceSpans(0).getScopeSpans(0).getSpansList());
    assertThat(receiver.count("items", "transport", "http_json", "outcome", "accepted"))
        .isEqualTo(2);
  }

  @Test
  void takesWhatRealClientsSend() throws Exception {
    for (String path : new String[] {"traces", "logs", "metrics"}) {
      byte[] body = Requests.recorded("otel-openai-js/rag_answer_httpjson." + path + ".otlp.json");
      assertAnswered(post("/v1/" + path, body), "{}");
    }
    assertThat(receiver.kafka().kept()).hasSize(2);
    assertThat(receiver.count("requests", "signal", "metrics", "outcome", "accepted")).isOne();
    for (String client : new String[] {"langfuse-js", "vercel-ai-v5"}) {
      byte[] body = Requests.recorded(client + "/rag_answer.traces.otlp.json");
      assertAnswered(post("/v1/traces", body), "{}");
    }
    assertThat(receiver.kafka().kept()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"traces", "logs", "metrics"})
  void answersAnEmptyRequestWithSuccess(String path) throws Exception {
    assertAnswered(post("/v1/" + path, "{}".getBytes(UTF_8)), "{}");
  }

  @Test
  void namesTheSpanThatItCannotTakeAndKeepsTheRest() throws Exception {
    String wrong = new String(GOOD, UTF_8).replaceFirst("\"traceId\":\"ab", "\"traceId\":\"q8==");
    JsonNode answer = tree(post("/v1/traces", wrong.getBytes(UTF_8)), 200);
    assertThat(answer.at("/partialSuccess/rejectedSpans").asText()).isEqualTo("1");
    assertThat(answer.at("/partialSuccess/errorMessage").asText())
        .startsWith("1 rejected: broken, with a wrong value")
        .containsPattern(
            "found the text \"q8==0+1\" at /resourceSpans/0/scopeSpans/0/spans/0/trace")
        .contains("(line 1, column ")
        .endsWith("expected 32 hex digits");
    assertThat(receiver.kafka().kept()).hasSize(1);
    assertThat(receiver.count("items", "reason", "unreadable")).isOne();
  }

  @Test
  void namesTheLogRecordThatItCannotTake() throws Exception {
    String logs =
        "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'severityText':7},{'severityText':'x'}]}]}]}";
    JsonNode answer = tree(post("/v1/logs", quoted(logs)), 200);
    assertThat(answer.at("/partialSuccess/rejectedLogRecords").asText()).isEqualTo("1");
    assertThat(answer.at("/partialSuccess/errorMessage").asText()).contains("severityText");
  }

  @Test
  void rejectsIdsOfAWrongLengthAsInProtobuf() throws Exception {
    String wrong = new String(GOOD, UTF_8).replaceFirst("\"spanId\":\"01", "\"spanId\":\"0101");
    JsonNode answer = tree(post("/v1/traces", wrong.getBytes(UTF_8)), 200);
    assertThat(answer.at("/partialSuccess/errorMessage").asText())
        .isEqualTo("1 rejected: span id is zero or not 8 bytes (16 hex digits in JSON)");
    assertThat(receiver.count("items", "reason", "invalid_span_id")).isOne();
  }

  @Test
  void refusesARequestInWhichNothingIsValidAndSaysWhy() throws Exception {
    String spans = "{'resourceSpans':[{'scopeSpans':[{'spans':[{'attributes':{'a':1}}]}]}]}";
    assertRefused(
        post("/v1/traces", quoted(spans)),
        400,
        3,
        "nothing in the request can be accepted; 1 rejected: .*"
            + "found an object at /resourceSpans/0/scopeSpans/0/spans/0/attributes .* a list");
  }

  @Test
  void refusesWhatIsNotJson() throws Exception {
    assertRefused(post("/v1/traces", new byte[0]), 400, 3, "found nothing");
    assertRefused(
        post("/v1/traces", SENT.toByteArray()), 400, 3, "not JSON: .*line 1, column|line 2");
    assertRefused(post("/v1/traces", quoted("{'resourceSpans':[")), 400, 3, "end-of-input");
    assertRefused(post("/v1/traces", quoted("{'resourceLogs':[]}")), 400, 3, "/v1/logs");
    assertThat(receiver.count("requests", "transport", "http_json", "reason", "malformed"))
        .isEqualTo(4);
  }

  @Test
  void holdsTheSameLimitsAsForProtobuf() throws Exception {
    byte[] large = quoted("{'later':'" + "x".repeat(17 * 1024 * 1024) + "'}");
    assertRefused(post("/v1/traces", large), 413, 8, "16MiB on the wire");
    byte[] bomb = encoded("gzip", quoted("{'later':'" + " ".repeat(110 * 1024 * 1024) + "'}"));
    assertRefused(
        client.post(receiver.http("/v1/traces"), JSON, "gzip", bomb), 413, 8, "100 times");
  }

  @Test
  void saysWhenARequestNeverFitsInMemory() throws Exception {
    receiver.close();
    receiver = Receiver.withMemory(ByteSize.mib(1));
    byte[] large = quoted("{'later':'" + "x".repeat(300_000) + "'}");
    assertRefused(post("/v1/traces", large), 413, 8, "maxInFlight");
    assertAnswered(post("/v1/traces", GOOD), "{}");
  }

  @Test
  void asksToComeAgainWhenKafkaIsDown() throws Exception {
    receiver.kafka().goDown();
    HttpResponse<byte[]> response = post("/v1/traces", GOOD);
    assertRefused(response, 503, 14, "try again");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
    JsonNode detail = new ObjectMapper().readTree(response.body()).at("/details/0");
    assertThat(detail.path("@type").asText()).endsWith("/google.rpc.RetryInfo");
    assertThat(detail.path("retryDelay").asText()).isEqualTo("2s");
  }

  private static void assertAnswered(HttpResponse<byte[]> response, String body) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(JSON);
    assertThat(new String(response.body(), UTF_8)).isEqualTo(body);
  }

  private static void assertRefused(
      HttpResponse<byte[]> response, int status, int code, String message) throws Exception {
    JsonNode answer = tree(response, status);
    assertThat(answer.path("code").asInt()).isEqualTo(code);
    assertThat(answer.path("message").asText()).containsPattern(message);
  }

  private static JsonNode tree(HttpResponse<byte[]> response, int status) throws Exception {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(JSON);
    return new ObjectMapper().readTree(response.body());
  }

  private HttpResponse<byte[]> post(String path, byte[] body) throws Exception {
    return client.post(receiver.http(path), JSON, "", body);
  }

  private static byte[] quoted(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }
}

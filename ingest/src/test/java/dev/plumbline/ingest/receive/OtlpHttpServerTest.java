package dev.plumbline.ingest.receive;

import static dev.plumbline.ingest.fixtures.HttpSender.encoded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.plumbline.ingest.fixtures.FakeKafka;
import dev.plumbline.ingest.fixtures.HttpSender;
import dev.plumbline.ingest.fixtures.Receiver;
import dev.plumbline.ingest.fixtures.Requests;
import dev.plumbline.runtime.config.ByteSize;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real client against the real server. */
class OtlpHttpServerTest {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final byte[] GOOD = Requests.traces(1).toByteArray();

  private final HttpSender client = new HttpSender();
  private Receiver receiver = Receiver.start();

  @AfterEach
  void nothingIsHeldWhenAllIsAnswered() {
    await().untilAsserted(() -> assertThat(receiver.held()).isZero());
    receiver.close();
    client.close();
  }

  @Test
  void acknowledgesSpansAndKeysThemByTrace() throws Exception {
    HttpResponse<byte[]> response = post("/v1/traces", Requests.traces(3).toByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Content-Type")).hasValue(PROTOBUF);
    assertThat(receiver.kafka().kept())
        .hasSize(3)
        .allMatch(kept -> kept.trace().matches("ab0{28}0[123]"));
  }

  @Test
  void answersOnlyWhenKafkaHasTheRequest() throws Exception {
    receiver.kafka().goSlow();
    var response = client.postLater(receiver.http("/v1/traces"), PROTOBUF, GOOD);
    await().until(() -> receiver.kafka().waiting() == 1);
    assertThat(response).isNotDone();
    assertThat(receiver.held()).isPositive();
    receiver.kafka().acknowledge();
    assertThat(response.get().statusCode()).isEqualTo(200);
  }

  @Test
  void inflatesGzipAndZstdAndToleratesParametersOfTheType() throws Exception {
    assertThat(
            post("/v1/traces", PROTOBUF + "; charset=utf-8", "gzip", encoded("gzip", GOOD))
                .statusCode())
        .isEqualTo(200);
    assertThat(post("/v1/traces", PROTOBUF, "zstd", encoded("zstd", GOOD)).statusCode())
        .isEqualTo(200);
    assertThat(receiver.kafka().kept())
        .extracting(FakeKafka.Kept::value)
        .containsExactly(GOOD, GOOD);
  }

  @Test
  void takesWhatRealClientsSend() throws Exception {
    for (String path : new String[] {"traces", "logs", "metrics"}) {
      byte[] body = Requests.recorded("otel-openai-js/rag_answer." + path + ".pb");
      assertThat(post("/v1/" + path, body).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(receiver.kafka().kept()).hasSize(2);
    assertThat(receiver.count("requests", "signal", "metrics", "outcome", "accepted")).isOne();
  }

  @Test
  void answersAnEmptyRequestWithSuccess() throws Exception {
    assertThat(post("/v1/traces", new byte[0]).statusCode()).isEqualTo(200);
    assertThat(post("/v1/logs", new byte[0]).statusCode()).isEqualTo(200);
  }

  @Test
  void namesWhatItCanNeverTakeAndKeepsTheRest() throws Exception {
    Span noId = Requests.span(1, 1).toBuilder().clearSpanId().build();
    HttpResponse<byte[]> response =
        post("/v1/traces", Requests.spans(Requests.span(1, 2), noId).toByteArray());
    var partial = ExportTraceServiceResponse.parseFrom(response.body()).getPartialSuccess();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(partial.getRejectedSpans()).isEqualTo(1);
    assertThat(partial.getErrorMessage()).startsWith("1 rejected: span id is zero or not 8 bytes");
    assertThat(receiver.kafka().kept()).hasSize(1);
    assertThat(receiver.count("items", "reason", "invalid_span_id")).isOne();
  }

  @Test
  void refusesSpansOnTheLogsPathAndSaysWhereTheyBelong() throws Exception {
    assertRefused(post("/v1/logs", GOOD), 400, "a span, not a log record.*/v1/traces");
  }

  @Test
  void refusesLogsOnTheTracesPathAndSaysWhereTheyBelong() throws Exception {
    byte[] logs = Requests.recorded("otel-openai-js/rag_answer.logs.pb");
    assertRefused(post("/v1/traces", logs), 400, "a log record, not a span.*/v1/logs");
    assertThat(receiver.kafka().kept()).isEmpty();
  }

  @Test
  void refusesARequestInWhichNothingIsValid() throws Exception {
    Span noTrace = Requests.span(1, 1).toBuilder().clearTraceId().build();
    assertRefused(
        post("/v1/traces", Requests.spans(noTrace).toByteArray()), 400, "nothing.*trace id");
  }

  @Test
  void refusesWhatIsNotProtobuf() throws Exception {
    byte[] cut = java.util.Arrays.copyOf(GOOD, GOOD.length - 3);
    assertRefused(post("/v1/traces", cut), 400, "a length of");
    assertRefused(post("/v1/traces", "{\"a\":1}".getBytes(UTF_8)), 400, "starts with the text");
    assertRefused(post("/v1/traces", PROTOBUF, "gzip", GOOD), 400, "gzip");
    assertRefused(post("/v1/traces", PROTOBUF, "zstd", GOOD), 400, "zstd");
  }

  @Test
  void refusesOtherTypesEncodingsAndPaths() throws Exception {
    assertThat(post("/v1/traces", "text/plain", "", GOOD).statusCode()).isEqualTo(415);
    assertRefused(post("/v1/traces", PROTOBUF, "br", GOOD), 415, "found Content-Encoding br");
    assertRefused(
        post("/v1/traces", PROTOBUF, "gzip, gzip", encoded("gzip", GOOD)), 415, "gzip, gzip");
    HttpRequest twoHeaders =
        HttpRequest.newBuilder(receiver.http("/v1/traces"))
            .header("Content-Type", PROTOBUF)
            .header("Content-Encoding", "gzip")
            .header("Content-Encoding", "zstd")
            .POST(HttpRequest.BodyPublishers.ofByteArray(GOOD))
            .build();
    assertRefused(client.send(twoHeaders), 415, "found Content-Encoding gzip, zstd");
    assertRefused(post("/", GOOD), 404, "found /, expected /v1/traces");
    assertThat(receiver.count("requests", "signal", "none", "reason", "unknown_path")).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
  void refusesOtherMethodsAndSaysWhichOneItServes(String method) throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(receiver.http("/v1/traces"))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("POST");
    assertThat(new String(response.body(), UTF_8))
        .isEqualTo(
            method.equals("HEAD")
                ? ""
                : "{\"code\":12,\"message\":\"found " + method + ", expected POST\"}");
    assertThat(receiver.count("requests", "reason", "wrong_method")).isOne();
    // The connection is as good as before.
    assertThat(post("/v1/traces", GOOD).statusCode()).isEqualTo(200);
  }

  @Test
  void asksToComeAgainWhenKafkaIsDown() throws Exception {
    receiver.kafka().goDown();
    HttpResponse<byte[]> response = post("/v1/traces", GOOD);
    assertRefused(response, 503, "try again");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(Status.parseFrom(response.body()).getDetails(0).is(RetryInfo.class)).isTrue();
    assertThat(receiver.count("items", "outcome", "failed")).isOne();
  }

  @Test
  void asksToComeAgainWhenOthersHoldTheMemory() throws Exception {
    receiver.close();
    receiver = Receiver.withMemory(ByteSize.mib(1));
    receiver.kafka().goSlow();
    byte[] large = Requests.spans(named("x".repeat(700_000))).toByteArray();
    var first = client.postLater(receiver.http("/v1/traces"), PROTOBUF, large);
    await().until(() -> receiver.kafka().waiting() == 1);
    HttpResponse<byte[]> second = post("/v1/traces", large);
    assertRefused(second, 503, "in flight");
    assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
    receiver.kafka().acknowledge();
    assertThat(first.get().statusCode()).isEqualTo(200);
  }

  @Test
  void doesNotAskToComeAgainWithWhatNeverFitsInMemory() throws Exception {
    receiver.close();
    receiver = Receiver.withMemory(ByteSize.mib(1));
    byte[] large = Requests.spans(named("x".repeat(2_000_000))).toByteArray();
    assertRefused(post("/v1/traces", large), 413, "maxInFlight");
  }

  @Test
  void refusesALargeBodyAndIsHeardThoughTheSenderIsStillSending() throws Exception {
    assertRefused(post("/v1/traces", new byte[80 * 1024 * 1024]), 413, "16MiB on the wire");
    HttpRequest chunked =
        HttpRequest.newBuilder(receiver.http("/v1/traces"))
            .header("Content-Type", PROTOBUF)
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(new byte[20 * 1024 * 1024])))
            .build();
    assertRefused(client.send(chunked), 413, "16MiB on the wire");
    assertThat(post("/v1/traces", GOOD).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesBombs() throws Exception {
    byte[] zeros = new byte[110 * 1024 * 1024];
    assertRefused(post("/v1/traces", PROTOBUF, "gzip", encoded("gzip", zeros)), 413, "100 times");
    assertRefused(post("/v1/traces", PROTOBUF, "zstd", encoded("zstd", zeros)), 413, "100 times");
  }

  @Test
  void refusesARequestThatGrowsWhenItsResourceIsWrittenForEachTrace() throws Exception {
    Span[] spans = new Span[3_000];
    for (int i = 0; i < spans.length; i++) {
      spans[i] = Requests.span(i + 1, 1);
    }
    var request = Requests.spans(spans).toBuilder();
    request
        .getResourceSpansBuilder(0)
        .getResourceBuilder()
        .addAttributes(Requests.attribute("notes", "x".repeat(100_000)));
    assertRefused(post("/v1/traces", request.build().toByteArray()), 413, "for each trace");
  }

  @Test
  void dropsASlowSenderAndServesTheOthers() throws Exception {
    receiver.close();
    receiver = Receiver.withPatience(Duration.ofMillis(300));
    try (Socket slowBody =
            send(
                "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: "
                    + PROTOBUF
                    + "\r\nContent-Length: 100\r\n\r\nabc");
        Socket slowHeaders = send("POST /v1/traces HTTP/1.1\r\nHo")) {
      assertThat(closedByServer(slowBody)).isTrue();
      assertThat(closedByServer(slowHeaders)).isTrue();
    }
    // The connection is closed first; the thread that read from it counts a moment later.
    await()
        .untilAsserted(() -> assertThat(receiver.count("requests", "reason", "too_slow")).isOne());
    assertThat(post("/v1/traces", GOOD).statusCode()).isEqualTo(200);
  }

  @Test
  void answersRunningRequestsBeforeItStops() throws Exception {
    receiver.kafka().goSlow();
    var response = client.postLater(receiver.http("/v1/traces"), PROTOBUF, GOOD);
    await().until(() -> receiver.kafka().waiting() == 1);
    Thread closing = Thread.ofVirtual().start(receiver::closeHttp);
    receiver.kafka().acknowledge();
    assertThat(response.get().statusCode()).isEqualTo(200);
    assertThat(closing.join(Duration.ofSeconds(9))).as("ends before its patience does").isTrue();
  }

  private static Span named(String name) {
    return Requests.span(1, 1).toBuilder().setName(name).build();
  }

  private static void assertRefused(HttpResponse<byte[]> response, int status, String message)
      throws IOException {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(PROTOBUF);
    assertThat(Status.parseFrom(response.body()).getMessage()).containsPattern(message);
  }

  private HttpResponse<byte[]> post(String path, byte[] body) throws Exception {
    return post(path, PROTOBUF, "", body);
  }

  private HttpResponse<byte[]> post(String path, String type, String encoding, byte[] body)
      throws Exception {
    return client.post(receiver.http(path), type, encoding, body);
  }

  private Socket send(String text) throws IOException {
    Socket socket = new Socket("127.0.0.1", receiver.http("/").getPort());
    socket.setSoTimeout(5_000);
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  /** End of stream or a reset, both without an answer; a time-out fails the test. */
  private static boolean closedByServer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    try {
      return in.read() < 0;
    } catch (java.net.SocketException e) {
      return true;
    }
  }
}

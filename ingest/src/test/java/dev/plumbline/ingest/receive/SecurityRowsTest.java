package dev.plumbline.ingest.receive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.plumbline.ingest.fixtures.Http2;
import dev.plumbline.ingest.fixtures.HttpSender;
import dev.plumbline.ingest.fixtures.Receiver;
import dev.plumbline.ingest.fixtures.Requests;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks on the receiver, by the ids of the list of attacks to survive. After each, an honest
 * sender is served over both ports and no memory is held. S10, S12 and S13 have classes of their
 * own.
 */
class SecurityRowsTest {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final byte[] GOOD = Requests.traces(1).toByteArray();
  private static final int MIB = 1024 * 1024;

  private final Receiver receiver = Receiver.withPatience(Duration.ofSeconds(1));
  private final HttpSender client = new HttpSender();

  @AfterEach
  void honestSendersAreServedAndNothingIsHeld() throws Exception {
    assertThat(post(PROTOBUF, "", GOOD).statusCode()).isEqualTo(200);
    var _ = TraceServiceGrpc.newBlockingStub(receiver.channel()).export(Requests.traces(1));
    await().untilAsserted(() -> assertThat(receiver.held()).isZero());
    client.close();
    receiver.close();
  }

  @Test
  @DisplayName("S1 a gzip bomb of 1 MiB that would be 1 GiB is refused within a second")
  void refusesABombQuickly() throws Exception {
    byte[] bomb = bomb(1024 * MIB);
    assertThat(bomb.length).isBetween(MIB - 100_000, MIB + 100_000);
    assertThat(post(PROTOBUF, "gzip", bomb).statusCode()).isEqualTo(413);
    long started = System.nanoTime();
    assertThat(post(PROTOBUF, "gzip", bomb).statusCode()).isEqualTo(413);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  @DisplayName("S2 gzip within gzip is not inflated twice")
  void inflatesOnce() throws Exception {
    byte[] twice = HttpSender.encoded("gzip", HttpSender.encoded("gzip", GOOD));
    assertThat(post(PROTOBUF, "gzip", twice).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest(name = "S2 Content-Length {0}")
  @ValueSource(strings = {"-1", "99999999999999999999", "abc", "3, 4"})
  void refusesALengthThatIsNone(String length) throws Exception {
    try (Socket socket = send(head("Content-Length: " + length) + "abc")) {
      assertThat(answer(socket)).doesNotContain(" 200 ");
    }
  }

  @Test
  @DisplayName("S2 a body that is shorter than its length, and one without an end, are cut off")
  void cutsOffWhatNeverEnds() throws Exception {
    try (Socket tooShort = send(head("Content-Length: 1000") + "abc");
        Socket endless = send(head("Transfer-Encoding: chunked"))) {
      Thread feeding = Thread.ofVirtual().start(() -> feed(endless, "5\r\nabcde\r\n"));
      assertThat(answer(tooShort)).isEmpty();
      assertThat(feeding.join(Duration.ofSeconds(5))).isTrue();
    }
  }

  @ParameterizedTest(name = "S3 {0}")
  @ValueSource(strings = {"br", "snappy", "x-snappy-framed", "deflate", "gzip, gzip", "zstd, gzip"})
  void refusesOtherEncodingsAndKeepsTheConnection(String encoding) throws Exception {
    assertThat(post(PROTOBUF, encoding, GOOD).statusCode()).isEqualTo(415);
    assertThat(receiver.count("requests", "reason", "unsupported_encoding")).isOne();
  }

  @Test
  @DisplayName("S4 values nested 10,000 deep reject their span and no other")
  void rejectsDeepValues() throws Exception {
    AnyValue deep = AnyValue.newBuilder().setBoolValue(true).build();
    ByteString bytes = deep.toByteString();
    for (int i = 0; i < 10_000; i++) {
      // Built as bytes, since the library could not write what it cannot read.
      bytes = nested(5, nested(1, bytes));
    }
    ByteString attribute = nested(9, nested(2, bytes));
    assertPartlyAccepted(attribute);
  }

  @Test
  @DisplayName("S4 groups nested 10,000 deep in an unknown field reject their span and no other")
  void rejectsDeepGroups() throws Exception {
    byte[] groups = new byte[40_000];
    for (int i = 0; i < 10_000; i++) {
      // Field 100, start of a group: 100 << 3 | 3; and its end: 100 << 3 | 4.
      groups[2 * i] = (byte) 0xa3;
      groups[2 * i + 1] = 0x06;
      groups[20_000 + 2 * i] = (byte) 0xa4;
      groups[20_000 + 2 * i + 1] = 0x06;
    }
    assertPartlyAccepted(ByteString.copyFrom(groups));
  }

  @Test
  @DisplayName("S4 JSON nested 100,000 deep is refused")
  void refusesDeepJson() throws Exception {
    for (String start : List.of("[", "{\"a\":", "{\"arrayValue\":{\"values\":[")) {
      byte[] json = ("{\"resourceSpans\":" + start.repeat(100_000)).getBytes(US_ASCII);
      assertThat(post("application/json", "", json).statusCode()).isEqualTo(400);
    }
  }

  @Test
  @DisplayName("S5 streams that are opened and reset at once end their connection")
  void endsAConnectionOfResets() throws Exception {
    try (Http2 connection = new Http2(receiver.grpcPort())) {
      assertEndedWhile(
          connection,
          i -> {
            int stream = 2 * i + 1;
            connection.frame(Http2.HEADERS, Http2.END_HEADERS, stream, Http2.exportHeaders());
            connection.frame(Http2.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
          });
    }
  }

  @Test
  @DisplayName("S5 resets that a client makes the server send end their connection too")
  void endsAConnectionOfResetsByTheServer() throws Exception {
    try (Http2 connection = new Http2(receiver.grpcPort())) {
      assertEndedWhile(
          connection,
          i -> {
            int stream = 2 * i + 1;
            connection.frame(Http2.HEADERS, Http2.END_HEADERS, stream, Http2.exportHeaders());
            // No window may be given by zero: the server resets the stream.
            connection.frame(Http2.WINDOW_UPDATE, 0, stream, new byte[4]);
          });
    }
  }

  @Test
  @DisplayName("S6 a header block without an end is cut off")
  void endsAConnectionOfContinuations() throws Exception {
    try (Http2 connection = new Http2(receiver.grpcPort())) {
      connection.frame(Http2.HEADERS, 0, 1, Http2.exportHeaders());
      byte[] more = Http2.exportHeaders("x-filler", "x".repeat(4_000));
      assertEndedWhile(connection, i -> connection.frame(Http2.CONTINUATION, 0, 1, more));
    }
  }

  @ParameterizedTest(name = "S6 gRPC metadata of {0} bytes: {1}")
  @CsvSource({"15000, OK", "17000, INTERNAL"})
  void takesMetadataUpToItsLimit(int bytes, Status.Code expected) {
    Metadata metadata = new Metadata();
    metadata.put(
        Metadata.Key.of("x-filler", Metadata.ASCII_STRING_MARSHALLER), "x".repeat(bytes - 500));
    var stub =
        TraceServiceGrpc.newBlockingStub(receiver.channel())
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    Status.Code code;
    try {
      var _ = stub.export(Requests.traces(1));
      code = Status.Code.OK;
    } catch (StatusRuntimeException e) {
      code = e.getStatus().getCode();
    }
    assertThat(code).isEqualTo(expected);
    assertThat(receiver.kafka().kept()).hasSize(expected == Status.Code.OK ? 1 : 0);
  }

  @ParameterizedTest(name = "S6 {0} HTTP headers of {1} bytes: {2}")
  @CsvSource({
    "40, 100, true",
    "100, 100, false",
    "10000, 10, false",
    "1, 10000, true",
    "1, 20000, false"
  })
  void takesHttpHeadersUpToItsLimits(int count, int bytes, boolean taken) throws Exception {
    StringBuilder headers = new StringBuilder("Content-Length: " + GOOD.length);
    for (int i = 0; i < count; i++) {
      headers.append("\r\nX-H").append(i).append(": ").append("x".repeat(bytes));
    }
    try (Socket socket = send("")) {
      try {
        socket.getOutputStream().write(head(headers + "\r\nConnection: close").getBytes(US_ASCII));
        socket.getOutputStream().write(GOOD);
      } catch (IOException e) {
        // Refused while it was still being sent.
      }
      assertThat(answer(socket).startsWith("HTTP/1.1 200 ")).isEqualTo(taken);
    }
    assertThat(receiver.kafka().kept()).hasSize(taken ? 1 : 0);
  }

  @ParameterizedTest(name = "S6 a header of 3,000 bytes that HPACK names {0} times: taken {1}")
  @CsvSource({"3, true", "8000, false"})
  void takesNoHpackBomb(int times, boolean taken) throws Exception {
    try (Http2 connection = new Http2(receiver.grpcPort())) {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      block.writeBytes(Http2.exportHeaders());
      block.writeBytes(Http2.repeated("x-bomb", "b".repeat(3_000), times));
      connection.frame(Http2.HEADERS, Http2.END_HEADERS, 1, block.toByteArray());
      connection.frame(Http2.DATA, Http2.END_STREAM, 1, Http2.message(GOOD));
      connection.flush();
      connection.untilEndOf(1);
    }
    assertThat(receiver.kafka().kept()).hasSize(taken ? 1 : 0);
  }

  @Test
  @DisplayName("S7 streams above 100 are refused, though the settings are not acknowledged")
  void refusesStreamsAboveItsLimit() throws Exception {
    try (Http2 connection = new Http2(receiver.grpcPort())) {
      for (int i = 0; i < 150; i++) {
        connection.frame(Http2.HEADERS, Http2.END_HEADERS, 2 * i + 1, Http2.exportHeaders());
      }
      connection.flush();
      int refused = 0;
      Http2.Frame frame = connection.read();
      while (refused < 50) {
        if (frame.type() == Http2.GOAWAY) {
          return;
        }
        // REFUSED_STREAM
        if (frame.type() == Http2.RST_STREAM && frame.payload()[3] == 7) {
          assertThat(frame.stream()).isGreaterThan(199);
          refused++;
        }
        frame = connection.read();
      }
    }
  }

  @Test
  @DisplayName("S8 a hundred slow senders are dropped, and others are served meanwhile")
  void dropsSlowSenders() throws Exception {
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      slow.add(send("POST /v1/traces HTTP/1.1\r\nHo"));
      slow.add(send(head("Content-Length: 1000") + "abc"));
    }
    assertThat(post(PROTOBUF, "", GOOD).statusCode()).isEqualTo(200);
    for (Socket socket : slow) {
      assertThat(answer(socket)).isEmpty();
      socket.close();
    }
  }

  @Test
  @DisplayName("S9 a flood of pings ends its connection")
  void endsAConnectionOfPings() throws Exception {
    try (Http2 connection = new Http2(receiver.grpcPort())) {
      assertEndedWhile(connection, i -> connection.frame(Http2.PING, 0, 0, new byte[8]));
    }
  }

  @ParameterizedTest(name = "S14 {index}")
  @MethodSource("hostileKeys")
  void takesKeysForTexts(String key) throws Exception {
    // Given
    assertThat(post(PROTOBUF, "", GOOD).statusCode()).isEqualTo(200);
    int meters = receiver.meters();
    Span span = Requests.span(1, 1).toBuilder().addAttributes(Requests.attribute(key, key)).build();
    // When
    assertThat(post(PROTOBUF, "", Requests.spans(span).toByteArray()).statusCode()).isEqualTo(200);
    // Then
    assertThat(receiver.kafka().kept().getLast().value())
        .isEqualTo(Requests.spans(span).toByteArray());
    assertThat(receiver.meters()).isEqualTo(meters);
  }

  static List<String> hostileKeys() {
    return List.of(
        "__proto__",
        "${jndi:ldap://127.0.0.1:1/a}",
        "{{7*7}}",
        "../../x",
        "a\nb",
        "a\u0000b",
        "x".repeat(MIB),
        "\u202egpj.exe",
        "\ud83d\ude80");
  }

  /** Sends the i-th piece of an attack. */
  private interface Attack {
    void send(int i) throws IOException;
  }

  /** Attacks until the server ends the connection, at most ten thousand times. */
  private static void assertEndedWhile(Http2 connection, Attack attack) throws IOException {
    try {
      for (int i = 0; i < 10_000; i++) {
        attack.send(i);
      }
      connection.flush();
    } catch (IOException e) {
      return;
    }
    assertThat(connection.untilEnd()).extracting(Http2.Frame::type).contains(Http2.GOAWAY);
  }

  private void assertPartlyAccepted(ByteString inSpan) throws Exception {
    Span good = Requests.span(1, 1);
    ByteString bad = Requests.span(2, 2).toByteString().concat(inSpan);
    ByteString spans = nested(2, good.toByteString()).concat(nested(2, bad));
    byte[] request = nested(1, nested(2, spans)).toByteArray();
    assertThat(post(PROTOBUF, "", request).statusCode()).isEqualTo(200);
    assertThat(receiver.kafka().kept()).hasSize(1);
    assertThat(receiver.count("items", "reason", "unreadable")).isOne();
  }

  /** A field with a length. */
  private static ByteString nested(int field, ByteString value) {
    ByteString.Output out = ByteString.newOutput();
    try {
      var coded = com.google.protobuf.CodedOutputStream.newInstance(out);
      coded.writeBytes(field, value);
      coded.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteString();
  }

  private static byte[] bomb(int size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] zeros = new byte[MIB];
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      for (int i = 0; i < size / MIB; i++) {
        gzip.write(zeros);
      }
    }
    return out.toByteArray();
  }

  private HttpResponse<byte[]> post(String type, String encoding, byte[] body) throws Exception {
    return client.post(receiver.http("/v1/traces"), type, encoding, body);
  }

  private static String head(String header) {
    return "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: "
        + PROTOBUF
        + "\r\n"
        + header
        + "\r\n\r\n";
  }

  private Socket send(String text) throws IOException {
    Socket socket = new Socket("127.0.0.1", receiver.http("/").getPort());
    socket.setSoTimeout(8_000);
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    return socket;
  }

  private static void feed(Socket socket, String piece) {
    try {
      while (true) {
        socket.getOutputStream().write(piece.getBytes(US_ASCII));
      }
    } catch (IOException e) {
      // Cut off.
    }
  }

  /** All that comes until the end of the connection. */
  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      // Reset by the server.
    }
    return all.toString(US_ASCII);
  }
}

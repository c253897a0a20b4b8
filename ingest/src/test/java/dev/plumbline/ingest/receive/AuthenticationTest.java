package dev.plumbline.ingest.receive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.rpc.RetryInfo;
import dev.plumbline.ingest.auth.Keys;
import dev.plumbline.ingest.fixtures.FakeKafka;
import dev.plumbline.ingest.fixtures.HttpSender;
import dev.plumbline.ingest.fixtures.Receiver;
import dev.plumbline.ingest.fixtures.Requests;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both servers with keys. */
class AuthenticationTest {
  private static final String ACME = "acme-2026-11-AAAAAAAA";
  private static final String GLOBEX = "globex-2026-11-BBBBBB";
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> TENANT =
      Metadata.Key.of("plumbline-tenant", Metadata.ASCII_STRING_MARSHALLER);

  private volatile Keys keys = Keys.parse(Map.of("acme", ACME, "globex", GLOBEX));
  private final Receiver receiver = Receiver.askingForKeys(() -> keys);
  private final HttpSender client = new HttpSender();

  @AfterEach
  void close() {
    await().untilAsserted(() -> assertThat(receiver.held()).isZero());
    client.close();
    receiver.close();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("none", List.of(), "no_credential"),
        Arguments.of("empty", List.of("Bearer "), "malformed_credential"),
        Arguments.of("only the scheme", List.of("Bearer"), "malformed_credential"),
        Arguments.of("another scheme", List.of("Basic " + ACME), "malformed_credential"),
        Arguments.of("no scheme", List.of(ACME), "malformed_credential"),
        Arguments.of("twice", List.of("Bearer " + ACME, "Bearer " + ACME), "malformed_credential"),
        Arguments.of("two in one", List.of("Bearer " + ACME + ", Bearer " + ACME), "unknown_key"),
        Arguments.of("unknown", List.of("Bearer wrong-2026-11-AAAAAAA"), "unknown_key"),
        Arguments.of("its beginning", List.of("Bearer " + ACME.substring(0, 20)), "unknown_key"),
        Arguments.of("one more", List.of("Bearer " + ACME + "A"), "unknown_key"),
        Arguments.of("other case", List.of("Bearer ACME-2026-11-AAAAAAAA"), "unknown_key"));
  }

  @ParameterizedTest(name = "S10 {0}")
  @MethodSource("wrong")
  void refusesEveryWrongCredentialOverHttpWithoutReadingTheBody(
      String name, List<String> authorization, String reason) throws Exception {
    HttpRequest.Builder request = post(receiver.http("/v1/traces?access_token=" + ACME));
    authorization.forEach(value -> request.header("Authorization", value));
    HttpResponse<byte[]> response = client.send(request.build());
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"plumbline\"");
    assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    com.google.rpc.Status status = com.google.rpc.Status.parseFrom(response.body());
    assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED.value());
    assertThat(status.getMessage()).doesNotContain("2026");
    assertRefused("http", reason);
  }

  @ParameterizedTest(name = "S10 {0}")
  @MethodSource("wrong")
  void refusesEveryWrongCredentialOverGrpcAndDoesNotAskToTryAgain(
      String name, List<String> authorization, String reason) {
    Metadata headers = new Metadata();
    authorization.forEach(value -> headers.put(AUTHORIZATION, value));
    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, () -> export(headers));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(StatusProto.fromThrowable(refused).getDetailsList())
        .noneMatch(detail -> detail.is(RetryInfo.class));
    assertRefused("grpc", reason);
  }

  @Test
  @DisplayName("S10 a key that was taken away is refused, and the one in its place is taken")
  void aKeyIsReplacedWhileTheReceiverRuns() throws Exception {
    String next = "acme-2026-12-CCCCCCCC";
    assertThat(send("Bearer " + ACME).statusCode()).isEqualTo(200);
    keys = Keys.parse(Map.of("acme", ACME + "\n" + next));
    assertThat(send("Bearer " + ACME).statusCode()).isEqualTo(200);
    assertThat(send("Bearer " + next).statusCode()).isEqualTo(200);
    keys = Keys.parse(Map.of("acme", next));
    assertThat(send("Bearer " + ACME).statusCode()).isEqualTo(401);
    assertThat(send("bearer   " + next).statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("S12 the tenant is the credential's, whatever headers and attributes say")
  void theTenantIsTheCredentials() throws Exception {
    ExportTraceServiceRequest.Builder spoof = Requests.traces(1).toBuilder();
    spoof
        .getResourceSpansBuilder(0)
        .setResource(
            Resource.newBuilder()
                .addAttributes(Requests.attribute("plumbline-tenant", "globex"))
                .addAttributes(Requests.attribute("tenant", "globex")));
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(receiver.http("/v1/traces"))
                .header("Content-Type", "application/x-protobuf")
                .header("Authorization", "Bearer " + ACME)
                .header("plumbline-tenant", "globex")
                .header("X-Scope-OrgID", "globex")
                .header("baggage", "tenant=globex")
                .POST(HttpRequest.BodyPublishers.ofByteArray(spoof.build().toByteArray()))
                .build());
    assertThat(response.statusCode()).isEqualTo(200);
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + ACME);
    headers.put(TENANT, "globex");
    export(headers);
    assertThat(receiver.kafka().kept())
        .hasSize(2)
        .extracting(FakeKafka.Kept::tenant)
        .containsOnly("acme");
    assertThat(receiver.count("requests", "tenant", "acme", "outcome", "accepted")).isEqualTo(2);
  }

  @Test
  @DisplayName("S10 a huge body of nobody's is answered before it comes, and cut off")
  void answersBeforeTheBodyComesAndReadsNoMoreOfItThanAnHonestSenderHasUnderWay() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", receiver.http("/").getPort())) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              """
              POST /v1/traces HTTP/1.1\r
              Host: x\r
              Content-Type: application/x-protobuf\r
              Content-Length: 16000000\r
              \r
              """
                  .getBytes(US_ASCII));
      assertThat(firstLine(socket.getInputStream())).isEqualTo("HTTP/1.1 401 Unauthorized");
      assertThat(receiver.held()).isZero();
      assertThat(sentUntilCutOff(socket)).isLessThan(15_000_000);
    }
  }

  @Test
  @DisplayName("S8 S10 a body of nobody's that never comes holds its connection for a second")
  void doesNotWaitForASlowBodyOfAnUnknownSender() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", receiver.http("/").getPort())) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc"
                  .getBytes(US_ASCII));
      byte[] answer = readAll(socket.getInputStream());
      assertThat(new String(answer, US_ASCII)).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  @DisplayName("S10 a gRPC call of nobody's is answered though its message never comes")
  void answersACallWithoutItsMessage() throws Exception {
    CompletableFuture<Status> closed = new CompletableFuture<>();
    var call =
        receiver
            .channel()
            .newCall(
                TraceServiceGrpc.getExportMethod().toBuilder()
                    .setType(io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING)
                    .build(),
                io.grpc.CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            closed.complete(status);
          }
        },
        new Metadata());
    assertThat(closed).succeedsWithin(Duration.ofSeconds(5));
    assertThat(closed.get().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  private void assertRefused(String transport, String reason) {
    assertThat(receiver.kafka().kept()).isEmpty();
    assertThat(
            receiver.count(
                "requests", "transport", transport, "outcome", "refused", "reason", reason))
        .isOne();
    assertThat(receiver.count("items")).isZero();
  }

  private void export(Metadata headers) {
    var _ =
        TraceServiceGrpc.newBlockingStub(receiver.channel())
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .export(Requests.traces(1));
  }

  private HttpResponse<byte[]> send(String authorization) throws Exception {
    return client.send(
        post(receiver.http("/v1/traces")).header("Authorization", authorization).build());
  }

  private static HttpRequest.Builder post(URI to) {
    return HttpRequest.newBuilder(to)
        .header("Content-Type", "application/x-protobuf")
        .POST(HttpRequest.BodyPublishers.ofByteArray(Requests.traces(1).toByteArray()));
  }

  private static String firstLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private static byte[] readAll(InputStream in) throws IOException {
    java.io.ByteArrayOutputStream read = new java.io.ByteArrayOutputStream();
    try {
      in.transferTo(read);
    } catch (java.net.SocketException e) {
      // Reset by the server, which is as good an end.
    }
    return read.toByteArray();
  }

  private static long sentUntilCutOff(Socket socket) {
    byte[] piece = new byte[64 * 1024];
    long sent = 0;
    try {
      while (sent < 16_000_000) {
        socket.getOutputStream().write(piece);
        sent += piece.length;
      }
    } catch (IOException e) {
      // The connection is gone.
    }
    return sent;
  }
}

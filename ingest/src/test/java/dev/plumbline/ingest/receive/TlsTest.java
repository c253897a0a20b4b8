package dev.plumbline.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.ingest.auth.Keys;
import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.fixtures.Certificates;
import dev.plumbline.ingest.fixtures.FakeKafka;
import dev.plumbline.ingest.fixtures.Receiver;
import dev.plumbline.ingest.fixtures.Requests;
import dev.plumbline.ingest.tls.TlsFiles;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both servers with TLS, keys and client certificates. */
class TlsTest {
  private static final String KEY = "globex-2026-11-BBBBBB";

  private volatile TlsFiles files = Certificates.server();
  private final Receiver receiver =
      Receiver.withTls(
          () -> files,
          () -> Keys.parse(Map.of("globex", KEY)),
          Map.of("spiffe://acme/collector", new Tenant("acme")));

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void theTenantIsThatOfTheCertificate() throws Exception {
    assertThat(post("collector", "").statusCode()).isEqualTo(200);
    export("collector", "");
    assertThat(receiver.kafka().kept())
        .hasSize(2)
        .extracting(FakeKafka.Kept::tenant)
        .containsOnly("acme");
  }

  @Test
  void aKeyDecidesWhereThereAreBoth() throws Exception {
    assertThat(post("", KEY).statusCode()).isEqualTo(200);
    assertThat(post("collector", KEY).statusCode()).isEqualTo(200);
    export("collector", KEY);
    assertThat(receiver.kafka().kept())
        .hasSize(3)
        .extracting(FakeKafka.Kept::tenant)
        .containsOnly("globex");
    assertThat(post("collector", "wrong-2026-11-AAAAAAA").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest(name = "S10 mTLS {0}")
  @ValueSource(strings = {"", "unlisted", "nameless"})
  void refusesWhoeverHasNoKnownNameInACertificate(String certificate) throws Exception {
    assertThat(post(certificate, "").statusCode()).isEqualTo(401);
    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, () -> export(certificate, ""));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    String reason = certificate.isEmpty() ? "no_credential" : "unknown_certificate";
    assertThat(receiver.count("requests", "reason", reason)).isEqualTo(2);
    assertThat(receiver.kafka().kept()).isEmpty();
  }

  @ParameterizedTest(name = "S10 mTLS {0}")
  @ValueSource(strings = {"forged", "expired"})
  void endsTheHandshakeOfACertificateThatIsNotGood(String certificate) {
    assertThatThrownBy(() -> post(certificate, "")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> export(certificate, "")).isInstanceOf(StatusRuntimeException.class);
    assertThat(receiver.count("requests")).isZero();
    assertThat(receiver.kafka().kept()).isEmpty();
  }

  @Test
  void servesNothingInPlaintext() throws Exception {
    ManagedChannel plain =
        NettyChannelBuilder.forAddress("127.0.0.1", receiver.grpcPort()).usePlaintext().build();
    assertThatThrownBy(() -> TraceServiceGrpc.newBlockingStub(plain).export(Requests.traces(1)))
        .isInstanceOf(StatusRuntimeException.class);
    plain.shutdownNow();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = request("http", KEY);
      assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.discarding()))
          .isInstanceOf(IOException.class);
    }
    assertThat(receiver.kafka().kept()).isEmpty();
  }

  @Test
  @DisplayName("a certificate is replaced while the receiver runs")
  void handshakesUseTheFilesOfTheMoment() throws Exception {
    assertThat(post("", KEY).statusCode()).isEqualTo(200);
    // A client's certificate does not name this host, so the client ends the handshake.
    files = TlsFiles.parse(Certificates.folder("collector"), true);
    assertThatThrownBy(() -> post("", KEY)).isInstanceOf(SSLHandshakeException.class);
    files = Certificates.server();
    assertThat(post("", KEY).statusCode()).isEqualTo(200);
  }

  private HttpResponse<Void> post(String certificate, String key)
      throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(Certificates.client(certificate)).build()) {
      return client.send(request("https", key), HttpResponse.BodyHandlers.discarding());
    }
  }

  private HttpRequest request(String scheme, String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(scheme + "://127.0.0.1:" + receiver.http("/").getPort() + "/v1/traces"))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Requests.traces(1).toByteArray()));
    return key.isEmpty()
        ? request.build()
        : request.header("Authorization", "Bearer " + key).build();
  }

  private void export(String certificate, String key) throws SSLException {
    SslContextBuilder tls =
        GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
            .trustManager(stream("ca.crt"));
    if (!certificate.isEmpty()) {
      tls.keyManager(Certificates.key(certificate));
    }
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", receiver.grpcPort())
            .sslContext(tls.build())
            .build();
    Metadata headers = new Metadata();
    if (!key.isEmpty()) {
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    }
    try {
      var _ =
          TraceServiceGrpc.newBlockingStub(channel)
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
              .export(Requests.traces(1));
    } finally {
      channel.shutdownNow();
    }
  }

  private static ByteArrayInputStream stream(String file) {
    return new ByteArrayInputStream(Certificates.pem(file).getBytes(StandardCharsets.US_ASCII));
  }
}

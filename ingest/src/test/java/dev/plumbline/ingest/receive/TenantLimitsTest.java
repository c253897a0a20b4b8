package dev.plumbline.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.ingest.admission.RateConfig;
import dev.plumbline.ingest.auth.Keys;
import dev.plumbline.ingest.fixtures.FakeKafka;
import dev.plumbline.ingest.fixtures.HttpSender;
import dev.plumbline.ingest.fixtures.Receiver;
import dev.plumbline.ingest.fixtures.Requests;
import dev.plumbline.runtime.config.ByteSize;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two tenants of one receiver; one of them wants more than it may. */
class TenantLimitsTest {
  private static final Keys KEYS =
      Keys.parse(Map.of("greedy", "greedy-key-00000000", "modest", "modest-key-00000000"));
  private static final RateConfig TEN_SPANS = new RateConfig(null, 10);

  private final Receiver receiver =
      Receiver.askingForKeys(
          () -> KEYS,
          Receiver.limits(ByteSize.mib(9), LimitsConfig.defaults().bodyTimeout()),
          tenant -> tenant.name().equals("greedy") ? TEN_SPANS : RateConfig.NONE);
  private final HttpSender client = new HttpSender();

  @AfterEach
  void close() {
    await().untilAsserted(() -> assertThat(receiver.held()).isZero());
    client.close();
    receiver.close();
  }

  @Test
  @DisplayName("S13 a tenant at 100 times its rate is told to wait, and others lose nothing")
  void holdsATenantToItsRate() throws Exception {
    // Given
    byte[] hundredSpans = Requests.traces(100).toByteArray();
    assertThat(post("greedy", hundredSpans).statusCode()).isEqualTo(200);
    int refused = 0;
    for (int i = 0; i < 20; i++) {
      // When
      HttpResponse<byte[]> answer = post("greedy", hundredSpans);
      // Then
      if (answer.statusCode() != 200) {
        refused++;
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 11L);
      }
      assertThat(post("modest", hundredSpans).statusCode()).isEqualTo(200);
    }
    assertThat(refused).isGreaterThanOrEqualTo(18);
    assertThat(receiver.count("items", "tenant", "modest", "outcome", "accepted")).isEqualTo(2_000);
    assertThat(receiver.count("requests", "tenant", "greedy", "reason", "rate_limited"))
        .isEqualTo(refused);
  }

  @Test
  @DisplayName("S13 over gRPC it is RESOURCE_EXHAUSTED with RetryInfo, so that senders try again")
  void tellsTheTimeOverGrpc() throws Exception {
    ExportTraceServiceRequest request = Requests.traces(150);
    export("greedy", request);
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> export("greedy", Requests.traces(1)));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(refused.getStatus().getDescription()).contains("itemsPerSecond 10");
    assertThat(retryDelay(refused).getSeconds()).isBetween(4L, 6L);
    export("modest", request);
  }

  @Test
  @DisplayName("S13 a tenant that fills the memory leaves a place for the others")
  void leavesMemoryToOthers() throws Exception {
    // Given: each request holds half a MiB until Kafka has it, and Kafka is slow.
    receiver.kafka().goSlow();
    byte[] large =
        Requests.spans(Requests.span(1, 1).toBuilder().setName("x".repeat(500_000)).build())
            .toByteArray();
    ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    try {
      for (int i = 0; i < 30; i++) {
        // The memory is full of one tenant's requests.
        var _ = CompletableFuture.supplyAsync(() -> answer("modest", large), senders);
      }
      await().until(() -> receiver.count("requests", "tenant", "modest", "reason", "busy") > 0);
      // When
      var other = CompletableFuture.supplyAsync(() -> answer("greedy", large), senders);
      // Then
      await().until(() -> receiver.kafka().kept().stream().anyMatch(TenantLimitsTest::isGreedys));
      receiver.kafka().recover();
      assertThat(other.get()).isEqualTo(200);
    } finally {
      receiver.kafka().recover();
      senders.close();
    }
  }

  private static boolean isGreedys(FakeKafka.Kept kept) {
    return kept.tenant().equals("greedy");
  }

  private int answer(String tenant, byte[] body) {
    try {
      return post(tenant, body).statusCode();
    } catch (Exception e) {
      return 0;
    }
  }

  private HttpResponse<byte[]> post(String tenant, byte[] body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(receiver.http("/v1/traces"))
            .header("Content-Type", "application/x-protobuf")
            .header("Authorization", "Bearer " + tenant + "-key-00000000")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  private void export(String tenant, ExportTraceServiceRequest request) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + tenant + "-key-00000000");
    var _ =
        TraceServiceGrpc.newBlockingStub(receiver.channel())
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .export(request);
  }

  private static com.google.protobuf.Duration retryDelay(StatusRuntimeException refused)
      throws InvalidProtocolBufferException {
    return StatusProto.fromThrowable(refused).getDetails(0).unpack(RetryInfo.class).getRetryDelay();
  }
}

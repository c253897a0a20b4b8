package dev.plumbline.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.BytesInFlight;
import dev.plumbline.ingest.admission.Exporter;
import dev.plumbline.ingest.admission.IngestMetrics;
import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.publish.OtlpRecord;
import dev.plumbline.ingest.publish.Publisher;
import dev.plumbline.runtime.admin.ListenConfig;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real clients against the real servers; only Kafka is a list. */
class ReceiverTest {
  private static final String PROTOBUF = "application/x-protobuf";

  private final List<OtlpRecord> published = new CopyOnWriteArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile boolean kafkaDown;
  private BytesInFlight budget;
  private OtlpHttpServer http;
  private OtlpGrpcServer grpc;
  private ManagedChannel channel;

  @BeforeEach
  void start() {
    start(64L * 1024 * 1024);
  }

  private void start(long inFlight) {
    LimitsConfig limits = LimitsConfig.defaults();
    budget = new BytesInFlight(inFlight);
    IngestMetrics metrics = new IngestMetrics(registry, budget);
    Publisher publisher =
        records -> {
          if (kafkaDown) {
            return CompletableFuture.failedFuture(
                new ExportException(
                    FailureKind.KAFKA_UNAVAILABLE, "Kafka did not acknowledge, try again"));
          }
          published.addAll(records);
          return CompletableFuture.completedFuture(null);
        };
    Exporter exporter = new Exporter(publisher, metrics, limits);
    BodyReader bodies = new BodyReader(limits, budget);
    ListenConfig free = new ListenConfig("127.0.0.1", 0);
    http = new OtlpHttpServer(free, new HttpBodies(limits, bodies), exporter, metrics);
    grpc = new OtlpGrpcServer(free, limits, bodies, exporter, metrics);
    http.start();
    grpc.start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", grpc.port()).usePlaintext().build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    http.close();
    grpc.close();
  }

  @Test
  void acknowledgesSpansOverHttpAndKeysThemByTrace() throws Exception {
    HttpResponse<byte[]> response =
        post("/v1/traces", PROTOBUF, "identity", request(3).toByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(PROTOBUF);
    assertThat(published)
        .hasSize(3)
        .allMatch(r -> r.key() != null && r.key().matches("[0-9a-f]{32}"));
    assertThat(budget.held()).isZero();
  }

  @Test
  void inflatesGzipOverBothTransports() throws Exception {
    assertThat(
            post("/v1/traces", PROTOBUF + "; charset=utf-8", "gzip", gzip(request(2).toByteArray()))
                .statusCode())
        .isEqualTo(200);
    ExportTraceServiceResponse response = export(request(2), "gzip");
    assertThat(response.hasPartialSuccess()).isFalse();
    assertThat(published).hasSize(4);
  }

  @Test
  void tellsASenderWhichSpansItCanNeverTake() throws Exception {
    ExportTraceServiceRequest mixed =
        request(2).toBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .addScopeSpans(
                        ScopeSpans.newBuilder().addSpans(Span.newBuilder().setName("x"))))
            .build();
    ExportTraceServiceResponse response = export(mixed, "identity");
    assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(response.getPartialSuccess().getErrorMessage()).contains("trace id");
    assertThat(published).hasSize(2);
    assertThat(
            registry
                .counter(
                    "plumbline.ingest.items",
                    "signal",
                    "traces",
                    "outcome",
                    "rejected",
                    "reason",
                    "invalid_trace_id")
                .count())
        .isEqualTo(1);
  }

  @Test
  void asksToTryAgainWhenKafkaIsDown() throws Exception {
    kafkaDown = true;
    HttpResponse<byte[]> response =
        post("/v1/traces", PROTOBUF, "identity", request(1).toByteArray());
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThatThrownBy(() -> export(request(1), "identity"))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.UNAVAILABLE);
              assertThat(StatusProto.fromThrowable(e).getDetails(0).is(RetryInfo.class)).isTrue();
            });
    assertThat(budget.held()).isZero();
  }

  @Test
  void asksToTryAgainWhenTooMuchIsInFlight() throws Exception {
    stop();
    start(1024);
    assertThat(post("/v1/traces", PROTOBUF, "identity", request(1).toByteArray()).statusCode())
        .isEqualTo(503);
    assertThatThrownBy(() -> export(request(1), "identity")).hasMessageContaining("UNAVAILABLE");
    assertThat(budget.held()).isZero();
  }

  @Test
  void answersBadInputWithTheRightStatusAndStaysAlive() throws Exception {
    byte[] good = request(1).toByteArray();
    assertFailure(
        post("/v1/traces", PROTOBUF, "identity", java.util.Arrays.copyOf(good, good.length - 3)),
        400,
        "end of the message|length");
    assertFailure(
        post(
            "/v1/traces",
            "application/json",
            "identity",
            "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        415,
        "application/json");
    assertFailure(post("/v1/traces", PROTOBUF, "br", good), 415, "br");
    assertFailure(post("/v1/traces", PROTOBUF, "gzip", good), 400, "gzip");
    assertFailure(post("/", PROTOBUF, "identity", good), 404, "/v1/traces");
    assertFailure(
        post(
            "/v1/traces",
            PROTOBUF,
            "identity",
            getClass().getResourceAsStream("/otlp/rag_answer.logs.pb").readAllBytes()),
        400,
        "/v1/logs");
    byte[] random = new byte[500];
    new Random(1).nextBytes(random);
    assertThat(post("/v1/traces", PROTOBUF, "identity", random).statusCode()).isEqualTo(400);
    assertThat(
            client
                .send(
                    HttpRequest.newBuilder(uri("/v1/traces")).GET().build(),
                    HttpResponse.BodyHandlers.ofByteArray())
                .statusCode())
        .isEqualTo(405);
    assertThat(post("/v1/traces", PROTOBUF, "identity", new byte[0]).statusCode()).isEqualTo(200);
    assertThat(post("/v1/metrics", PROTOBUF, "identity", random).statusCode()).isEqualTo(200);
    assertThat(published).isEmpty();
    assertThat(post("/v1/traces", PROTOBUF, "identity", good).statusCode()).isEqualTo(200);
    assertThat(budget.held()).isZero();
  }

  @Test
  void refusesWhatIsTooLargeBeforeAndAfterInflating() throws Exception {
    assertFailure(
        post("/v1/traces", PROTOBUF, "identity", new byte[80 * 1024 * 1024]), 413, "16MiB");
    byte[] bomb = gzip(new byte[70 * 1024 * 1024]);
    assertThat(bomb.length).isLessThan(100_000);
    assertFailure(post("/v1/traces", PROTOBUF, "gzip", bomb), 413, "100 times|64MiB");
    assertThat(budget.held()).isZero();
  }

  private void assertFailure(HttpResponse<byte[]> response, int status, String message)
      throws IOException {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(Status.parseFrom(response.body()).getMessage()).containsPattern(message);
  }

  private HttpResponse<byte[]> post(String path, String type, String encoding, byte[] body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!encoding.equals("identity")) {
      request.header("Content-Encoding", encoding);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + http.port() + path);
  }

  private ExportTraceServiceResponse export(ExportTraceServiceRequest request, String compression) {
    MethodDescriptor<ExportTraceServiceRequest, ExportTraceServiceResponse> method =
        MethodDescriptor.<ExportTraceServiceRequest, ExportTraceServiceResponse>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("opentelemetry.proto.collector.trace.v1.TraceService/Export")
            .setRequestMarshaller(
                ProtoUtils.marshaller(ExportTraceServiceRequest.getDefaultInstance()))
            .setResponseMarshaller(
                ProtoUtils.marshaller(ExportTraceServiceResponse.getDefaultInstance()))
            .build();
    return ClientCalls.blockingUnaryCall(
        channel, method, CallOptions.DEFAULT.withCompression(compression), request);
  }

  private static ExportTraceServiceRequest request(int traces) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 1; i <= traces; i++) {
      byte[] trace = new byte[16];
      trace[3] = (byte) i;
      scope.addSpans(
          Span.newBuilder()
              .setTraceId(ByteString.copyFrom(trace))
              .setSpanId(ByteString.copyFrom(new byte[] {1, 0, 0, 0, 0, 0, 0, (byte) i}))
              .setName("chat gpt"));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}

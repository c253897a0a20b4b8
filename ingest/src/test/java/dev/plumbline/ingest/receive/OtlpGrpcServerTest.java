package dev.plumbline.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.google.rpc.RetryInfo;
import dev.plumbline.ingest.fixtures.Receiver;
import dev.plumbline.ingest.fixtures.Requests;
import dev.plumbline.runtime.config.ByteSize;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Codec;
import io.grpc.CompressorRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The generated client against the real server. */
class OtlpGrpcServerTest {
  /** A client sends nothing of a unary call before it has all of it; of a stream it does. */
  private static final MethodDescriptor<ExportTraceServiceRequest, ExportTraceServiceResponse>
      WITHOUT_WAITING =
          TraceServiceGrpc.getExportMethod().toBuilder()
              .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
              .build();

  private Receiver receiver = Receiver.start();

  @AfterEach
  void nothingIsHeldWhenAllIsAnswered() {
    await().untilAsserted(() -> assertThat(receiver.held()).isZero());
    receiver.close();
  }

  @Test
  void acknowledgesSpansLogsAndMetrics() throws Exception {
    assertThat(export(Requests.traces(3)))
        .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
    var logs = Requests.recorded("otel-openai-js/tool_ok.logs.pb");
    LogsServiceGrpc.newBlockingStub(receiver.channel())
        .export(io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest.parseFrom(logs));
    MetricsServiceGrpc.newBlockingStub(receiver.channel())
        .export(
            ExportMetricsServiceRequest.parseFrom(
                Requests.recorded("otel-openai-js/rag_answer.metrics.pb")));
    assertThat(receiver.kafka().kept()).hasSizeGreaterThan(3);
    assertThat(receiver.count("requests", "transport", "grpc", "outcome", "accepted")).isEqualTo(3);
    assertThat(receiver.count("items", "signal", "traces", "outcome", "accepted")).isEqualTo(3);
  }

  @Test
  void answersAnEmptyRequestWithSuccess() {
    assertThat(export(ExportTraceServiceRequest.getDefaultInstance()).hasPartialSuccess())
        .isFalse();
  }

  @Test
  void answersOnlyWhenKafkaHasTheRequest() throws Exception {
    receiver.kafka().goSlow();
    var response = CompletableFuture.supplyAsync(() -> export(Requests.traces(1)));
    await().until(() -> receiver.kafka().waiting() == 1);
    assertThat(response.isDone()).isFalse();
    receiver.kafka().acknowledge();
    assertThat(response.get().hasPartialSuccess()).isFalse();
  }

  @Test
  void anExportThatWaitsForKafkasBufferHoldsUpNoOtherCallOfItsConnection() throws Exception {
    receiver.kafka().fillUp();
    var waiting = CompletableFuture.supplyAsync(() -> export(Requests.traces(1)));
    await().until(() -> receiver.kafka().waitingForRoom() == 1);
    var metrics =
        MetricsServiceGrpc.newBlockingStub(receiver.channel())
            .withDeadlineAfter(10, TimeUnit.SECONDS)
            .export(ExportMetricsServiceRequest.getDefaultInstance());
    assertThat(metrics.hasPartialSuccess()).isFalse();
    assertThat(waiting.isDone()).isFalse();
    receiver.kafka().makeRoom();
    assertThat(waiting.get().hasPartialSuccess()).isFalse();
  }

  @Test
  void inflatesGzipAndZstd() throws Exception {
    ExportTraceServiceRequest request = Requests.spans(named("compress me ".repeat(10_000)));
    TraceServiceGrpc.newBlockingStub(receiver.channel()).withCompression("gzip").export(request);
    var zstd =
        NettyChannelBuilder.forAddress("127.0.0.1", port())
            .usePlaintext()
            .compressorRegistry(registry(new Zstd()))
            .build();
    TraceServiceGrpc.newBlockingStub(zstd).withCompression("zstd").export(request);
    zstd.shutdownNow();
    assertThat(receiver.kafka().kept())
        .hasSize(2)
        .allMatch(kept -> java.util.Arrays.equals(kept.value(), request.toByteArray()));
  }

  @Test
  void refusesACompressionThatItDoesNotKnow() {
    var channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port())
            .usePlaintext()
            .compressorRegistry(registry(new Named("snappy")))
            .build();
    Status status = refused(channel, "snappy", Requests.traces(1)).getStatus();
    channel.shutdownNow();
    assertThat(status.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    assertThat(export(Requests.traces(1)).hasPartialSuccess()).isFalse();
  }

  @Test
  void namesWhatItCanNeverTakeAndKeepsTheRest() {
    Span noTrace = Requests.span(1, 1).toBuilder().clearTraceId().build();
    var partial = export(Requests.spans(noTrace, Requests.span(1, 2))).getPartialSuccess();
    assertThat(partial.getRejectedSpans()).isEqualTo(1);
    assertThat(partial.getErrorMessage()).contains("trace id");
    assertThat(receiver.kafka().kept()).hasSize(1);
  }

  @Test
  void refusesARequestInWhichNothingIsValid() {
    Span noTrace = Requests.span(1, 1).toBuilder().clearTraceId().build();
    Status status = refused("identity", Requests.spans(noTrace)).getStatus();
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).contains("nothing in the request");
  }

  @Test
  void asksToComeAgainWhenKafkaIsDown() {
    receiver.kafka().goDown();
    StatusRuntimeException refused = refused("identity", Requests.traces(1));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(StatusProto.fromThrowable(refused).getDetails(0).is(RetryInfo.class)).isTrue();
  }

  @Test
  void asksToComeAgainWhenOthersHoldTheMemory() throws Exception {
    receiver.close();
    receiver = Receiver.withMemory(ByteSize.mib(3));
    receiver.kafka().goSlow();
    ExportTraceServiceRequest large = Requests.spans(named("x".repeat(1_200_000)));
    var first = CompletableFuture.supplyAsync(() -> export(large));
    await().until(() -> receiver.kafka().waiting() == 1);
    StatusRuntimeException second = refused("identity", large);
    assertThat(second.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(StatusProto.fromThrowable(second).getDetailsCount()).isEqualTo(1);
    receiver.kafka().acknowledge();
    assertThat(first.get()).isNotNull();
  }

  @Test
  void refusesWhatIsTooLargeOnTheWireForGood() {
    assertOversize(refused("identity", Requests.spans(named("x".repeat(20 * 1024 * 1024)))));
    assertOversize(refused("identity", Requests.spans(named("x".repeat(80 * 1024 * 1024)))));
    assertThat(export(Requests.traces(1)).hasPartialSuccess()).isFalse();
    assertThat(receiver.count("requests", "outcome", "refused", "reason", "too_large"))
        .isEqualTo(2);
  }

  @Test
  void refusesABombForGood() {
    assertOversize(refused("gzip", Requests.spans(named("\0".repeat(90 * 1024 * 1024)))));
    assertThat(receiver.kafka().kept()).isEmpty();
  }

  @Test
  void aMessageWaitsForTheEndOfItsCallAndNothingIsWrittenOverIt() throws Exception {
    ExportTraceServiceRequest early = Requests.spans(named("early".repeat(30_000)));
    CompletableFuture<Status> closed = new CompletableFuture<>();
    ClientCall<ExportTraceServiceRequest, ExportTraceServiceResponse> call = open(closed);
    call.sendMessage(early);
    await().until(() -> receiver.held() > 150_000);
    ExportTraceServiceRequest between = Requests.spans(named("between".repeat(25_000)));
    export(between);
    call.halfClose();
    assertThat(closed.get().isOk()).isTrue();
    ExportTraceServiceRequest small = Requests.traces(1);
    export(small);
    assertThat(receiver.kafka().kept())
        .map(kept -> ExportTraceServiceRequest.parseFrom(kept.value()))
        .containsExactly(between, early, small);
  }

  @Test
  void takesAMessageThatIsNotCompressedFromASenderThatMayCompress() throws Exception {
    CompletableFuture<Status> closed = new CompletableFuture<>();
    ClientCall<ExportTraceServiceRequest, ExportTraceServiceResponse> call =
        open(closed, CallOptions.DEFAULT.withCompression("gzip"));
    call.setMessageCompression(false);
    call.sendMessage(Requests.traces(1));
    call.halfClose();
    assertThat(closed.get().isOk()).isTrue();
    assertThat(receiver.kafka().kept())
        .map(kept -> ExportTraceServiceRequest.parseFrom(kept.value()))
        .containsExactly(Requests.traces(1));
  }

  @Test
  void refusesASecondMessage() throws Exception {
    CompletableFuture<Status> closed = new CompletableFuture<>();
    ClientCall<ExportTraceServiceRequest, ExportTraceServiceResponse> call = open(closed);
    call.sendMessage(Requests.traces(1));
    call.sendMessage(Requests.traces(1));
    assertThat(closed.get().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(receiver.kafka().kept()).isEmpty();
  }

  @Test
  void dropsASenderThatStartsACallAndSendsNothing() throws Exception {
    receiver.close();
    receiver = Receiver.withPatience(Duration.ofMillis(200));
    CompletableFuture<Status> closed = new CompletableFuture<>();
    open(closed);
    assertThat(closed.get().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(receiver.count("requests", "reason", "too_slow")).isOne();
  }

  @Test
  void countsASenderThatGoesAwayBeforeItHasSent() {
    ClientCall<ExportTraceServiceRequest, ExportTraceServiceResponse> call =
        open(new CompletableFuture<>());
    call.sendMessage(Requests.traces(1));
    await().until(() -> receiver.held() > 0);
    call.cancel("changed its mind", null);
    await().until(() -> receiver.count("requests", "reason", "sender_gone") == 1);
    assertThat(receiver.kafka().kept()).isEmpty();
  }

  @Test
  void everyRequestAndEverySpanIsCountedOnce() throws Exception {
    Span noId = Requests.span(1, 1).toBuilder().clearSpanId().build();
    List<ExportTraceServiceRequest> requests = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      requests.add(Requests.spans(Requests.span(i + 1, 1), Requests.span(i + 1, 2), noId));
      requests.add(Requests.spans(noId));
    }
    int answered = 0;
    for (ExportTraceServiceRequest request : requests) {
      if (answered == 60) {
        receiver.kafka().goDown();
      }
      try {
        export(request);
      } catch (StatusRuntimeException e) {
        assertThat(e.getStatus().getCode())
            .isIn(Status.Code.INVALID_ARGUMENT, Status.Code.UNAVAILABLE);
      }
      answered++;
    }
    assertThat(receiver.count("requests")).isEqualTo(80);
    assertThat(receiver.count("requests", "outcome", "accepted")).isEqualTo(30);
    assertThat(receiver.count("items")).isEqualTo(40 * 3 + 40);
    assertThat(receiver.count("items", "outcome", "accepted")).isEqualTo(30 * 2);
    assertThat(receiver.count("items", "outcome", "failed")).isEqualTo(10 * 2);
  }

  private static void assertOversize(StatusRuntimeException refused) {
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(StatusProto.fromThrowable(refused).getDetailsList()).isEmpty();
  }

  private ExportTraceServiceResponse export(ExportTraceServiceRequest request) {
    return TraceServiceGrpc.newBlockingStub(receiver.channel()).export(request);
  }

  private StatusRuntimeException refused(String compression, ExportTraceServiceRequest request) {
    return refused(receiver.channel(), compression, request);
  }

  private static StatusRuntimeException refused(
      Channel channel, String compression, ExportTraceServiceRequest request) {
    return catchThrowableOfType(
        StatusRuntimeException.class,
        () ->
            TraceServiceGrpc.newBlockingStub(channel).withCompression(compression).export(request));
  }

  private ClientCall<ExportTraceServiceRequest, ExportTraceServiceResponse> open(
      CompletableFuture<Status> closed) {
    return open(closed, CallOptions.DEFAULT);
  }

  private ClientCall<ExportTraceServiceRequest, ExportTraceServiceResponse> open(
      CompletableFuture<Status> closed, CallOptions options) {
    ClientCall<ExportTraceServiceRequest, ExportTraceServiceResponse> call =
        receiver.channel().newCall(WITHOUT_WAITING, options);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            closed.complete(status);
          }
        },
        new Metadata());
    call.request(1);
    return call;
  }

  private int port() {
    return Integer.parseInt(receiver.channel().authority().split(":")[1]);
  }

  private static Span named(String name) {
    return Requests.span(1, 1).toBuilder().setName(name).build();
  }

  private static CompressorRegistry registry(Codec codec) {
    CompressorRegistry registry = CompressorRegistry.newEmptyInstance();
    registry.register(codec);
    return registry;
  }

  /** A codec that only says its name. */
  private static class Named implements Codec {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public String getMessageEncoding() {
      return name;
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
      return out;
    }

    @Override
    public InputStream decompress(InputStream in) throws IOException {
      return in;
    }
  }

  private static final class Zstd extends Named {
    Zstd() {
      super("zstd");
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
      return new ZstdOutputStreamNoFinalizer(out);
    }
  }
}

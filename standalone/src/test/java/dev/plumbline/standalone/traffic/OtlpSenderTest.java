package dev.plumbline.standalone.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtlpSenderTest {
  private static final ResourceSpans SPANS =
      new TraceFactory(1, new Behaviour(false)).next("v6", 1_790_000_000_000L).spans();
  private static final int COUNT = SPANS.getScopeSpans(0).getSpansCount();

  private final Deque<Status> grpcFailures = new ArrayDeque<>();
  private final Deque<Integer> httpFailures = new ArrayDeque<>();
  private final Deque<String> received = new ArrayDeque<>();
  private long rejected;
  private Server grpc;
  private HttpServer http;
  private OtlpSender sender;

  @BeforeEach
  void start() throws IOException {
    grpc =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .addService(new Receiver())
            .build()
            .start();
    http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    http.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            Integer failure = httpFailures.poll();
            if (failure != null) {
              exchange.sendResponseHeaders(failure, -1);
              return;
            }
            received.add("http " + exchange.getRequestHeaders().getFirst("Content-Encoding"));
            var request =
                ExportTraceServiceRequest.parseFrom(new GZIPInputStream(exchange.getRequestBody()));
            assertThat(request.getResourceSpans(0)).isEqualTo(SPANS);
            byte[] body = response().toByteArray();
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
    http.start();
    sender = new OtlpSender(grpc.getPort(), http.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    sender.close();
    grpc.shutdownNow();
    http.stop(0);
  }

  @Test
  void usesGrpcAndZippedHttpInTurn() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      assertThat(sender.spans(List.of(SPANS))).isTrue();
    }
    assertThat(received).containsExactly("grpc", "http gzip", "grpc", "http gzip");
    assertThat(sender.acknowledgedSpans()).isEqualTo(4L * COUNT);
  }

  @Test
  void triesAgainWhereOtlpSaysSo() throws InterruptedException {
    grpcFailures.add(Status.UNAVAILABLE);
    httpFailures.add(503);
    assertThat(sender.spans(List.of(SPANS))).isTrue();
    assertThat(sender.spans(List.of(SPANS))).isTrue();
    assertThat(received).containsExactly("grpc", "http gzip");
    assertThat(sender.acknowledgedSpans()).isEqualTo(2L * COUNT);
  }

  @Test
  void givesUpAtOnceWhereTryingAgainCannotHelp() throws InterruptedException {
    grpcFailures.add(Status.RESOURCE_EXHAUSTED); // without RetryInfo: too large, not too busy
    httpFailures.add(400);
    assertThat(sender.spans(List.of(SPANS))).isFalse();
    assertThat(sender.spans(List.of(SPANS))).isFalse();
    assertThat(received).isEmpty();
    assertThat(sender.acknowledgedSpans()).isZero();
  }

  @Test
  void countsWhatAPartialSuccessTook() throws InterruptedException {
    rejected = 2;
    assertThat(sender.spans(List.of(SPANS))).isFalse();
    assertThat(sender.spans(List.of(SPANS))).isFalse();
    assertThat(sender.acknowledgedSpans()).isEqualTo(2L * (COUNT - 2));
  }

  private ExportTraceServiceResponse response() {
    return ExportTraceServiceResponse.newBuilder()
        .setPartialSuccess(ExportTracePartialSuccess.newBuilder().setRejectedSpans(rejected))
        .build();
  }

  private final class Receiver extends TraceServiceGrpc.TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
      Status failure = grpcFailures.poll();
      if (failure != null) {
        observer.onError(failure.asRuntimeException());
        return;
      }
      received.add("grpc");
      observer.onNext(response());
      observer.onCompleted();
    }
  }
}

package dev.plumbline.standalone.verify;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One way to send an export request once, and what OTLP says about the answer. */
public interface OtlpTransport extends AutoCloseable {
  int DEADLINE_SECONDS = 10;

  /** For messages about it. */
  String name();

  /** Sends a request of traces or logs. */
  Answer send(Message request) throws InterruptedException;

  @Override
  void close();

  /**
   * What came of one try.
   *
   * @param code status, or what happened to the connection
   * @param acknowledged whether every item was taken
   * @param retryable whether OTLP says to try again
   * @param waitMillis how long the receiver asks to wait first
   */
  record Answer(String code, boolean acknowledged, boolean retryable, long waitMillis) {
    private static Answer of(long rejected) {
      return new Answer("rejected " + rejected, rejected == 0, false, 0);
    }
  }

  /** OTLP/gRPC on a channel of its own. */
  static OtlpTransport grpc(int port) {
    return new Grpc(NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build());
  }

  /** OTLP/HTTP with protobuf. */
  static OtlpTransport http(int port) {
    return new Http("http://127.0.0.1:" + port, HttpClient.newHttpClient());
  }

  /** Sends whatever is acknowledged again, this many times in all. */
  static OtlpTransport repeating(OtlpTransport transport, int times) {
    return new Repeating(transport, times);
  }

  /** As one that never hears an answer in time. */
  record Repeating(OtlpTransport transport, int times) implements OtlpTransport {
    @Override
    public String name() {
      return transport.name();
    }

    @Override
    public Answer send(Message request) throws InterruptedException {
      Answer answer = transport.send(request);
      for (int time = 1; time < times && answer.acknowledged(); time++) {
        answer = transport.send(request);
      }
      return answer;
    }

    @Override
    public void close() {
      transport.close();
    }
  }

  /** As an SDK's gRPC exporter. */
  record Grpc(ManagedChannel channel) implements OtlpTransport {
    @Override
    public String name() {
      return "gRPC";
    }

    @Override
    public Answer send(Message request) {
      try {
        return Answer.of(
            switch (request) {
              case ExportTraceServiceRequest spans ->
                  TraceServiceGrpc.newBlockingStub(channel)
                      .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                      .export(spans)
                      .getPartialSuccess()
                      .getRejectedSpans();
              case ExportLogsServiceRequest logs ->
                  LogsServiceGrpc.newBlockingStub(channel)
                      .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                      .export(logs)
                      .getPartialSuccess()
                      .getRejectedLogRecords();
              default -> throw new IllegalArgumentException(request.getClass().getName());
            });
      } catch (StatusRuntimeException e) {
        long wait = wait(e);
        boolean retryable =
            switch (e.getStatus().getCode()) {
              case CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS ->
                  true;
              case RESOURCE_EXHAUSTED -> wait > 0;
              default -> false;
            };
        return new Answer("gRPC " + e.getStatus().getCode(), false, retryable, wait);
      }
    }

    private static long wait(StatusRuntimeException e) {
      try {
        com.google.rpc.Status status = StatusProto.fromThrowable(e);
        if (status != null) {
          for (var detail : status.getDetailsList()) {
            if (detail.is(RetryInfo.class)) {
              return detail.unpack(RetryInfo.class).getRetryDelay().getSeconds() * 1_000;
            }
          }
        }
        return 0;
      } catch (InvalidProtocolBufferException broken) {
        return 0;
      }
    }

    @Override
    public void close() {
      channel.shutdownNow();
    }
  }

  /** As an SDK's HTTP exporter. */
  record Http(String base, HttpClient client) implements OtlpTransport {
    private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);

    @Override
    public String name() {
      return "HTTP";
    }

    @Override
    public Answer send(Message request) throws InterruptedException {
      boolean spans = request instanceof ExportTraceServiceRequest;
      HttpRequest post =
          HttpRequest.newBuilder(URI.create(base + (spans ? "/v1/traces" : "/v1/logs")))
              .timeout(Duration.ofSeconds(DEADLINE_SECONDS))
              .header("Content-Type", "application/x-protobuf")
              .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()))
              .build();
      try {
        HttpResponse<byte[]> response = client.send(post, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
          long wait = response.headers().firstValueAsLong("Retry-After").orElse(0) * 1_000;
          return new Answer(
              "HTTP " + response.statusCode(),
              false,
              RETRYABLE.contains(response.statusCode()),
              wait);
        }
        return Answer.of(
            spans
                ? ExportTraceServiceResponse.parseFrom(response.body())
                    .getPartialSuccess()
                    .getRejectedSpans()
                : ExportLogsServiceResponse.parseFrom(response.body())
                    .getPartialSuccess()
                    .getRejectedLogRecords());
      } catch (IOException e) {
        return new Answer("HTTP " + e.getClass().getSimpleName(), false, true, 0);
      }
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }
}

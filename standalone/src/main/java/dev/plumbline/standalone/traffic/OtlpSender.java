package dev.plumbline.standalone.traffic;

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
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Exports like an ordinary client: gRPC and gzipped HTTP in turn, and again after a failure that
 * OTLP calls retryable, until it is acknowledged or the tries are used up. It is used by one
 * thread.
 */
public final class OtlpSender implements AutoCloseable {
  private static final int TRIES = 40;
  private static final long WAIT_MILLIS = 500;
  private static final int DEADLINE_SECONDS = 10;
  private static final Set<Integer> RETRYABLE_HTTP = Set.of(429, 502, 503, 504);

  private final ManagedChannel channel;
  private final String http;
  private final HttpClient client = HttpClient.newHttpClient();
  private int turn;
  private long acknowledgedSpans;
  private long acknowledgedLogs;

  /** A sender to a receiver on this machine. */
  public OtlpSender(int grpcPort, int httpPort) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();
    http = "http://127.0.0.1:" + httpPort;
  }

  /** Exports spans; true when every one is acknowledged. */
  public boolean spans(List<ResourceSpans> spans) throws InterruptedException {
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.newBuilder().addAllResourceSpans(spans).build();
    long count =
        spans.stream()
            .flatMap(resource -> resource.getScopeSpansList().stream())
            .mapToLong(scope -> scope.getSpansCount())
            .sum();
    long rejected = untilAnswered(turn++ % 2 == 0 ? () -> grpc(request) : () -> http(request));
    acknowledgedSpans += rejected < 0 ? 0 : count - rejected;
    return rejected == 0;
  }

  /** Exports log records; true when every one is acknowledged. */
  public boolean logs(List<ResourceLogs> logs) throws InterruptedException {
    ExportLogsServiceRequest request =
        ExportLogsServiceRequest.newBuilder().addAllResourceLogs(logs).build();
    long count =
        logs.stream()
            .flatMap(resource -> resource.getScopeLogsList().stream())
            .mapToLong(scope -> scope.getLogRecordsCount())
            .sum();
    long rejected = untilAnswered(turn++ % 2 == 0 ? () -> grpc(request) : () -> http(request));
    acknowledgedLogs += rejected < 0 ? 0 : count - rejected;
    return rejected == 0;
  }

  /** Spans that the receiver has taken. */
  public long acknowledgedSpans() {
    return acknowledgedSpans;
  }

  /** Log records that the receiver has taken. */
  public long acknowledgedLogs() {
    return acknowledgedLogs;
  }

  /** One try: how many items were rejected, or empty when it is worth another try. */
  private interface Attempt {
    OptionalLong run() throws IOException, InterruptedException, RefusedException;
  }

  /** A failure that OTLP says must not be tried again. */
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** How many items were rejected; -1 when the whole request was. */
  private static long untilAnswered(Attempt attempt) throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      try {
        OptionalLong rejected = attempt.run();
        if (rejected.isPresent()) {
          return rejected.getAsLong();
        }
      } catch (RefusedException e) {
        return -1;
      } catch (IOException e) {
        // The receiver is away: worth another try.
      }
      Thread.sleep(WAIT_MILLIS);
    }
    return -1;
  }

  private OptionalLong grpc(ExportTraceServiceRequest request) throws RefusedException {
    try {
      ExportTraceServiceResponse response =
          TraceServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
              .export(request);
      return OptionalLong.of(response.getPartialSuccess().getRejectedSpans());
    } catch (StatusRuntimeException e) {
      return tryAgain(e);
    }
  }

  private OptionalLong grpc(ExportLogsServiceRequest request) throws RefusedException {
    try {
      ExportLogsServiceResponse response =
          LogsServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
              .export(request);
      return OptionalLong.of(response.getPartialSuccess().getRejectedLogRecords());
    } catch (StatusRuntimeException e) {
      return tryAgain(e);
    }
  }

  /** OTLP/gRPC: an exhausted resource is worth another try only when the receiver says when. */
  private static OptionalLong tryAgain(StatusRuntimeException e) throws RefusedException {
    boolean retryable =
        switch (e.getStatus().getCode()) {
          case CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS -> true;
          case RESOURCE_EXHAUSTED -> {
            com.google.rpc.Status status = StatusProto.fromThrowable(e);
            yield status != null
                && status.getDetailsList().stream().anyMatch(d -> d.is(RetryInfo.class));
          }
          default -> false;
        };
    if (!retryable) {
      throw new RefusedException();
    }
    return OptionalLong.empty();
  }

  private OptionalLong http(ExportTraceServiceRequest request)
      throws IOException, InterruptedException, RefusedException {
    HttpResponse<byte[]> response = post("/v1/traces", request.toByteArray());
    return retryable(response)
        ? OptionalLong.empty()
        : OptionalLong.of(
            ExportTraceServiceResponse.parseFrom(accepted(response))
                .getPartialSuccess()
                .getRejectedSpans());
  }

  private OptionalLong http(ExportLogsServiceRequest request)
      throws IOException, InterruptedException, RefusedException {
    HttpResponse<byte[]> response = post("/v1/logs", request.toByteArray());
    return retryable(response)
        ? OptionalLong.empty()
        : OptionalLong.of(
            ExportLogsServiceResponse.parseFrom(accepted(response))
                .getPartialSuccess()
                .getRejectedLogRecords());
  }

  private static boolean retryable(HttpResponse<byte[]> response) {
    return RETRYABLE_HTTP.contains(response.statusCode());
  }

  private static byte[] accepted(HttpResponse<byte[]> response) throws RefusedException {
    if (response.statusCode() != 200) {
      throw new RefusedException();
    }
    return response.body();
  }

  private HttpResponse<byte[]> post(String path, byte[] body)
      throws IOException, InterruptedException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(body);
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(http + path))
            .timeout(Duration.ofSeconds(DEADLINE_SECONDS))
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(zipped.toByteArray()))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    channel.shutdownNow();
    client.close();
  }
}

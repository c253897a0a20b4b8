package dev.plumbline.standalone.traffic;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Exports like an ordinary client: gRPC and gzipped HTTP in turn, and again after a retryable
 * failure, until it is acknowledged or the tries are used up.
 */
public final class OtlpSender implements AutoCloseable {
  private static final int TRIES = 40;
  private static final long WAIT_MILLIS = 500;
  private static final Set<Status.Code> RETRYABLE =
      Set.of(
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.CANCELLED,
          Status.Code.ABORTED);

  private final ManagedChannel channel;
  private final String http;
  private final HttpClient client = HttpClient.newHttpClient();
  private int turn;

  /** A sender to a receiver on this machine. */
  public OtlpSender(int grpcPort, int httpPort) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();
    http = "http://127.0.0.1:" + httpPort;
  }

  /** Exports spans; true when they are acknowledged. */
  public boolean spans(List<ResourceSpans> spans) throws InterruptedException {
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.newBuilder().addAllResourceSpans(spans).build();
    boolean grpc = turn++ % 2 == 0;
    return tryAgain(
        () -> {
          if (grpc) {
            TraceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .export(request);
            return true;
          }
          return post("/v1/traces", request.toByteArray());
        });
  }

  /** Exports log records; true when they are acknowledged. */
  public boolean logs(List<ResourceLogs> logs) throws InterruptedException {
    ExportLogsServiceRequest request =
        ExportLogsServiceRequest.newBuilder().addAllResourceLogs(logs).build();
    boolean grpc = turn++ % 2 == 0;
    return tryAgain(
        () -> {
          if (grpc) {
            LogsServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .export(request);
            return true;
          }
          return post("/v1/logs", request.toByteArray());
        });
  }

  private interface Attempt {
    boolean run() throws IOException, InterruptedException;
  }

  private static boolean tryAgain(Attempt attempt) throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      try {
        if (attempt.run()) {
          return true;
        }
      } catch (StatusRuntimeException e) {
        if (!RETRYABLE.contains(e.getStatus().getCode())) {
          return false;
        }
      } catch (IOException e) {
        // The receiver is away: worth another try.
      }
      Thread.sleep(WAIT_MILLIS);
    }
    return false;
  }

  private boolean post(String path, byte[] body) throws IOException, InterruptedException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(body);
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(http + path))
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(zipped.toByteArray()))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    client.close();
  }
}

package dev.plumbline.ingest.receive;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.plumbline.ingest.otlp.ExportException;

/** Failures as {@code google.rpc.Status}, the error body of both transports. */
final class Statuses {
  private Statuses() {}

  static Status of(ExportException failure) {
    Status.Builder status =
        Status.newBuilder()
            .setCode(failure.kind().grpc().value())
            .setMessage(String.valueOf(failure.getMessage()));
    java.time.Duration retryAfter = failure.retryAfter();
    if (retryAfter.isPositive()) {
      status.addDetails(
          Any.pack(
              RetryInfo.newBuilder()
                  .setRetryDelay(Duration.newBuilder().setSeconds(retryAfter.toSeconds()))
                  .build()));
    }
    return status.build();
  }
}

package dev.plumbline.ingest.receive;

import dev.plumbline.ingest.admission.ExportFailure;
import dev.plumbline.ingest.admission.IngestMetrics;
import dev.plumbline.ingest.admission.Origin;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.ExportResult;
import dev.plumbline.ingest.otlp.FailureKind;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The one answer to a gRPC call, whichever of the event loop, the call's own thread, the timer and
 * Kafka's thread has it first.
 */
final class Answer {
  private final ServerCall<?, byte[]> call;
  private final Origin origin;
  private final IngestMetrics metrics;
  private final AtomicBoolean given = new AtomicBoolean();

  Answer(ServerCall<?, byte[]> call, Origin origin, IngestMetrics metrics) {
    this.call = call;
    this.origin = origin;
    this.metrics = metrics;
  }

  /** Whether nothing more is to be done for the call. */
  boolean given() {
    return given.get();
  }

  /** Refuses a call that does not reach the exporter, and counts it. */
  void refuse(ExportException failure) {
    if (given.compareAndSet(false, true)) {
      metrics.failed(origin, failure.kind(), 0);
      close(failure);
    }
  }

  /** Counts a call whose sender is not there any more. */
  void gone() {
    if (given.compareAndSet(false, true)) {
      metrics.failed(origin, FailureKind.SENDER_GONE, 0);
    }
  }

  /** Takes the answer for the exporter, which counts for itself; false when one was given. */
  boolean leaveToExporter() {
    return given.compareAndSet(false, true);
  }

  /** What the exporter says. */
  void exported(@Nullable ExportResult result, @Nullable Throwable failure) {
    if (call.isCancelled()) {
      return;
    }
    if (result != null) {
      call.sendHeaders(new Metadata());
      call.sendMessage(result.toBytes());
      call.close(Status.OK, new Metadata());
    } else if (failure != null) {
      close(ExportFailure.of(failure));
    }
  }

  private void close(ExportException failure) {
    StatusRuntimeException status = StatusProto.toStatusRuntimeException(Statuses.of(failure));
    Metadata trailers = status.getTrailers();
    call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
  }
}

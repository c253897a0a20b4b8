package dev.plumbline.ingest.receive;

import dev.plumbline.ingest.admission.Body;
import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.ExportFailure;
import dev.plumbline.ingest.admission.Exporter;
import dev.plumbline.ingest.admission.IngestMetrics;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.Signal;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Handles one unary Export call: reads the message within the limits and answers when it is safe.
 */
final class ExportHandler {
  private final BodyReader bodies;
  private final Exporter exporter;
  private final IngestMetrics metrics;

  ExportHandler(BodyReader bodies, Exporter exporter, IngestMetrics metrics) {
    this.bodies = bodies;
    this.exporter = exporter;
    this.metrics = metrics;
  }

  ServerCallHandler<InputStream, byte[]> forSignal(Signal signal) {
    return (call, headers) -> {
      call.request(2);
      return new Call(signal, call);
    };
  }

  /** The state of one call; gRPC calls a listener from one thread at a time. */
  private final class Call extends ServerCall.Listener<InputStream> {
    private final Signal signal;
    private final ServerCall<InputStream, byte[]> call;
    private @Nullable Body body;
    private boolean closed;

    Call(Signal signal, ServerCall<InputStream, byte[]> call) {
      this.signal = signal;
      this.call = call;
    }

    @Override
    public void onMessage(InputStream message) {
      if (body != null || closed) {
        return;
      }
      try {
        body = bodies.read(message, () -> Long.MAX_VALUE);
      } catch (ExportException e) {
        refuse(e);
      } catch (StatusRuntimeException e) {
        refuse(
            e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
                ? new ExportException(
                    FailureKind.TOO_LARGE, "request is larger than the limit after inflating")
                : new ExportException(FailureKind.MALFORMED, "the compressed message is broken"));
      } catch (IOException e) {
        refuse(new ExportException(FailureKind.MALFORMED, "the compressed message is broken"));
      }
    }

    @Override
    public void onHalfClose() {
      if (closed) {
        return;
      }
      Body complete = body;
      if (complete == null) {
        refuse(new ExportException(FailureKind.MALFORMED, "the call carried no message"));
        return;
      }
      body = null;
      var _ =
          exporter
              .export(signal, complete)
              .whenComplete(
                  (result, failure) -> {
                    if (failure != null) {
                      close(ExportFailure.of(failure));
                    } else {
                      answer(result.toBytes());
                    }
                  });
    }

    @Override
    public void onCancel() {
      if (body != null) {
        body.close();
        body = null;
      }
    }

    /** The call's own methods may be used from one thread at a time only. */
    private synchronized void answer(byte[] response) {
      if (!call.isCancelled()) {
        call.sendHeaders(new Metadata());
        call.sendMessage(response);
        call.close(Status.OK, new Metadata());
      }
    }

    private void refuse(ExportException failure) {
      metrics.failed(signal.label(), failure.kind());
      close(failure);
    }

    private synchronized void close(ExportException failure) {
      closed = true;
      StatusRuntimeException status = StatusProto.toStatusRuntimeException(Statuses.of(failure));
      Metadata trailers = status.getTrailers();
      if (!call.isCancelled()) {
        call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
      }
    }
  }
}

package dev.plumbline.ingest.receive;

import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.Exporter;
import dev.plumbline.ingest.admission.IngestMetrics;
import dev.plumbline.ingest.admission.Origin;
import dev.plumbline.ingest.admission.Transport;
import dev.plumbline.ingest.otlp.Signal;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import java.io.InputStream;
import java.util.concurrent.Executor;

/** Starts the unary Export calls of one signal. */
record ExportHandler(
    Signal signal,
    BodyReader bodies,
    Exporter exporter,
    IngestMetrics metrics,
    Arrivals arrivals,
    Executor threads)
    implements ServerCallHandler<InputStream, byte[]> {

  @Override
  public ServerCall.Listener<InputStream> startCall(
      ServerCall<InputStream, byte[]> call, Metadata headers) {
    CallBytes bytes = CallBytes.KEY.get();
    if (bytes == null) {
      throw new IllegalStateException("the server has no tracer that counts the bytes of a call");
    }
    Answer answer = new Answer(call, new Origin(signal, Transport.GRPC), metrics);
    ExportCall listener =
        new ExportCall(signal, bodies, exporter, bytes, answer, arrivals, threads);
    bytes.onRefusal(answer::refuse);
    arrivals.add(listener);
    // Two, so that a second message is seen and refused; one is all that a sender may send.
    call.request(2);
    return listener;
  }
}

package dev.plumbline.ingest.receive;

import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.Exporter;
import dev.plumbline.ingest.admission.IngestMetrics;
import dev.plumbline.ingest.admission.Origin;
import dev.plumbline.ingest.admission.Transport;
import dev.plumbline.ingest.auth.Authenticator;
import dev.plumbline.ingest.auth.Presented;
import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.Signal;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Starts the unary Export calls of one signal. A call of an unknown sender, or of one that has sent
 * too much, is not read from.
 */
record ExportHandler(
    Signal signal,
    Authenticator senders,
    BodyReader bodies,
    Exporter exporter,
    IngestMetrics metrics,
    Arrivals arrivals,
    Executor threads)
    implements ServerCallHandler<InputStream, byte[]> {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of(Presented.HEADER, Metadata.ASCII_STRING_MARSHALLER);

  @Override
  public ServerCall.Listener<InputStream> startCall(
      ServerCall<InputStream, byte[]> call, Metadata headers) {
    CallBytes bytes = CallBytes.KEY.get();
    if (bytes == null) {
      throw new IllegalStateException("the server has no tracer that counts the bytes of a call");
    }
    Tenant tenant = null;
    try {
      tenant = senders.tenant(presented(call, headers));
      exporter.admit(tenant);
    } catch (ExportException e) {
      new Answer(call, new Origin(signal, Transport.GRPC, tenant), metrics).refuse(e);
      return new Refused();
    }
    Answer answer = new Answer(call, new Origin(signal, Transport.GRPC, tenant), metrics);
    ExportCall listener =
        new ExportCall(tenant, signal, bodies, exporter, bytes, answer, arrivals, threads);
    bytes.read(tenant, answer::refuse);
    arrivals.add(listener);
    // Two, so that a second message is seen and refused; one is all that a sender may send.
    call.request(2);
    return listener;
  }

  private static Presented presented(ServerCall<?, ?> call, Metadata headers) {
    List<String> values = new ArrayList<>();
    Iterable<String> all = headers.getAll(AUTHORIZATION);
    if (all != null) {
      all.forEach(values::add);
    }
    return new Presented(values, call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
  }

  /** Asks for nothing, so whatever the sender has still to say is thrown away by the transport. */
  private static final class Refused extends ServerCall.Listener<InputStream> {}
}

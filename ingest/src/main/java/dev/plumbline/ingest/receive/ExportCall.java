package dev.plumbline.ingest.receive;

import dev.plumbline.ingest.admission.Body;
import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.ExportFailure;
import dev.plumbline.ingest.admission.Exporter;
import dev.plumbline.ingest.admission.Transport;
import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.Signal;
import io.grpc.KnownLength;
import io.grpc.ServerCall;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One Export call: reads its message within the limits and answers when it is safe. gRPC calls a
 * listener from one thread at a time. That may be an event loop, which is left to what is quick.
 */
final class ExportCall extends ServerCall.Listener<InputStream> {
  private final Tenant tenant;
  private final Signal signal;
  private final BodyReader bodies;
  private final Exporter exporter;
  private final CallBytes bytes;
  private final Answer answer;
  private final Arrivals arrivals;
  private final Executor threads;
  private @Nullable Body body;

  ExportCall(
      Tenant tenant,
      Signal signal,
      BodyReader bodies,
      Exporter exporter,
      CallBytes bytes,
      Answer answer,
      Arrivals arrivals,
      Executor threads) {
    this.tenant = tenant;
    this.signal = signal;
    this.bodies = bodies;
    this.exporter = exporter;
    this.bytes = bytes;
    this.answer = answer;
    this.arrivals = arrivals;
    this.threads = threads;
  }

  void tooSlow() {
    answer.refuse(
        new ExportException(FailureKind.TOO_SLOW, "the request did not arrive in its time"));
  }

  @Override
  public void onMessage(InputStream message) {
    if (answer.given()) {
      return;
    }
    if (body != null) {
      refuse(malformed("the call carried more than one message"));
      return;
    }
    try {
      long wire = bytes.wire();
      long expected = message instanceof KnownLength ? message.available() : 4 * wire;
      body = bodies.readInflated(tenant, message, wire, expected);
    } catch (IOException e) {
      refuse(malformed("the compressed message is broken"));
    } catch (RuntimeException e) {
      refuse(ExportFailure.of(e));
    } finally {
      bytes.copied();
    }
  }

  @Override
  public void onHalfClose() {
    if (answer.given()) {
      release();
      return;
    }
    Body complete = body;
    if (complete == null) {
      refuse(malformed("the call carried no message"));
    } else if (answer.leaveToExporter()) {
      arrivals.remove(this);
      body = null;
      if (Thread.currentThread().isVirtual() || exporter.isQuick(tenant, complete)) {
        export(complete);
      } else {
        threads.execute(() -> export(complete));
      }
    } else {
      release();
    }
  }

  @Override
  public void onCancel() {
    answer.gone();
    release();
  }

  @Override
  public void onComplete() {
    release();
  }

  private void refuse(ExportException failure) {
    release();
    answer.refuse(failure);
  }

  private void export(Body complete) {
    var _ =
        exporter.export(tenant, signal, Transport.GRPC, complete).whenComplete(answer::exported);
  }

  private void release() {
    arrivals.remove(this);
    if (body != null) {
      body.close();
      body = null;
    }
  }

  private static ExportException malformed(String message) {
    return new ExportException(FailureKind.MALFORMED, message);
  }
}

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
import io.grpc.Detachable;
import io.grpc.KnownLength;
import io.grpc.ServerCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One Export call: reads its message within the limits and answers when it is safe. gRPC calls a
 * listener from one thread at a time. That may be an event loop, which is left to what is quick.
 *
 * <p>A message that came as it is stays in Netty's buffers until the call is complete, so that it
 * can be read and exported in one go, in an array that serves the next call as well.
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
  private @Nullable InputStream plain;
  private @Nullable Body inflated;

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
    if (plain != null || inflated != null) {
      refuse(malformed("the call carried more than one message"));
    } else if (message instanceof KnownLength && message instanceof Detachable buffers) {
      plain = buffers.detach();
    } else {
      inflate(message);
    }
  }

  @Override
  public void onHalfClose() {
    arrivals.remove(this);
    if (answer.given()) {
      release();
    } else if (plain != null) {
      exportPlain(plain);
    } else if (inflated != null) {
      export(inflated);
    } else {
      refuse(malformed("the call carried no message"));
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

  private void inflate(InputStream message) {
    try {
      inflated = bodies.readInflated(tenant, message, bytes.wire(), 4 * bytes.wire());
    } catch (IOException e) {
      refuse(malformed("the compressed message is broken"));
    } catch (RuntimeException e) {
      refuse(ExportFailure.of(e));
    } finally {
      bytes.copied();
    }
  }

  private void exportPlain(InputStream message) {
    try {
      int length = message.available();
      if (Thread.currentThread().isVirtual()) {
        export(own(message, length));
      } else if (exporter.isQuick(tenant, length)) {
        Body body = bodies.readInPlace(tenant, message, length);
        closePlain();
        export(body);
      } else {
        exportElsewhere(own(message, length));
      }
    } catch (IOException | RuntimeException e) {
      refuse(ExportFailure.of(e));
    }
  }

  private void exportElsewhere(Body body) {
    try {
      threads.execute(() -> export(body));
    } catch (RejectedExecutionException e) {
      // The server shuts down.
      body.close();
      throw e;
    }
  }

  private Body own(InputStream message, int length) throws IOException {
    Body body = bodies.readInflated(tenant, message, bytes.wire(), length);
    closePlain();
    return body;
  }

  private void export(Body body) {
    inflated = null;
    if (answer.leaveToExporter()) {
      var _ = exporter.export(tenant, signal, Transport.GRPC, body).whenComplete(answer::exported);
    } else {
      body.close();
    }
  }

  private void release() {
    arrivals.remove(this);
    closePlain();
    if (inflated != null) {
      inflated.close();
      inflated = null;
    }
  }

  /** Gives the message's buffers back to Netty, and what they held of the budget. */
  private void closePlain() {
    if (plain != null) {
      try {
        plain.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      plain = null;
      bytes.copied();
    }
  }

  private static ExportException malformed(String message) {
    return new ExportException(FailureKind.MALFORMED, message);
  }
}

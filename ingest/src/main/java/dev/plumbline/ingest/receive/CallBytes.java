package dev.plumbline.ingest.receive;

import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.Share;
import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.ExportException;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one gRPC call while they stand in Netty's buffers. gRPC hands over a message only
 * when it is complete, so without this a sender could fill memory with messages that never end:
 * here each piece is taken from the budget as it arrives, and the call is refused at the limit.
 */
final class CallBytes extends ServerStreamTracer {
  static final Context.Key<CallBytes> KEY = Context.key("plumbline-call-bytes");

  private final BodyReader bodies;
  private volatile long wire;
  private volatile @Nullable Reading reading;

  /**
   * What a call that is read from needs.
   *
   * @param share what it holds
   * @param refuse takes the call's refusal
   */
  private record Reading(Share share, Consumer<ExportException> refuse) {}

  CallBytes(BodyReader bodies) {
    this.bodies = bodies;
  }

  /** One for each call, found again through the call's context. */
  static Factory factory(BodyReader bodies) {
    return new Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new CallBytes(bodies);
      }
    };
  }

  /** Says whose the call is and who refuses it; before the first byte is asked for. */
  void read(Tenant tenant, Consumer<ExportException> refusal) {
    reading = new Reading(bodies.share(tenant), refusal);
  }

  /** Bytes so far; all of them once the message is handed over. */
  long wire() {
    return wire;
  }

  /** The message was copied out of Netty's buffers. */
  void copied() {
    end();
  }

  @Override
  public Context filterContext(Context context) {
    return context.withValue(KEY, this);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one event loop writes
  public void inboundWireSize(long bytes) {
    Reading now = reading;
    wire += bytes;
    if (now == null) {
      return;
    }
    try {
      bodies.checkWire(wire);
      now.share().hold(wire);
    } catch (ExportException e) {
      reading = null;
      now.share().close();
      now.refuse().accept(e);
    }
  }

  @Override
  public void streamClosed(Status status) {
    end();
  }

  private void end() {
    Reading now = reading;
    if (now != null) {
      now.share().close();
    }
  }
}

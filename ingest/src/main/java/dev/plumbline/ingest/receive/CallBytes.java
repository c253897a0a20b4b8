package dev.plumbline.ingest.receive;

import dev.plumbline.ingest.admission.BodyReader;
import dev.plumbline.ingest.admission.Share;
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
  private final Share share;
  private volatile long wire;
  private volatile @Nullable Consumer<ExportException> refuse;

  CallBytes(BodyReader bodies) {
    this.bodies = bodies;
    this.share = bodies.share();
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

  /** Says who refuses the call; before the first byte is asked for. */
  void onRefusal(Consumer<ExportException> refusal) {
    refuse = refusal;
  }

  /** Bytes so far; all of them once the message is handed over. */
  long wire() {
    return wire;
  }

  /** The message was copied out of Netty's buffers. */
  void copied() {
    share.close();
  }

  @Override
  public Context filterContext(Context context) {
    return context.withValue(KEY, this);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one event loop writes
  public void inboundWireSize(long bytes) {
    Consumer<ExportException> refusal = refuse;
    wire += bytes;
    if (refusal == null) {
      return;
    }
    try {
      bodies.checkWire(wire);
      share.hold(wire);
    } catch (ExportException e) {
      refuse = null;
      share.close();
      refusal.accept(e);
    }
  }

  @Override
  public void streamClosed(Status status) {
    share.close();
  }
}

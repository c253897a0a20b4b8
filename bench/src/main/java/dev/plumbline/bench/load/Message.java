package dev.plumbline.bench.load;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A message on its way: two arrays one after the other.
 *
 * @param head what is this send's own
 * @param rest what other sends share
 */
record Message(byte[] head, byte[] rest) {
  int length() {
    return head.length + rest.length;
  }

  /** As gRPC takes it, once; written without another copy. */
  InputStream stream() {
    return new Draining(this);
  }

  private static final class Draining extends InputStream implements Drainable, KnownLength {
    private final Message message;
    private boolean drained;

    private Draining(Message message) {
      this.message = message;
    }

    @Override
    public int available() {
      return drained ? 0 : message.length();
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      int bytes = available();
      target.write(message.head);
      target.write(message.rest);
      drained = true;
      return bytes;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("gRPC drains a message, it does not read it");
    }
  }
}

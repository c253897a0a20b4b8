package dev.plumbline.ingest.admission;

import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Reads bodies within the limits. Bytes are taken from the budget as they are inflated, before
 * memory grows, and a body that inflates to more than a hundred times its wire size is a bomb.
 */
public final class BodyReader {
  private static final int CHUNK = 64 * 1024;
  private static final long RATIO_FROM = 1024L * 1024;
  private static final long MAX_RATIO = 100;

  private final LimitsConfig limits;
  private final BytesInFlight budget;

  /** A reader with these limits. */
  public BodyReader(LimitsConfig limits, BytesInFlight budget) {
    this.limits = limits;
    this.budget = budget;
  }

  /**
   * Reads to the end of the stream.
   *
   * @param in the inflated stream
   * @param wireBytes bytes read from the wire so far; {@link Long#MAX_VALUE} when not known
   * @throws ExportException TOO_LARGE or BUSY
   * @throws IOException when the stream breaks
   */
  public Body read(InputStream in, LongSupplier wireBytes) throws IOException {
    byte[] bytes = new byte[0];
    int size = 0;
    boolean done = false;
    try {
      while (true) {
        if (size == bytes.length) {
          bytes = grow(bytes, size);
        }
        int read = in.read(bytes, size, bytes.length - size);
        if (read < 0) {
          break;
        }
        size += read;
        check(size, wireBytes.getAsLong());
      }
      budget.release(bytes.length - size);
      bytes = bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
      done = true;
      return new Body(bytes, budget);
    } finally {
      if (!done) {
        budget.release(bytes.length);
      }
    }
  }

  private byte[] grow(byte[] bytes, int size) {
    int wanted = (int) Math.min(Math.max(CHUNK, size * 2L), limits.maxRequest().bytes() + 1);
    if (!budget.tryAcquire(wanted - (long) bytes.length)) {
      throw new ExportException(FailureKind.BUSY, "too many bytes in flight, try again");
    }
    return Arrays.copyOf(bytes, wanted);
  }

  private void check(int size, long wire) {
    if (size > limits.maxRequest().bytes()) {
      throw new ExportException(
          FailureKind.TOO_LARGE,
          "request is larger than " + limits.maxRequest() + " after inflating");
    }
    if (wire != Long.MAX_VALUE && wire > limits.maxWire().bytes()) {
      throw new ExportException(
          FailureKind.TOO_LARGE, "request is larger than " + limits.maxWire() + " on the wire");
    }
    if (size > RATIO_FROM && size / MAX_RATIO > wire) {
      throw new ExportException(
          FailureKind.TOO_LARGE, "request inflates to more than 100 times its size");
    }
  }
}

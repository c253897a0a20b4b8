package dev.plumbline.ingest.admission;

import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Supplier;

/** Reads bodies within the limits. Bytes are taken from the budget before memory grows. */
public final class BodyReader {
  private static final int CHUNK = 32 * 1024;

  private final LimitsConfig limits;
  private final BytesInFlight budget;
  private final ThreadLocal<byte[]> ofThread = ThreadLocal.withInitial(() -> new byte[CHUNK]);

  /** A reader with these limits. */
  public BodyReader(LimitsConfig limits, BytesInFlight budget) {
    this.limits = limits;
    this.budget = budget;
  }

  /** A share of the budget for bytes that are held elsewhere. */
  public Share share(Tenant tenant) {
    return budget.share(tenant);
  }

  /**
   * Refuses a request by its size on the wire, as far as it has come.
   *
   * @throws ExportException TOO_LARGE
   */
  public void checkWire(long bytes) {
    if (bytes > limits.maxWire().bytes()) {
      throw tooLargeOnTheWire();
    }
  }

  /**
   * Reads bytes as they are on the wire.
   *
   * @param expected how many come, when the sender said so, otherwise 0
   * @throws ExportException TOO_LARGE or BUSY
   * @throws IOException when the stream breaks
   */
  public Body readWire(Tenant tenant, InputStream in, long expected) throws IOException {
    checkWire(expected);
    return read(tenant, in, limits.maxWire().bytes(), (int) expected, this::tooLargeOnTheWire);
  }

  /**
   * Reads bytes that are inflated on the way. The most that a request of {@code wireBytes} may
   * inflate to is the smaller of {@code maxRequest} and {@code maxRatio} times its size, where
   * anything up to {@code ratioAbove} passes.
   *
   * @param expected a guess at the inflated size
   * @throws ExportException TOO_LARGE or BUSY
   * @throws IOException when the stream breaks
   */
  public Body readInflated(Tenant tenant, InputStream in, long wireBytes, long expected)
      throws IOException {
    long byRatio = Math.max(limits.ratioAbove().bytes(), limits.maxRatio() * wireBytes);
    long most = Math.min(limits.maxRequest().bytes(), byRatio);
    return read(tenant, in, most, (int) Math.min(most, expected), () -> tooLargeInflated(most));
  }

  /**
   * Reads bytes of a known number into an array of this thread, which its next call overwrites: the
   * body must be done with before that. The array stays in the processor's cache, where a new one
   * is zeroed and then fetched from memory; a small span costs a little less for it. It outlives
   * its share of the budget, so only what is not large belongs here.
   *
   * @throws ExportException TOO_LARGE or BUSY
   * @throws IOException when the stream breaks
   */
  public Body readInPlace(Tenant tenant, InputStream in, int length) throws IOException {
    if (length > limits.maxRequest().bytes()) {
      throw tooLargeInflated(limits.maxRequest().bytes());
    }
    Share share = budget.share(tenant);
    try {
      share.hold(length);
      byte[] bytes = ofThread.get();
      if (bytes.length < length) {
        bytes = new byte[length];
        ofThread.set(bytes);
      }
      return new Body(bytes, in.readNBytes(bytes, 0, length), share);
    } catch (IOException | RuntimeException e) {
      share.close();
      throw e;
    }
  }

  private ExportException tooLargeInflated(long most) {
    return new ExportException(
        FailureKind.TOO_LARGE,
        most == limits.maxRequest().bytes()
            ? "the request inflates to more than " + limits.maxRequest()
            : "the request inflates to more than " + limits.maxRatio() + " times its size");
  }

  private ExportException tooLargeOnTheWire() {
    return new ExportException(
        FailureKind.TOO_LARGE, "the request is larger than " + limits.maxWire() + " on the wire");
  }

  private Body read(
      Tenant tenant, InputStream in, long most, int expected, Supplier<ExportException> tooLarge)
      throws IOException {
    Share share = budget.share(tenant);
    try {
      share.hold(expected);
      byte[] bytes = new byte[expected];
      int size = 0;
      while (true) {
        if (size == bytes.length) {
          int next = in.read();
          if (next < 0) {
            break;
          }
          bytes = grow(bytes, (int) Math.min(most + 1, Math.max(CHUNK, size * 2L)), share);
          bytes[size++] = (byte) next;
        }
        int read = in.read(bytes, size, bytes.length - size);
        size += Math.max(0, read);
        if (size > most) {
          throw tooLarge.get();
        }
        if (read < 0) {
          break;
        }
      }
      byte[] exact = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
      share.hold(size);
      return new Body(exact, share);
    } catch (IOException | RuntimeException e) {
      share.close();
      throw e;
    }
  }

  /** Holds the old array too, which is there until its bytes are copied. */
  private static byte[] grow(byte[] bytes, int length, Share share) {
    share.hold((long) length + bytes.length);
    byte[] grown = Arrays.copyOf(bytes, length);
    share.hold(length);
    return grown;
  }
}

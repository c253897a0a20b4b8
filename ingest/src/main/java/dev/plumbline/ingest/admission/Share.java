package dev.plumbline.ingest.admission;

import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.runtime.config.ByteSize;

/** What one request holds of the budget. It may pass from thread to thread. */
public final class Share implements AutoCloseable {
  private final BytesInFlight budget;
  private long held;
  private boolean closed;

  Share(BytesInFlight budget) {
    this.budget = budget;
  }

  /**
   * Holds this many bytes from now on; call it before the memory grows.
   *
   * @throws ExportException BUSY when others hold the rest of the budget, TOO_LARGE when even the
   *     whole budget is not enough, so that trying again would not help
   */
  public synchronized void hold(long bytes) {
    if (closed || bytes == held) {
      return;
    }
    if (bytes > budget.limit()) {
      throw new ExportException(
          FailureKind.TOO_LARGE,
          "the request needs "
              + bytes
              + " bytes of memory, and ingest.limits.maxInFlight is "
              + new ByteSize(budget.limit()));
    }
    if (bytes < held) {
      budget.release(held - bytes);
    } else if (!budget.tryAcquire(bytes - held)) {
      throw new ExportException(FailureKind.BUSY, "too many bytes in flight, try again");
    }
    held = bytes;
  }

  /** Gives all back; further calls do nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    budget.release(held);
    held = 0;
  }
}

package dev.plumbline.ingest.admission;

import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.runtime.config.ByteSize;

/** What one request holds of the budget. It may pass from thread to thread. */
public final class Share implements AutoCloseable {
  private final BytesInFlight budget;
  private final Tenant tenant;
  private long held;
  private boolean closed;

  Share(BytesInFlight budget, Tenant tenant) {
    this.budget = budget;
    this.tenant = tenant;
  }

  /**
   * Holds this many bytes from now on; call it before the memory grows.
   *
   * @throws ExportException BUSY when the rest of the budget is held, or left to others, TOO_LARGE
   *     when even all that a tenant can have is not enough, so that trying again would not help
   */
  public synchronized void hold(long bytes) {
    if (closed || bytes == held) {
      return;
    }
    if (bytes > budget.mostOfOne()) {
      throw new ExportException(
          FailureKind.TOO_LARGE,
          "the request needs "
              + bytes
              + " bytes of memory, of the "
              + new ByteSize(budget.mostOfOne())
              + " that ingest.limits.maxInFlight leaves to a tenant");
    }
    if (bytes < held) {
      budget.release(tenant, held - bytes);
    } else if (!budget.tryAcquire(tenant, bytes - held)) {
      throw new ExportException(FailureKind.BUSY, "too many bytes in flight, try again");
    }
    held = bytes;
  }

  /** Gives all back; further calls do nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    budget.release(tenant, held);
    held = 0;
  }
}

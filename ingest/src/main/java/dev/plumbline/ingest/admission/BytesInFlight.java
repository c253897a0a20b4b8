package dev.plumbline.ingest.admission;

import java.util.concurrent.atomic.AtomicLong;

/** A budget of bytes that requests hold from their first byte until Kafka has them. */
public final class BytesInFlight {
  private final long limit;
  private final AtomicLong held = new AtomicLong();

  /** A budget of {@code limit} bytes. */
  public BytesInFlight(long limit) {
    this.limit = limit;
  }

  /** Takes bytes, or says no without waiting. */
  boolean tryAcquire(long bytes) {
    if (held.addAndGet(bytes) <= limit) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  void release(long bytes) {
    held.addAndGet(-bytes);
  }

  /** Bytes held now. */
  public long held() {
    return held.get();
  }

  /** The budget. */
  public long limit() {
    return limit;
  }

  /** A share of nothing yet. */
  public Share share() {
    return new Share(this);
  }
}

package dev.plumbline.ingest.admission;

import java.util.concurrent.atomic.AtomicLong;

/** A budget of bytes that requests hold from the moment they are read until Kafka has them. */
public final class BytesInFlight {
  private final long limit;
  private final AtomicLong held = new AtomicLong();

  /** A budget of {@code limit} bytes. */
  public BytesInFlight(long limit) {
    this.limit = limit;
  }

  /** Takes bytes, or says no without waiting. */
  public boolean tryAcquire(long bytes) {
    if (held.addAndGet(bytes) <= limit) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  /** Gives bytes back. */
  public void release(long bytes) {
    held.addAndGet(-bytes);
  }

  /** Bytes held now. */
  public long held() {
    return held.get();
  }
}

package dev.plumbline.ingest.admission;

import dev.plumbline.ingest.auth.Tenant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A budget of bytes that requests hold from their first byte until Kafka has them.
 *
 * <p>Where it is shared by tenants, none of them may hold more than eight times what is free: one
 * alone gets up to eight ninths of all, which leaves a place for the next, and when others come its
 * part shrinks to theirs as its requests end. Nobody has to say how many tenants there are (dynamic
 * thresholds: Choudhury and Hahne, 1998, for the buffers of a switch).
 */
public final class BytesInFlight {
  private static final int TIMES_FREE = 8;

  private final long limit;
  private final boolean shared;
  private final AtomicLong held = new AtomicLong();
  private final Map<Tenant, AtomicLong> heldByTenant = new ConcurrentHashMap<>();

  private BytesInFlight(long limit, boolean shared) {
    this.limit = limit;
    this.shared = shared;
  }

  /** A budget of {@code limit} bytes that is all one tenant's. */
  public static BytesInFlight ofOne(long limit) {
    return new BytesInFlight(limit, false);
  }

  /** A budget of {@code limit} bytes that tenants share. */
  public static BytesInFlight shared(long limit) {
    return new BytesInFlight(limit, true);
  }

  /** Takes bytes, or says no without waiting. */
  boolean tryAcquire(Tenant tenant, long bytes) {
    AtomicLong own = heldByTenant.computeIfAbsent(tenant, any -> new AtomicLong());
    long ownThen = own.addAndGet(bytes);
    long free = limit - held.addAndGet(bytes);
    if (free >= 0 && (!shared || ownThen <= TIMES_FREE * free)) {
      return true;
    }
    release(tenant, bytes);
    return false;
  }

  void release(Tenant tenant, long bytes) {
    held.addAndGet(-bytes);
    AtomicLong own = heldByTenant.get(tenant);
    if (own != null) {
      own.addAndGet(-bytes);
    }
  }

  /** The most that one tenant can hold while there is no other. */
  long mostOfOne() {
    return shared ? limit / (TIMES_FREE + 1) * TIMES_FREE : limit;
  }

  /** Bytes held now. */
  public long held() {
    return held.get();
  }

  /** The budget. */
  public long limit() {
    return limit;
  }

  /** A tenant's share of nothing yet. */
  public Share share(Tenant tenant) {
    return new Share(this, tenant);
  }
}

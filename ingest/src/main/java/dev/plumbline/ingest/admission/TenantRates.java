package dev.plumbline.ingest.admission;

import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds each tenant to its rate. What a request takes is known when it has been read, so it is
 * taken then, if need be on credit, and a tenant in debt is refused before its next request is
 * read. So no request is too large for a rate, a refusal costs next to nothing, and what is refused
 * is not counted against the tenant.
 */
public final class TenantRates {
  private static final int BURST_SECONDS = 10;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Function<Tenant, RateConfig> rates;
  private final TimeMeter time;
  private final Map<Tenant, Buckets> tenants = new ConcurrentHashMap<>();

  private record Buckets(RateConfig rate, @Nullable Bucket bytes, @Nullable Bucket items) {}

  /**
   * Rates that may change at any time; a tenant whose rate changes begins anew.
   *
   * @param rates the rate of a tenant
   */
  public TenantRates(Function<Tenant, RateConfig> rates, TimeMeter time) {
    this.rates = rates;
    this.time = time;
  }

  /**
   * Lets a tenant send.
   *
   * @throws ExportException RATE_LIMITED with the time until it may
   */
  void admit(Tenant tenant) {
    Buckets buckets = buckets(tenant);
    List<String> over = new ArrayList<>();
    long wait = 0;
    if (buckets.bytes() != null) {
      wait = wait(buckets.bytes(), "bytesPerSecond " + buckets.rate().bytesPerSecond(), over);
    }
    if (buckets.items() != null) {
      String limit = "itemsPerSecond " + buckets.rate().itemsPerSecond();
      wait = Math.max(wait, wait(buckets.items(), limit, over));
    }
    if (wait > 0) {
      Duration whole = Duration.ofSeconds(Duration.ofNanos(wait).toSeconds() + 1);
      throw new ExportException(
          FailureKind.RATE_LIMITED,
          "more than the tenant's " + String.join(" and ", over) + ", try again",
          whole.compareTo(LONGEST_WAIT) < 0 ? whole : LONGEST_WAIT);
    }
  }

  /** A tenant has sent so many bytes. */
  void sentBytes(Tenant tenant, long bytes) {
    take(buckets(tenant).bytes(), bytes);
  }

  /** A tenant has sent so many spans or log records. */
  void sentItems(Tenant tenant, long items) {
    take(buckets(tenant).items(), items);
  }

  private static void take(@Nullable Bucket bucket, long tokens) {
    if (bucket != null && tokens > 0) {
      var _ = bucket.consumeIgnoringRateLimits(tokens);
    }
  }

  private static long wait(Bucket bucket, String limit, List<String> over) {
    long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    if (nanos > 0) {
      over.add(limit);
    }
    return nanos;
  }

  private Buckets buckets(Tenant tenant) {
    RateConfig rate = rates.apply(tenant);
    Buckets known = tenants.get(tenant);
    return known != null && known.rate().equals(rate)
        ? known
        : tenants.compute(
            tenant, (any, now) -> now != null && now.rate().equals(rate) ? now : make(rate));
  }

  private Buckets make(RateConfig rate) {
    return new Buckets(
        rate,
        rate.bytesPerSecond() == null ? null : bucket(rate.bytesPerSecond().bytes()),
        rate.itemsPerSecond() == null ? null : bucket(rate.itemsPerSecond()));
  }

  private Bucket bucket(long perSecond) {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(BURST_SECONDS * perSecond)
                    .refillGreedy(perSecond, Duration.ofSeconds(1)))
        .withCustomTimePrecision(time)
        .build();
  }
}

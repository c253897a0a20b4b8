package dev.plumbline.ingest.admission;

/**
 * What holds for one tenant in place of what holds for all.
 *
 * @param rate how much it may send
 */
public record TenantConfig(RateConfig rate) {
  /** Fills defaults. */
  public TenantConfig {
    rate = rate == null ? RateConfig.NONE : rate;
  }
}

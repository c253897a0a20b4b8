package dev.plumbline.judge.provider;

import dev.plumbline.runtime.config.Problems;

/**
 * What tokens cost.
 *
 * @param inputPerMillionUsd dollars per million input tokens
 * @param outputPerMillionUsd dollars per million output tokens
 */
public record PriceConfig(Double inputPerMillionUsd, Double outputPerMillionUsd) {
  /** Fills defaults (nothing) and checks. */
  public PriceConfig {
    inputPerMillionUsd = inputPerMillionUsd == null ? 0.0 : inputPerMillionUsd;
    outputPerMillionUsd = outputPerMillionUsd == null ? 0.0 : outputPerMillionUsd;
    Problems.of("price")
        .inRange("inputPerMillionUsd", inputPerMillionUsd, 0.0, 100_000.0)
        .inRange("outputPerMillionUsd", outputPerMillionUsd, 0.0, 100_000.0)
        .throwIfAny();
  }

  /**
   * Cost in millionths of a dollar. A price of 0.15 per million tokens is 0.15 millionths per
   * token: 1,000 input tokens at 0.15 and 100 output tokens at 0.60 cost 210.
   */
  public long microUsd(long inputTokens, long outputTokens) {
    return Math.round(inputTokens * inputPerMillionUsd + outputTokens * outputPerMillionUsd);
  }
}

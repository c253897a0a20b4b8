package dev.plumbline.judge;

import dev.plumbline.runtime.config.Problems;
import java.time.Duration;

/**
 * One judge that requests can name.
 *
 * @param id the name in the sampling policy
 * @param provider {@code openai}: any OpenAI-compatible endpoint
 * @param baseUrl up to and without {@code /chat/completions}
 * @param model pinned snapshot
 * @param apiKeyFile file that holds the key; empty for none
 * @param timeout of one call
 * @param temperature decoding parameter
 * @param price for the cost of each verdict
 */
public record JudgeSettings(
    String id,
    String provider,
    String baseUrl,
    String model,
    String apiKeyFile,
    Duration timeout,
    Double temperature,
    Price price) {

  /**
   * What tokens cost.
   *
   * @param inputPerMillionUsd dollars per million input tokens
   * @param outputPerMillionUsd dollars per million output tokens
   */
  public record Price(Double inputPerMillionUsd, Double outputPerMillionUsd) {
    /** Fills defaults. */
    public Price {
      inputPerMillionUsd = inputPerMillionUsd == null ? 0.0 : inputPerMillionUsd;
      outputPerMillionUsd = outputPerMillionUsd == null ? 0.0 : outputPerMillionUsd;
    }

    /** Cost in millionths of a dollar. */
    long microUsd(long inputTokens, long outputTokens) {
      return Math.round(inputTokens * inputPerMillionUsd + outputTokens * outputPerMillionUsd);
    }
  }

  /** Fills defaults and checks ranges. */
  public JudgeSettings {
    provider = provider == null ? "openai" : provider;
    apiKeyFile = apiKeyFile == null ? "" : apiKeyFile;
    timeout = timeout == null ? Duration.ofSeconds(30) : timeout;
    temperature = temperature == null ? 0.0 : temperature;
    price = price == null ? new Price(0.0, 0.0) : price;
    Problems.of("judges")
        .notBlank("id", id)
        .notBlank("baseUrl", baseUrl)
        .notBlank("model", model)
        .check(provider.equals("openai"), "provider", provider, "openai")
        .positive("timeout", timeout)
        .inRange("temperature", temperature, 0.0, 2.0)
        .throwIfAny();
  }

  /** Cost of a call in millionths of a dollar. */
  public long costMicroUsd(long inputTokens, long outputTokens) {
    return price.microUsd(inputTokens, outputTokens);
  }
}

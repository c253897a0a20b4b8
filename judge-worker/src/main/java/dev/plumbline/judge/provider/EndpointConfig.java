package dev.plumbline.judge.provider;

import dev.plumbline.runtime.config.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One judge that requests can name: where it is, which model, and with which parameters.
 *
 * @param id the name in the sampling policy
 * @param provider {@code openai}: any OpenAI-compatible endpoint
 * @param baseUrl up to and without {@code /chat/completions}
 * @param model the pinned snapshot
 * @param apiKeyFile file that holds the key; empty for none
 * @param timeout of one call, from the connect to the last byte
 * @param temperature decoding parameter
 * @param price for the cost of every verdict
 */
public record EndpointConfig(
    String id,
    String provider,
    String baseUrl,
    String model,
    String apiKeyFile,
    Duration timeout,
    Double temperature,
    PriceConfig price) {
  /** Fills defaults and checks. */
  public EndpointConfig {
    provider = provider == null ? "openai" : provider;
    baseUrl = baseUrl == null ? "" : baseUrl.replaceAll("/+$", "");
    apiKeyFile = apiKeyFile == null ? "" : apiKeyFile;
    timeout = timeout == null ? Duration.ofSeconds(30) : timeout;
    temperature = temperature == null ? 0.0 : temperature;
    price = price == null ? new PriceConfig(0.0, 0.0) : price;
    Problems.of("judge.judges")
        .notBlank("id", id)
        .check(provider.equals("openai"), "provider", provider, "openai")
        .check(
            isEndpoint(baseUrl),
            "baseUrl",
            baseUrl.contains("@") ? "an address with a name or password" : "\"" + baseUrl + "\"",
            "http(s)://host[:port][/path] without credentials, query or fragment")
        .notBlank("model", model)
        .inRange("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(10))
        .inRange("temperature", temperature, 0.0, 2.0)
        .throwIfAny();
  }

  /** The parameters as text, for the prompt hash. */
  public String parameters() {
    return "temperature=" + temperature;
  }

  private static boolean isEndpoint(@Nullable String url) {
    try {
      URI uri = new URI(url == null ? "" : url);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}

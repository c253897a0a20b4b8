package dev.plumbline.judge.provider;

import dev.plumbline.runtime.config.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One judge that requests can name: where it is, which model, and with which parameters.
 *
 * @param id the name in the sampling policy
 * @param provider {@code openai}: any OpenAI-compatible endpoint; {@code anthropic}
 * @param baseUrl up to and without {@code /chat/completions}, or {@code /messages}
 * @param model the pinned snapshot
 * @param apiKeyFile file that holds the key, relative to the config directory; empty for none
 * @param keyHeader the header that the key is sent in: {@code Authorization}, after the word
 *     Bearer, or any other, as it is
 * @param timeout of one call, from the connect to the last byte
 * @param temperature decoding parameter; null where none is sent
 * @param effort how much a reasoning model thinks, in the vendor's words; empty when not sent
 * @param price for the cost of every verdict
 */
public record EndpointConfig(
    String id,
    String provider,
    String baseUrl,
    String model,
    String apiKeyFile,
    String keyHeader,
    Duration timeout,
    @Nullable Double temperature,
    String effort,
    PriceConfig price) {
  private static final String AUTHORIZATION = "Authorization";

  /** Headers that the HTTP client or the call itself sets. */
  private static final Set<String> TAKEN =
      Set.of(
          "connection",
          "content-length",
          "content-type",
          "expect",
          "host",
          "transfer-encoding",
          "upgrade");

  /** Fills defaults and checks. */
  public EndpointConfig {
    provider = provider == null ? "openai" : provider;
    baseUrl = baseUrl == null ? "" : baseUrl.replaceAll("/+$", "");
    apiKeyFile = apiKeyFile == null ? "" : apiKeyFile;
    keyHeader = keyHeader == null ? AUTHORIZATION : keyHeader;
    timeout = timeout == null ? Duration.ofSeconds(30) : timeout;
    effort = effort == null ? "" : effort;
    boolean sampled = provider.equals("openai") && effort.isEmpty();
    Problems problems = Problems.of("judge.judges");
    if (temperature != null) {
      problems
          .check(
              sampled,
              "temperature",
              String.valueOf(temperature),
              "none: models with effort, and those of anthropic, take no temperature")
          .inRange("temperature", temperature, 0.0, 2.0);
    } else if (sampled) {
      temperature = 0.0;
    }
    price = price == null ? new PriceConfig(0.0, 0.0) : price;
    problems
        .notBlank("id", id)
        .check(Provider.ALL.containsKey(provider), "provider", provider, "openai or anthropic")
        .check(
            isEndpoint(baseUrl),
            "baseUrl",
            baseUrl.contains("@") ? "an address with a name or password" : "\"" + baseUrl + "\"",
            "http(s)://host[:port][/path] without credentials, query or fragment")
        .notBlank("model", model)
        .check(
            keyHeader.matches("[A-Za-z0-9-]{1,64}")
                && !TAKEN.contains(keyHeader.toLowerCase(Locale.ROOT)),
            "keyHeader",
            "something else",
            "a header's name, such as Authorization, x-api-key or api-key")
        .inRange("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(10))
        .check(effort.matches("[a-z]{0,16}"), "effort", effort, "a word such as low or high")
        .throwIfAny();
  }

  /** What is sent beside the text and changes the answer, by name. */
  public Map<String, String> parameters() {
    if (!effort.isEmpty()) {
      return Map.of("effort", effort);
    }
    return temperature == null ? Map.of() : Map.of("temperature", Double.toString(temperature));
  }

  /** What stands in the header of the key. */
  String sentKey(ApiKey key) {
    return keyHeader.equalsIgnoreCase(AUTHORIZATION) ? "Bearer " + key.secret() : key.secret();
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

  /** The same, with the key's file found from this directory. */
  public EndpointConfig below(Path dir) {
    return apiKeyFile.isEmpty()
        ? this
        : new EndpointConfig(
            id,
            provider,
            baseUrl,
            model,
            dir.resolve(apiKeyFile).toString(),
            keyHeader,
            timeout,
            temperature,
            effort,
            price);
  }
}

package dev.plumbline.judge.provider;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Asks a judge's endpoint for its list of models: whether it is there and takes the key. */
public final class EndpointProbe {
  private EndpointProbe() {}

  /**
   * What stands in the way of calls to this judge; empty when nothing was seen. An endpoint without
   * a list of models counts as there.
   *
   * @param http from {@link HttpJudgeClient#transport()}
   */
  public static Optional<String> problem(EndpointConfig config, HttpClient http)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(config.baseUrl() + "/models")).timeout(config.timeout());
    ApiKey.read(config.apiKeyFile())
        .ifPresent(key -> Provider.of(config).authorize(request, config, key));
    try {
      int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      return switch (status) {
        case 401, 403 -> Optional.of("refuses the key: status " + status);
        default -> status >= 500 ? Optional.of("answers status " + status) : Optional.empty();
      };
    } catch (IOException e) {
      return Optional.of("cannot be reached: " + e.getClass().getSimpleName());
    }
  }
}

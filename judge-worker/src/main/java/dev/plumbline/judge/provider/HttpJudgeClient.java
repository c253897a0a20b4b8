package dev.plumbline.judge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint over the JDK's client, in the dialect of its {@link Provider}. A library in between
 * would hide what a verdict and a retry need: LangChain4j 1.19 keeps no header of a failed response
 * (so no Retry-After), throws a refusal without its usage and model, and reads bodies without a
 * limit.
 */
public final class HttpJudgeClient implements JudgeClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BODY_BYTES = 1024 * 1024;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final EndpointConfig config;
  private final Provider provider;
  private final @Nullable ApiKey key;
  private final HttpClient http;
  private final InstantSource clock;

  /**
   * A client.
   *
   * @param key sent with every call; null for none
   * @param http from {@link #transport()}, shared by all judges
   */
  public HttpJudgeClient(
      EndpointConfig config, @Nullable ApiKey key, HttpClient http, InstantSource clock) {
    this.config = config;
    this.provider = Provider.of(config);
    this.key = key;
    this.http = http;
    this.clock = clock;
  }

  /**
   * The connections of all judges. It follows no redirect, so that an endpoint cannot send us, and
   * the key, elsewhere. HTTP/1.1: the JDK's HTTP/2 client fails calls beyond the streams that one
   * connection allows, often 100. The client's tasks run on virtual threads: several hand-overs a
   * call to platform threads cost more CPU time than what is done on them.
   */
  public static HttpClient transport() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT_TIMEOUT)
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .build();
  }

  @Override
  public JudgeReply ask(String system, String user, JsonNode schema) throws InterruptedException {
    CompletableFuture<HttpResponse<Optional<byte[]>>> call =
        http.sendAsync(request(system, user, schema), info -> new BoundedBody(MAX_BODY_BYTES));
    try {
      // The request's own time-out ends with the headers; this one holds for the body too.
      HttpResponse<Optional<byte[]>> response =
          call.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return reply(response);
    } catch (TimeoutException e) {
      return timedOut();
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case HttpTimeoutException timeout -> timedOut();
        case IOException failed ->
            new JudgeReply.Failed(
                "connection failed: " + failed.getClass().getSimpleName(), false, Optional.empty());
        case null, default ->
            throw new IllegalStateException("the HTTP client broke", e.getCause());
      };
    } finally {
      // Without effect on a call that has ended; closes the connection of one that has not.
      call.cancel(true);
    }
  }

  private JudgeReply timedOut() {
    return new JudgeReply.Failed(
        "no answer within " + config.timeout().toMillis() + " ms", true, Optional.empty());
  }

  private HttpRequest request(String system, String user, JsonNode schema) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(config.baseUrl() + provider.path()))
            .timeout(config.timeout())
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    provider.body(config, system, user, schema).toString()));
    if (key != null) {
      provider.authorize(request, config, key);
    }
    return request.build();
  }

  /** No text of a failed response is kept. An empty body was larger than allowed. */
  private JudgeReply reply(HttpResponse<Optional<byte[]>> response) {
    int status = response.statusCode();
    Optional<Duration> retryAfter = RetryAfter.of(response.headers(), clock.instant());
    return switch (status) {
      case 200 -> provider.answered(tree(response.body()));
      case 429 ->
          provider.cause(tree(response.body())) == JudgeReply.Cause.UNPAID
              ? rejected(JudgeReply.Cause.UNPAID, response)
              : new JudgeReply.Limited(retryAfter);
      case 408, 504 -> new JudgeReply.Failed("status " + status, true, retryAfter);
      case 401, 403 -> rejected(JudgeReply.Cause.UNAUTHORIZED, response);
      case 402 -> rejected(JudgeReply.Cause.UNPAID, response);
      case 413 -> rejected(JudgeReply.Cause.TOO_LARGE, response);
      default ->
          status >= 500
              ? new JudgeReply.Failed("status " + status, false, retryAfter)
              : rejected(provider.cause(tree(response.body())), response);
    };
  }

  private JudgeReply rejected(JudgeReply.Cause cause, HttpResponse<Optional<byte[]>> response) {
    String word = provider.word(tree(response.body()));
    return new JudgeReply.Rejected(cause, ("status " + response.statusCode() + " " + word).strip());
  }

  /** A body that is not JSON is one without anything in it. */
  private static JsonNode tree(Optional<byte[]> body) {
    try {
      return JSON.readTree(body.orElse(new byte[0]));
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }
}

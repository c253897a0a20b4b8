package dev.plumbline.judge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Objects;

/** How one vendor's endpoint is asked and understood. Statuses and time-outs are alike for all. */
interface Provider {
  /** Those that a config may name. */
  Map<String, Provider> ALL = Map.of("openai", new OpenAi(), "anthropic", new Anthropic());

  /** The one that a config names, which was checked when the config was read. */
  static Provider of(EndpointConfig config) {
    return Objects.requireNonNull(ALL.get(config.provider()), config.provider());
  }

  /** What follows the base URL. */
  String path();

  /** Puts the key, and what else the vendor demands, into the headers. */
  default void authorize(HttpRequest.Builder request, EndpointConfig config, ApiKey key) {
    request.header(config.keyHeader(), config.sentKey(key));
  }

  /** The request's JSON. The system text stands first, so that the vendor's cache finds it. */
  ObjectNode body(EndpointConfig config, String system, String user, JsonNode schema);

  /**
   * What a response with status 200 says: an answer, without text when it is not what it should be,
   * or a failure that a gateway put into it.
   */
  JudgeReply answered(JsonNode response);

  /** Why a request is refused for good. */
  JudgeReply.Cause cause(JsonNode response);

  /** The vendor's word for a failure, for example {@code model_not_found}; empty without one. */
  String word(JsonNode response);
}

package dev.plumbline.evaluation.interaction;

import java.util.List;
import java.util.Set;

/**
 * The first of the two tables of sources: canonical single-valued fields, each with its ordered
 * keys, of which the long lists stand in files of their own. The first key with a value wins and is
 * recorded as provenance. A new dialect is a line in these lists; what holds messages, documents or
 * tools is in {@link Sources}.
 */
enum Field {
  OPERATION("op", CallKeys.OPERATION),
  MODEL_REQUESTED("model.requested", CallKeys.MODEL_REQUESTED),
  MODEL_SERVED("model.served", CallKeys.MODEL_SERVED),
  PROVIDER("provider", CallKeys.PROVIDER),
  PROMPT_NAME("prompt.name", SliceKeys.PROMPT_NAME),
  PROMPT_VERSION("prompt.version", SliceKeys.PROMPT_VERSION),
  FINISH("finish", CallKeys.FINISH),
  RESPONSE_STATUS("finish", CallKeys.RESPONSE_STATUS),
  CONVERSATION("conversationId", SliceKeys.CONVERSATION),
  USER("user", SliceKeys.USER),
  RESPONSE_ID(
      "responseId",
      "gen_ai.response.id",
      "ai.response.id",
      "any response#/id",
      "any response#/responseId",
      "output.value#/generations/0/0/message/kwargs/id"),
  CHOICES("choices", "gen_ai.request.choice.count"),
  OUTPUT_TYPE("outputType", CallKeys.OUTPUT_TYPE),
  SECONDS_TO_FIRST(
      "time_to_first_token",
      "gen_ai.response.time_to_first_chunk",
      "gen_ai.client.operation.time_to_first_chunk"),
  MILLIS_TO_FIRST(
      "time_to_first_token", "ai.response.msToFirstChunk", "ai.stream.msToFirstChunk", "ttft_ms"),
  HTTP_ROUTE("route", "http.route"),
  WORKFLOW("route", "gen_ai.workflow.name"),
  AGENT("route", "gen_ai.agent.name", "agent.name"),
  ROUTE_OTHER(
      "route",
      "traceloop.workflow.name",
      "ai.telemetry.functionId",
      "langfuse.trace.name",
      "langsmith.trace.name"),
  TOOL_NAME("tool.name", ToolKeys.NAME),
  TOOL_TITLE("tool.name", "traceloop.entity.name"),
  TOOL_DESCRIPTION("tool.description", ToolKeys.DESCRIPTION),
  TOOL_SCHEMA("tool.schema", "spring.ai.tool.definition.schema"),
  TOOL_ID("tool.id", ToolKeys.ID),
  TOOL_ARGUMENTS("tool.arguments", ToolKeys.ARGUMENTS),
  TOOL_RESULT("tool.result", ToolKeys.RESULT),
  USAGE_INPUT("usage.inputTokens", UsageKeys.INPUT),
  USAGE_OUTPUT("usage.outputTokens", UsageKeys.OUTPUT),
  USAGE_CACHE_READ("usage.cacheReadTokens", UsageKeys.CACHE_READ),
  USAGE_CACHE_WRITE("usage.cacheWriteTokens", UsageKeys.CACHE_WRITE),
  USAGE_REASONING("usage.reasoningTokens", UsageKeys.REASONING),
  SERVICE("service", "service.name"),
  ENVIRONMENT(
      "environment",
      "deployment.environment.name",
      "deployment.environment",
      "langfuse.environment"),
  RELEASE("release", "service.version", "langfuse.release"),
  SAMPLE_RATE("sampling.weight", "logfire.sample_rate"),
  ERROR_TYPE("error", "error.type"),
  ERROR_LEVEL("error", "langfuse.observation.level"),
  EXCEPTION_TYPE("error", "exception.type"),
  SUCCESS("success", "success"),
  EVENT_NAME("event", "event.name", "event_name"),
  MESSAGE_INDEX("event", "gen_ai.message.index"),
  TURN("turn", "plumbline.turn.index"),
  PREVIOUS_RESPONSE(
      "previous", "gen_ai.request.previous_response.id", "gen_ai.request.previous_response_id"),
  PENDING("pending", "logfire.pending_parent_id");

  private static final Set<String> HELPERS =
      Set.of(
          "choices",
          "tool.name",
          "tool.description",
          "tool.schema",
          "tool.id",
          "tool.arguments",
          "tool.result",
          "success",
          "event",
          "previous",
          "pending");

  private final String canonical;
  private final List<Key> keys;

  Field(String canonical, String... keys) {
    this(canonical, List.of(keys));
  }

  Field(String canonical, List<String> keys) {
    this.canonical = canonical;
    this.keys = Key.of(keys.stream());
  }

  /** Whether an interaction has it; the others only help to find what it has. */
  boolean shown() {
    return !HELPERS.contains(canonical);
  }

  /** Name in the interaction's provenance. */
  String canonical() {
    return canonical;
  }

  /** The sources, the strongest first. */
  List<Key> keys() {
    return keys;
  }
}

package dev.plumbline.evaluation.interaction;

import java.util.List;
import java.util.stream.Stream;

/**
 * The first of the two tables of sources: canonical single-valued fields, each with its ordered
 * keys. The first key with a value wins and is recorded as provenance. A new dialect is a line in
 * these lists; what holds messages, documents or tools is in {@link Sources}.
 */
enum Field {
  OPERATION(
      "op",
      "gen_ai.operation.name",
      "openinference.span.kind",
      "langfuse.observation.type",
      "mlflow.spanType",
      "langsmith.span.kind",
      "ai.operationId",
      "spring.ai.kind",
      "genkit:metadata:subtype",
      "traceloop.span.kind",
      "llm.request.type"),
  MODEL_REQUESTED(
      "model.requested",
      "gen_ai.request.model",
      "llm.request.model_name",
      "llm.invocation_parameters#/model",
      "ai.model.id",
      "mlflow.llm.model",
      "langfuse.observation.model.name",
      "embedding.model_name",
      "reranker.model_name",
      "llm.model_name"),
  MODEL_SERVED(
      "model.served",
      "gen_ai.response.model",
      "llm.response.model_name",
      "ai.response.model",
      "llm.model_name",
      "litellm.provider.model",
      "langfuse.observation.model.name",
      "mlflow.llm.model"),
  PROVIDER(
      "provider",
      "gen_ai.provider.name",
      "gen_ai.system",
      "llm.provider",
      "llm.system",
      "ai.model.provider",
      "mlflow.llm.provider"),
  PROMPT_NAME(
      "prompt.name",
      "gen_ai.prompt.name",
      "langfuse.observation.prompt.name",
      "langfuse.prompt.name",
      "traceloop.prompt.key",
      "langwatch.prompt.handle",
      "langwatch.prompt.id",
      "prompt.id",
      "mlflow.linkedPrompts#/0/name",
      "ai.telemetry.metadata.langfusePrompt.name",
      "ai.telemetry.metadata.langfusePrompt#/name",
      "langsmith.metadata.lc_hub_repo"),
  PROMPT_VERSION(
      "prompt.version",
      "gen_ai.prompt.version",
      "langfuse.observation.prompt.version",
      "langfuse.prompt.version",
      "llm.prompt_template.version",
      "traceloop.prompt.version",
      "traceloop.prompt.version_name",
      "traceloop.prompt.version_hash",
      "langwatch.prompt.version.number",
      "mlflow.linkedPrompts#/0/version",
      "ai.telemetry.metadata.langfusePrompt.version",
      "ai.telemetry.metadata.langfusePrompt#/version",
      "langsmith.metadata.lc_hub_commit_hash"),
  FINISH(
      "finish",
      "gen_ai.response.finish_reasons",
      "llm.finish_reason",
      "gen_ai.completion.0.finish_reason",
      "ai.response.finishReason"),
  CONVERSATION(
      "conversation",
      "gen_ai.conversation.id",
      "session.id",
      "langfuse.session.id",
      "spring.ai.chat.client.conversation.id",
      "traceloop.association.properties.session_id",
      "gen_ai.thread.id",
      "gcp.vertex.agent.session_id",
      "langwatch.thread.id",
      "ai.telemetry.metadata.sessionId",
      "langsmith.metadata.thread_id",
      "langsmith.metadata.session_id"),
  USER(
      "user",
      "user.id",
      "enduser.id",
      "langfuse.user.id",
      "traceloop.association.properties.user_id",
      "ai.telemetry.metadata.userId",
      "litellm.end_user.id",
      "gen_ai.user"),
  RESPONSE_ID("response.id", "gen_ai.response.id", "ai.response.id", "output.value#/id"),
  CHOICES("choices", "gen_ai.request.choice.count"),
  OUTPUT_TYPE(
      "output.type",
      "gen_ai.output.type",
      "gen_ai.openai.request.response_format",
      "gen_ai.request.structured_output_schema#/type",
      "llm.invocation_parameters#/response_format/type",
      "langfuse.observation.metadata.response_format#/type"),
  TIME_TO_FIRST("time_to_first_token", "gen_ai.response.time_to_first_chunk"),
  HTTP_ROUTE("route", "http.route"),
  WORKFLOW("route", "gen_ai.workflow.name"),
  AGENT("route", "gen_ai.agent.name", "agent.name"),
  ROUTE_OTHER(
      "route",
      "traceloop.workflow.name",
      "ai.telemetry.functionId",
      "langfuse.trace.name",
      "langsmith.trace.name"),
  TOOL_NAME(
      "tool.name",
      "gen_ai.tool.name",
      "tool.name",
      "ai.toolCall.name",
      "spring.ai.tool.definition.name"),
  TOOL_ID("tool.id", "gen_ai.tool.call.id", "tool.id", "ai.toolCall.id", "spring.ai.tool.call.id"),
  TOOL_ARGUMENTS(
      "tool.arguments",
      "gen_ai.tool.call.arguments",
      "tool.parameters",
      "ai.toolCall.args",
      "spring.ai.tool.call.arguments",
      "gcp.vertex.agent.tool_call_args",
      "tool_arguments",
      "input.value"),
  TOOL_RESULT(
      "tool.result",
      "gen_ai.tool.call.result",
      "ai.toolCall.result",
      "spring.ai.tool.call.result",
      "gcp.vertex.agent.tool_response",
      "tool_response",
      "output.value"),
  USAGE_INPUT(
      "usage.input",
      "gen_ai.usage.input_tokens",
      "gen_ai.usage.prompt_tokens",
      "llm.token_count.prompt",
      "ai.usage.inputTokens",
      "ai.usage.promptTokens",
      "langfuse.observation.usage_details#/input",
      "langfuse.observation.usage_details#/input_tokens",
      "langfuse.observation.usage_details#/prompt_tokens",
      "mlflow.chat.tokenUsage#/input_tokens"),
  USAGE_OUTPUT(
      "usage.output",
      "gen_ai.usage.output_tokens",
      "gen_ai.usage.completion_tokens",
      "llm.token_count.completion",
      "ai.usage.outputTokens",
      "ai.usage.completionTokens",
      "langfuse.observation.usage_details#/output",
      "langfuse.observation.usage_details#/output_tokens",
      "langfuse.observation.usage_details#/completion_tokens",
      "mlflow.chat.tokenUsage#/output_tokens"),
  USAGE_CACHE_READ(
      "usage.cache_read",
      "gen_ai.usage.cache_read.input_tokens",
      "gen_ai.usage.cache_read_input_tokens",
      "llm.token_count.prompt_details.cache_read"),
  USAGE_CACHE_WRITE(
      "usage.cache_write",
      "gen_ai.usage.cache_write.input_tokens",
      "gen_ai.usage.cache_creation.input_tokens",
      "gen_ai.usage.cache_write_input_tokens",
      "gen_ai.usage.cache_creation_input_tokens",
      "llm.token_count.prompt_details.cache_write"),
  USAGE_REASONING(
      "usage.reasoning",
      "gen_ai.usage.reasoning.output_tokens",
      "gen_ai.usage.reasoning_tokens",
      "llm.token_count.completion_details.reasoning"),
  SERVICE("service", "service.name"),
  ENVIRONMENT(
      "environment",
      "deployment.environment.name",
      "deployment.environment",
      "langfuse.environment"),
  RELEASE("release", "service.version", "langfuse.release"),
  SAMPLE_RATE("sampling.weight", "logfire.sample_rate"),
  ERROR_TYPE("error", "error.type"),
  EXCEPTION_TYPE("error", "exception.type"),
  EVENT_NAME("event", "event.name"),
  PENDING("pending", "logfire.pending_parent_id");

  private final String canonical;
  private final List<Key> keys;

  Field(String canonical, String... keys) {
    this.canonical = canonical;
    this.keys = Key.of(Stream.of(keys));
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

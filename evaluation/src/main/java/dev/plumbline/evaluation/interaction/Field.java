package dev.plumbline.evaluation.interaction;

import java.util.List;

/**
 * The canonical single-valued fields, each with its ordered sources: the first attribute that is
 * present and not empty wins, and its key is recorded as provenance. A new dialect is a key in one
 * of these lists.
 */
enum Field {
  MODEL_REQUESTED(
      "model.requested",
      "gen_ai.request.model",
      "llm.request.model_name",
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
      "ai.telemetry.metadata.langfusePrompt.name",
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
      "ai.telemetry.metadata.langfusePrompt.version",
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
  RESPONSE_ID("response.id", "gen_ai.response.id", "ai.response.id"),
  OUTPUT_TYPE("output.type", "gen_ai.output.type", "gen_ai.openai.request.response_format"),
  TIME_TO_FIRST("time_to_first_token", "gen_ai.response.time_to_first_chunk"),
  ROUTE(
      "route",
      "gen_ai.workflow.name",
      "traceloop.workflow.name",
      "ai.telemetry.functionId",
      "langfuse.trace.name",
      "langsmith.trace.name"),
  AGENT("agent", "gen_ai.agent.name", "agent.name"),
  TOOL_DEFINITIONS(
      "tools",
      "gen_ai.tool.definitions",
      "ai.prompt.tools",
      "mlflow.chat.tools",
      "gen_ai.agent.tools"),
  USAGE_INPUT(
      "usage.input",
      "gen_ai.usage.input_tokens",
      "gen_ai.usage.prompt_tokens",
      "llm.token_count.prompt",
      "ai.usage.inputTokens",
      "ai.usage.promptTokens"),
  USAGE_OUTPUT(
      "usage.output",
      "gen_ai.usage.output_tokens",
      "gen_ai.usage.completion_tokens",
      "llm.token_count.completion",
      "ai.usage.outputTokens",
      "ai.usage.completionTokens"),
  USAGE_CACHE_READ(
      "usage.cache_read",
      "gen_ai.usage.cache_read.input_tokens",
      "gen_ai.usage.cache_read_input_tokens",
      "llm.token_count.prompt_details.cache_read"),
  USAGE_CACHE_WRITE(
      "usage.cache_write",
      "gen_ai.usage.cache_write.input_tokens",
      "gen_ai.usage.cache_creation.input_tokens",
      "gen_ai.usage.cache_creation_input_tokens",
      "llm.token_count.prompt_details.cache_write"),
  USAGE_REASONING(
      "usage.reasoning",
      "gen_ai.usage.reasoning.output_tokens",
      "llm.token_count.completion_details.reasoning"),
  ENVIRONMENT(
      "environment",
      "deployment.environment.name",
      "deployment.environment",
      "langfuse.environment"),
  RELEASE("release", "service.version", "langfuse.release");

  private final String canonical;
  private final List<String> keys;

  Field(String canonical, String... keys) {
    this.canonical = canonical;
    this.keys = List.of(keys);
  }

  /** Name in the interaction's provenance. */
  String canonical() {
    return canonical;
  }

  /** Attribute keys, the strongest first. */
  List<String> keys() {
    return keys;
  }
}

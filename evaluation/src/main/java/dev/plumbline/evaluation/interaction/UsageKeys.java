package dev.plumbline.evaluation.interaction;

import java.util.List;

/** Keys of counts of tokens. The first that has a value wins; see {@link Field}. */
final class UsageKeys {
  static final List<String> INPUT =
      List.of(
          "gen_ai.usage.input_tokens",
          "gen_ai.usage.prompt_tokens",
          "llm.token_count.prompt",
          "ai.usage.inputTokens",
          "ai.usage.promptTokens",
          "langfuse.observation.usage_details#/input",
          "langfuse.observation.usage_details#/input_tokens",
          "langfuse.observation.usage_details#/prompt_tokens",
          "mlflow.chat.tokenUsage#/input_tokens",
          "gcp.vertex.agent.llm_response#/usage_metadata/prompt_token_count",
          "genkit:output#/usage/inputTokens",
          "response_data#/usage/input_tokens",
          "response_data#/usage/prompt_tokens",
          "haystack.component.output#/replies/0/meta/usage/prompt_tokens",
          "haystack.component.output#/meta/0/usage/prompt_tokens",
          "haystack.agent.step.llm.output#/replies/0/meta/usage/prompt_tokens",
          "mlflow.spanOutputs#/usage/input_tokens",
          "mlflow.spanOutputs#/usage/prompt_tokens",
          "braintrust.metrics#/prompt_tokens",
          "llm.usage.prompt_tokens",
          "llm.token.counts#/input_tokens",
          "gen_ai.response.prompt_tokens",
          "gen_ai.response.input_tokens",
          "ai.observability.cost.num_prompt_tokens",
          "confident.llm.input_token_count",
          "input_tokens");

  static final List<String> OUTPUT =
      List.of(
          "gen_ai.usage.output_tokens",
          "gen_ai.usage.completion_tokens",
          "llm.token_count.completion",
          "ai.usage.outputTokens",
          "ai.usage.completionTokens",
          "langfuse.observation.usage_details#/output",
          "langfuse.observation.usage_details#/output_tokens",
          "langfuse.observation.usage_details#/completion_tokens",
          "mlflow.chat.tokenUsage#/output_tokens",
          "gcp.vertex.agent.llm_response#/usage_metadata/candidates_token_count",
          "genkit:output#/usage/outputTokens",
          "response_data#/usage/output_tokens",
          "response_data#/usage/completion_tokens",
          "haystack.component.output#/replies/0/meta/usage/completion_tokens",
          "haystack.component.output#/meta/0/usage/completion_tokens",
          "haystack.agent.step.llm.output#/replies/0/meta/usage/completion_tokens",
          "mlflow.spanOutputs#/usage/output_tokens",
          "mlflow.spanOutputs#/usage/completion_tokens",
          "braintrust.metrics#/completion_tokens",
          "llm.usage.completion_tokens",
          "llm.token.counts#/output_tokens",
          "gen_ai.response.completion_tokens",
          "gen_ai.response.output_tokens",
          "ai.observability.cost.num_completion_tokens",
          "confident.llm.output_token_count",
          "output_tokens");

  static final List<String> CACHE_READ =
      List.of(
          "gen_ai.usage.cache_read.input_tokens",
          "gen_ai.usage.cache_read_input_tokens",
          "llm.token_count.prompt_details.cache_read",
          "ai.usage.cachedInputTokens",
          "ai.usage.inputTokenDetails.cacheReadTokens",
          "langfuse.observation.usage_details#/input_cached_tokens",
          "langfuse.observation.usage_details#/cache_read_input_tokens",
          "langfuse.observation.usage_details#/prompt_tokens_details/cached_tokens",
          "langfuse.observation.usage_details#/input_tokens_details/cached_tokens",
          "langfuse.observation.usage_details#/input_cache_read",
          "gen_ai.usage.input_tokens.cached",
          "gen_ai.usage.details.cache_read_tokens",
          "gen_ai.usage.details.cached_tokens",
          "gen_ai.usage.prompt_tokens_details.cache_read",
          "gen_ai.usage.input_token_details#/cache_read",
          "llm.usage.cache_read_input_tokens",
          "ai.response.providerMetadata#/openai/cachedPromptTokens",
          "ai.response.providerMetadata#/anthropic/cacheReadInputTokens",
          "mlflow.chat.tokenUsage#/cache_read_input_tokens",
          "gcp.vertex.agent.llm_response#/usage_metadata/cached_content_token_count",
          "genkit:output#/usage/cachedContentTokens",
          "cache_read_tokens");

  static final List<String> CACHE_WRITE =
      List.of(
          "gen_ai.usage.cache_write.input_tokens",
          "gen_ai.usage.cache_creation.input_tokens",
          "gen_ai.usage.cache_write_input_tokens",
          "gen_ai.usage.cache_creation_input_tokens",
          "llm.token_count.prompt_details.cache_write",
          "ai.usage.inputTokenDetails.cacheWriteTokens",
          "langfuse.observation.usage_details#/cache_creation_input_tokens",
          "langfuse.observation.usage_details#/input_cache_creation",
          "gen_ai.usage.input_tokens.cache_write",
          "gen_ai.usage.input_tokens.cache_creation",
          "gen_ai.usage.details.cache_write_tokens",
          "gen_ai.usage.prompt_tokens_details.cache_write",
          "gen_ai.usage.input_token_details#/cache_creation",
          "llm.usage.cache_creation_input_tokens",
          "ai.response.providerMetadata#/anthropic/cacheCreationInputTokens",
          "mlflow.chat.tokenUsage#/cache_creation_input_tokens",
          "cache_creation_tokens");

  static final List<String> REASONING =
      List.of(
          "gen_ai.usage.reasoning.output_tokens",
          "gen_ai.usage.reasoning_tokens",
          "llm.token_count.completion_details.reasoning",
          "ai.usage.reasoningTokens",
          "ai.usage.outputTokenDetails.reasoningTokens",
          "langfuse.observation.usage_details#/output_reasoning_tokens",
          "langfuse.observation.usage_details#/completion_tokens_details/reasoning_tokens",
          "langfuse.observation.usage_details#/output_tokens_details/reasoning_tokens",
          "langfuse.observation.usage_details#/output_reasoning",
          "gen_ai.usage.output_tokens.reasoning",
          "gen_ai.usage.details.reasoning_tokens",
          "gen_ai.usage.completion_tokens_details.reasoning",
          "gen_ai.usage.output_token_details#/reasoning",
          "ai.response.providerMetadata#/openai/reasoningTokens",
          "gcp.vertex.agent.llm_response#/usage_metadata/thoughts_token_count",
          "genkit:output#/usage/thoughtsTokens");

  private UsageKeys() {}
}

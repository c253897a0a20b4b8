package dev.plumbline.evaluation.interaction;

import java.util.List;

/** Keys of what was called and how it ended. The first that has a value wins; see {@link Field}. */
final class CallKeys {
  // It writes a word of its own beside the convention's, and calls a retriever an embedding
  // there.
  static final List<String> OPERATION =
      List.of(
          "langsmith.span.kind",
          "gen_ai.operation.name",
          "openinference.span.kind",
          "langfuse.observation.type",
          "mlflow.spanType",
          "ai.operationId",
          "spring.ai.kind",
          "genkit:metadata:subtype",
          "traceloop.span.kind",
          "gen_ai.span.kind",
          "lmnr.span.type",
          "agentops.span.kind",
          "braintrust.span_attributes#/type",
          "llm.request.type",
          "mastra.span.type",
          "langwatch.span.type",
          "ag.type.node",
          "honeyhive_event_type",
          "haystack.component.type",
          "confident.span.type",
          "span.type",
          "span_type",
          "ai.observability.span_type");

  // What went to the provider says it best: one client writes the served model everywhere else.
  static final List<String> MODEL_REQUESTED =
      List.of(
          "llm.invocation_parameters#/model",
          "gen_ai.request.model",
          "llm.request.model_name",
          "llm.request.model",
          "ai.model.id",
          "mlflow.llm.model",
          "request_data#/model",
          "lk.model",
          "langfuse.observation.model.name",
          "embedding.model_name",
          "reranker.model_name",
          "gen_ai.model_name",
          "gen_ai.model",
          "braintrust.metadata#/model",
          "llm.model",
          "ag.meta.configuration.model",
          "honeyhive_config.model",
          "ai.observability.cost.model",
          "confident.llm.model",
          "llm.model_name",
          "any request#/model",
          "any request#/modelId",
          "any request#/model_id");

  static final List<String> MODEL_SERVED =
      List.of(
          "gen_ai.response.model",
          "llm.response.model_name",
          "llm.response.model",
          "ai.response.model",
          "output.value#/generations/0/0/message/kwargs/response_metadata/model_name",
          "output.value#/generations/0/0/message/kwargs/response_metadata/model",
          "gen_ai.completion#/generations/0/0/message/kwargs/response_metadata/model_name",
          "any response#/model",
          "any response#/modelVersion",
          "any response#/model_version",
          "haystack.component.output#/replies/0/meta/model",
          "haystack.component.output#/meta/0/model",
          "haystack.agent.step.llm.output#/replies/0/meta/model",
          "llm.model_name",
          "litellm.provider.model",
          "langfuse.observation.model.name",
          "mlflow.llm.model");

  static final List<String> PROVIDER =
      List.of(
          "gen_ai.provider.name",
          "gen_ai.system",
          "llm.provider",
          "llm.system",
          "ai.model.provider",
          "mlflow.llm.provider",
          "gen_ai.model.provider",
          "llm.vendor",
          "braintrust.metadata#/provider",
          "honeyhive_config.provider",
          "metadata:ls_provider");

  static final List<String> FINISH =
      List.of(
          "gen_ai.response.finish_reasons",
          "gen_ai.response.finish_reason",
          "gen_ai.response.stop_reason",
          "llm.finish_reason",
          "llm.response.finish_reason",
          "llm.response.stop_reason",
          "gen_ai.completion.0.finish_reason",
          "ai.response.finishReason",
          "ai.finishReason",
          "output.value#/generations/0/0/message/kwargs/response_metadata/finish_reason",
          "output.value#/generations/0/0/message/kwargs/response_metadata/stop_reason",
          "output.value#/generations/0/0/generation_info/finish_reason",
          "gen_ai.completion#/generations/0/0/message/kwargs/response_metadata/finish_reason",
          "gen_ai.completion#/generations/0/0/message/kwargs/response_metadata/stop_reason",
          "gen_ai.completion#/generations/0/0/generation_info/finish_reason",
          "haystack.component.output#/replies/0/meta/finish_reason",
          "haystack.component.output#/meta/0/finish_reason",
          "haystack.agent.step.llm.output#/replies/0/meta/finish_reason",
          "braintrust.output_json#/0/finish_reason",
          "any response#/choices/0/finish_reason",
          "any response#/candidates/0/finishReason",
          "any response#/candidates/0/finish_reason",
          "any response#/stop_reason",
          "any response#/stopReason",
          "any response#/finish_reason",
          "any response#/finishReason",
          "anthropic.message.stop_reason",
          "stop_reason",
          "honeyhive_outputs.finish_reason",
          "metadata:finish_reason");

  static final List<String> RESPONSE_STATUS =
      List.of(
          "gen_ai.response.status",
          "output.value#/generations/0/0/message/kwargs/response_metadata/status",
          "langfuse.observation.metadata.status",
          "any response#/status");

  static final List<String> OUTPUT_TYPE =
      List.of(
          "gen_ai.output.type",
          "gen_ai.openai.request.response_format",
          "gen_ai.openai.request.response_format.type",
          "gen_ai.request.structured_output_schema#/type",
          "llm.invocation_parameters#/response_format/type",
          "langfuse.observation.metadata.response_format#/type");

  private CallKeys() {}
}

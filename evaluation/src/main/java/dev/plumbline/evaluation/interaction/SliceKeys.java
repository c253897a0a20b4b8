package dev.plumbline.evaluation.interaction;

import java.util.List;

/**
 * Keys of who asked, in which conversation, with which prompt and where. The first that has a value
 * wins; see {@link Field}.
 */
final class SliceKeys {
  static final List<String> PROMPT_NAME =
      List.of(
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
          "langsmith.metadata.lc_hub_repo",
          "confident.span.prompt_alias",
          "ag.refs.variant.slug",
          "ag.refs.application_variant.slug",
          "metadata:prompt_name",
          "metadata:prompt_key",
          "metadata:prompt_id",
          "metadata:lc_hub_repo");

  static final List<String> PROMPT_VERSION =
      List.of(
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
          "langsmith.metadata.lc_hub_commit_hash",
          "confident.span.prompt_version",
          "ag.refs.variant.version",
          "ag.refs.application_revision.version",
          "metadata:prompt_version",
          "metadata:lc_hub_commit_hash");

  static final List<String> CONVERSATION =
      List.of(
          "gen_ai.conversation.id",
          "session.id",
          "langfuse.session.id",
          "spring.ai.chat.client.conversation.id",
          "traceloop.association.properties.session_id",
          "gen_ai.thread.id",
          "gcp.vertex.agent.session_id",
          "genkit:sessionId",
          "lk.session_id",
          "langwatch.thread.id",
          "gen_ai.session.id",
          "lmnr.association.properties.session_id",
          "conversation.id",
          "voltagent.conversation_id",
          "ai.telemetry.metadata.sessionId",
          "langsmith.metadata.thread_id",
          "langsmith.metadata.session_id",
          "confident.trace.thread_id",
          "ag.session.id",
          "honeyhive.session_id",
          "mlflow.trace.session",
          "metadata:conversation_id",
          "metadata:session_id",
          "metadata:thread_id",
          "metadata:chat_id");

  static final List<String> USER =
      List.of(
          "user.id",
          "enduser.id",
          "langfuse.user.id",
          "traceloop.association.properties.user_id",
          "ai.telemetry.metadata.userId",
          "litellm.end_user.id",
          "mlflow.trace.user",
          "confident.trace.user_id",
          "ag.user.id",
          "gen_ai.user.id",
          "lmnr.association.properties.user_id",
          "metadata:user_id",
          "metadata:end_user_id",
          "metadata:user_api_key_end_user_id",
          "gen_ai.user",
          "llm.user",
          "gen_ai.request.user",
          "llm.invocation_parameters#/user",
          "langfuse.observation.model.parameters#/user");

  private SliceKeys() {}
}

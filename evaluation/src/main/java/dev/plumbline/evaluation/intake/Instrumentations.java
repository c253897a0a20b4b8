package dev.plumbline.evaluation.intake;

import static dev.plumbline.evaluation.intake.IntakeField.ANSWER;
import static dev.plumbline.evaluation.intake.IntakeField.CONVERSATION;
import static dev.plumbline.evaluation.intake.IntakeField.DOCUMENTS;
import static dev.plumbline.evaluation.intake.IntakeField.FINISH;
import static dev.plumbline.evaluation.intake.IntakeField.PROMPT_VERSION;
import static dev.plumbline.evaluation.intake.IntakeField.QUESTION;
import static dev.plumbline.evaluation.intake.IntakeField.TOOLS;
import static dev.plumbline.evaluation.intake.IntakeField.USAGE;
import static dev.plumbline.evaluation.intake.IntakeField.USER;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client libraries that are known by their scope names, the more exact first. A field without
 * an entry has the setting of {@link Remedies}, which every OpenTelemetry client understands.
 */
final class Instrumentations {
  private static final String CAPTURE = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

  private static final List<Instrumentation> ALL =
      List.of(
          new Instrumentation(
              "OpenTelemetry, openai (JavaScript)",
              List.of("@opentelemetry/instrumentation-openai"),
              content(
                  CAPTURE + "=true; it sends the text as log records: OTEL_LOGS_EXPORTER=otlp")),
          new Instrumentation(
              "OpenTelemetry Java agent, openai-java",
              List.of("io.opentelemetry.openai-java-*"),
              content(
                  CAPTURE + "=true; it sends the text as log records: OTEL_LOGS_EXPORTER=otlp")),
          new Instrumentation(
              "OpenTelemetry, openai-v2 (Python), older form",
              List.of("opentelemetry.instrumentation.openai_v2"),
              content(
                  CAPTURE + "=true; it sends the text as log records: OTEL_LOGS_EXPORTER=otlp")),
          new Instrumentation(
              "OpenTelemetry GenAI (Python)",
              List.of("opentelemetry.util.genai*", "opentelemetry.instrumentation.genai.*"),
              with(
                  content(
                      "OTEL_SEMCONV_STABILITY_OPT_IN=gen_ai_latest_experimental and "
                          + CAPTURE
                          + "=SPAN_ONLY"),
                  Map.of(
                      CONVERSATION,
                      "wrap the call: handler.workflow(conversation_id=...) of opentelemetry-util-genai",
                      DOCUMENTS,
                      "its retrieval spans carry ids and no text: set the attribute"
                          + " gen_ai.retrieval.documents to [{\"id\",\"content\",\"score\"}]"))),
          new Instrumentation(
              "OpenLLMetry (JavaScript)",
              List.of("@traceloop/*"),
              with(
                  content("TRACELOOP_TRACE_CONTENT=true, or traceContent: true in initialize()"),
                  Map.of(
                      PROMPT_VERSION,
                      "withAssociationProperties({ prompt_version: \"...\" }, ...)",
                      USER,
                      "withAssociationProperties({ user_id: \"...\" }, ...)",
                      CONVERSATION,
                      "withConversation(id, ...)"))),
          new Instrumentation(
              "OpenLLMetry (Python)",
              List.of(
                  "opentelemetry.instrumentation.openai.v1",
                  "opentelemetry.instrumentation.anthropic",
                  "traceloop.tracer"),
              with(
                  content("TRACELOOP_TRACE_CONTENT=true"),
                  Map.of(
                      PROMPT_VERSION,
                      "Traceloop.set_prompt(template, variables, version=...)",
                      USER,
                      "Traceloop.set_association_properties({\"user_id\": \"...\"})",
                      CONVERSATION,
                      "Traceloop.set_association_properties({\"session_id\": \"...\"})"))),
          new Instrumentation(
              "OpenInference (JavaScript)",
              List.of("@arizeai/openinference-*"),
              with(
                  openInference(),
                  Map.of(
                      PROMPT_VERSION,
                      "setPromptTemplate(context.active(), { template, version: \"...\" })",
                      USER,
                      "setUser(context.active(), { userId: \"...\" })",
                      CONVERSATION,
                      "setSession(context.active(), { sessionId: \"...\" })"))),
          new Instrumentation(
              "OpenInference (Python)",
              List.of("openinference.instrumentation.*"),
              with(
                  openInference(),
                  Map.of(
                      PROMPT_VERSION,
                      "using_prompt_template(template=..., version=\"...\")",
                      USER,
                      "using_user(\"...\")",
                      CONVERSATION,
                      "using_session(\"...\")"))),
          new Instrumentation(
              "Langfuse",
              List.of("langfuse-sdk"),
              with(
                  content(
                      "take the mask function out of the Langfuse client, or let it pass the text"),
                  Map.of(
                      PROMPT_VERSION,
                      "link the prompt to the generation (langfusePrompt in JavaScript, prompt= in"
                          + " Python)",
                      USER,
                      "propagate the user id (userId in JavaScript, user_id in Python)",
                      CONVERSATION,
                      "propagate the session id (sessionId in JavaScript, session_id in Python)",
                      FINISH,
                      "this client sends none for most calls; nothing to set"))),
          new Instrumentation(
              "AI SDK 7",
              List.of("gen_ai"),
              with(
                  content("recordInputs: true and recordOutputs: true in the telemetry options"),
                  context("runtimeContext: true and includeRuntimeContext, with "))),
          new Instrumentation(
              "AI SDK",
              List.of("ai"),
              with(
                  content("experimental_telemetry: { recordInputs: true, recordOutputs: true }"),
                  context("experimental_telemetry: { metadata: { ... } }, with "))),
          new Instrumentation(
              "Mastra",
              List.of("@mastra/*"),
              with(
                  content("tracingOptions: { hideInput: false, hideOutput: false }"),
                  context("tracingOptions: { metadata: { ... } }, with "))),
          new Instrumentation(
              "Spring AI",
              List.of("org.springframework.boot"),
              with(
                  Map.of(
                      QUESTION,
                      "spring.ai.chat.observations.log-prompt=true, and an OTLP log appender",
                      ANSWER,
                      "spring.ai.chat.observations.log-completion=true, and an OTLP log appender"),
                  Map.of(
                      DOCUMENTS,
                      "spring.ai.vectorstore.observations.log-query-response=true, and an OTLP log"
                          + " appender",
                      TOOLS,
                      "spring.ai.tools.observations.include-content=true",
                      CONVERSATION,
                      "give the chat memory advisor a conversation id (ChatMemory.CONVERSATION_ID)"))),
          new Instrumentation(
              "Anthropic SDK (Python), its own spans",
              List.of("com.anthropic.sdk.*"),
              content("these spans never carry text; add an instrumentation such as OpenLLMetry")));

  private Instrumentations() {}

  /** The library behind a scope name; empty for one that is not in the table. */
  static Optional<Instrumentation> of(String scope) {
    return ALL.stream().filter(one -> one.is(scope)).findFirst();
  }

  private static Map<IntakeField, String> openInference() {
    return Map.of(
        QUESTION,
        "OPENINFERENCE_HIDE_INPUTS=false (hideInputs in the trace config)",
        ANSWER,
        "OPENINFERENCE_HIDE_OUTPUTS=false (hideOutputs in the trace config)",
        USAGE,
        "ask the provider for it: stream_options: { include_usage: true }");
  }

  private static Map<IntakeField, String> content(String setting) {
    return Map.of(QUESTION, setting, ANSWER, setting);
  }

  private static Map<IntakeField, String> context(String where) {
    return Map.of(
        PROMPT_VERSION, where + "promptVersion",
        USER, where + "userId",
        CONVERSATION, where + "sessionId");
  }

  private static Map<IntakeField, String> with(
      Map<IntakeField, String> some, Map<IntakeField, String> more) {
    Map<IntakeField, String> all = new HashMap<>(some);
    all.putAll(more);
    return Map.copyOf(all);
  }
}

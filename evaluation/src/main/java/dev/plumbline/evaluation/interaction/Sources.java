package dev.plumbline.evaluation.interaction;

import static dev.plumbline.evaluation.interaction.Source.Otherwise.CUT;
import static dev.plumbline.evaluation.interaction.Source.Otherwise.SKIP;
import static dev.plumbline.evaluation.interaction.Source.Otherwise.TEXT;

import dev.plumbline.evaluation.interaction.Source.Attribute;
import dev.plumbline.evaluation.interaction.Source.EventField;
import dev.plumbline.evaluation.interaction.Source.Indexed;
import dev.plumbline.evaluation.interaction.Source.MessageEvents;
import dev.plumbline.evaluation.interaction.Source.Pieces;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The second table of sources: what holds messages, documents and tool definitions, the strongest
 * row first. Single values are in {@link Field}. No other file names a key.
 */
final class Sources {
  private static final String DETAILS = "gen_ai.client.inference.operation.details";

  /** What the model was asked with. */
  static final List<Source> INPUT =
      List.of(
          new Attribute("gen_ai.input.messages", CUT),
          new EventField(DETAILS, "gen_ai.input.messages", CUT),
          new MessageEvents(
              "gen_ai.*.message",
              Map.of(
                  "gen_ai.system.message", "system",
                  "gen_ai.user.message", "user",
                  "gen_ai.assistant.message", "assistant",
                  "gen_ai.tool.message", "tool")),
          new Indexed("llm.input_messages"),
          new Attribute("pydantic_ai.all_messages", CUT),
          new Attribute("gcp.vertex.agent.llm_request", SKIP),
          new Attribute("ai.prompt.messages", CUT),
          new Attribute("ai.prompt", TEXT),
          new Indexed("gen_ai.prompt"),
          new Attribute("gen_ai.prompt", TEXT),
          new EventField("gen_ai.content.prompt", "gen_ai.prompt", TEXT),
          new Indexed("llm.prompts"),
          new Attribute("langfuse.observation.input", TEXT),
          new Attribute("mlflow.spanInputs", SKIP),
          new Attribute("traceloop.entity.input", SKIP),
          new Attribute("request_data", SKIP),
          new Attribute("langwatch.input", SKIP),
          new Attribute("input.value", TEXT),
          new Attribute("input", SKIP));

  /** What the model answered. */
  static final List<Source> OUTPUT =
      List.of(
          new Attribute("gen_ai.output.messages", CUT),
          new EventField(DETAILS, "gen_ai.output.messages", CUT),
          new MessageEvents("gen_ai.choice", Map.of("gen_ai.choice", "assistant")),
          new Indexed("llm.output_messages"),
          new Attribute("final_result", TEXT),
          new Attribute("gcp.vertex.agent.llm_response", SKIP),
          new Pieces(
              List.of("ai.response.text", "ai.response.object", "ai.result.text"),
              "ai.response.toolCalls"),
          new Indexed("gen_ai.completion"),
          new Attribute("gen_ai.completion", TEXT),
          new EventField("gen_ai.content.completion", "gen_ai.completion", TEXT),
          new Indexed("llm.choices"),
          new Attribute("langfuse.observation.output", TEXT),
          new Attribute("mlflow.spanOutputs", SKIP),
          new Attribute("traceloop.entity.output", SKIP),
          new Attribute("response_data", SKIP),
          new Attribute("langwatch.output", SKIP),
          new Attribute("output.value", TEXT),
          new Attribute("output", SKIP));

  /** System instructions beside the messages. */
  static final List<Source> SYSTEM =
      List.of(
          new Attribute("gen_ai.system_instructions", TEXT),
          new EventField(DETAILS, "gen_ai.system_instructions", TEXT));

  /** Retrieved documents, on any span. */
  static final List<Source> DOCUMENTS =
      List.of(
          new Attribute("gen_ai.retrieval.documents", CUT),
          new EventField(DETAILS, "gen_ai.retrieval.documents", CUT),
          new Indexed("retrieval.documents"),
          new Indexed("reranker.output_documents"),
          new Attribute("db.vector.query.response.documents", CUT),
          new Attribute("langwatch.rag.contexts", CUT),
          new Attribute("ai.documents", CUT));

  /** Retrieved documents where a whole span is a retrieval and its output nothing else. */
  static final List<Source> RETRIEVER_OUTPUT =
      List.of(
          new Attribute("langfuse.observation.output", CUT),
          new Attribute("mlflow.spanOutputs", CUT),
          new Attribute("output.value", CUT));

  /** Span events of one retrieved document each; fields are {@code name.id}, {@code .document}. */
  static final Set<String> DOCUMENT_EVENTS = Set.of("db.query.result", "db.search.result");

  /** Definitions of the tools that were offered. */
  static final List<Source> TOOLS =
      List.of(
          new Attribute("gen_ai.tool.definitions", CUT),
          new EventField(DETAILS, "gen_ai.tool.definitions", CUT),
          new Indexed("llm.tools"),
          new Attribute("ai.prompt.tools", CUT),
          new Attribute("mlflow.chat.tools", CUT),
          new Attribute("model_request_parameters", CUT),
          new Indexed("llm.request.functions"),
          new Attribute("gen_ai.agent.tools", CUT),
          new Indexed("gen_ai.tool"));

  /** Keys that say: this side of the content was stored elsewhere. */
  static final Pattern INPUT_REFERENCE = Pattern.compile("gen_ai\\.input\\.messages[._]ref");

  static final Pattern OUTPUT_REFERENCE = Pattern.compile("gen_ai\\.output\\.messages[._]ref");

  private Sources() {}
}

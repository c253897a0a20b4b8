package dev.plumbline.evaluation.interaction;

import static dev.plumbline.evaluation.interaction.Source.Otherwise.CUT;
import static dev.plumbline.evaluation.interaction.Source.Otherwise.SKIP;
import static dev.plumbline.evaluation.interaction.Source.Otherwise.TEXT;
import static dev.plumbline.evaluation.interaction.Source.Otherwise.TURNS;

import dev.plumbline.evaluation.interaction.Source.Attribute;
import dev.plumbline.evaluation.interaction.Source.EventField;
import dev.plumbline.evaluation.interaction.Source.EventList;
import dev.plumbline.evaluation.interaction.Source.History;
import dev.plumbline.evaluation.interaction.Source.Indexed;
import dev.plumbline.evaluation.interaction.Source.Inside;
import dev.plumbline.evaluation.interaction.Source.Pieces;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The second table of sources: what holds messages, documents and tool definitions, the strongest
 * row first. Single values are in {@link Field}, what lies within whole requests in {@link Bodies}.
 * No file but these and the lists of {@link Field} names a key.
 */
final class Sources {
  private static final String DETAILS = "gen_ai.client.inference.operation.details";

  /** Who speaks in which order, as far as that is always the same. */
  private static final List<String> SPEAKERS =
      List.of(
          "gen_ai.system.message",
          "gen_ai.user.message",
          "gen_ai.assistant.message",
          "gen_ai.tool.message");

  private static final Map<String, String> PROMPT_ROLES =
      Map.of(
          "gen_ai.system.message", "system",
          "gen_ai.user.message", "user",
          "gen_ai.assistant.message", "assistant",
          "gen_ai.tool.message", "tool",
          "gen_ai.prompt", "user");
  private static final Map<String, String> ANSWER_ROLES = Map.of("gen_ai.choice", "assistant");

  /** What the model was asked with. */
  static final List<Source> INPUT =
      List.of(
          new Attribute("gen_ai.input.messages", CUT),
          new Indexed("gen_ai.input.messages"),
          new EventField(DETAILS, "gen_ai.input.messages", CUT),
          new MessageEvents("gen_ai.*.message", PROMPT_ROLES),
          new EventField("gen_ai.input.messages", "gen_ai.event.content", CUT),
          new Indexed("llm.input_messages"),
          new History("pydantic_ai.all_messages"),
          new Attribute("gcp.vertex.agent.llm_request", SKIP),
          new Attribute("ai.prompt.messages", CUT),
          new Attribute("ai.prompt", TEXT),
          new Indexed("gen_ai.prompt"),
          new QuotedTexts("gen_ai.prompt", "gen_ai.completion", LogText.Holds.TURNS),
          new Attribute("gen_ai.prompt", TEXT),
          new Attribute("gen_ai.request.messages", CUT),
          new Attribute("gen_ai.content.prompt", TEXT),
          new Attribute("gen_ai.prompt_json", CUT),
          new LogMessages("gen_ai.content.prompt"),
          new EventField("gen_ai.content.prompt", "gen_ai.prompt", TURNS),
          new Attribute("llm.prompts", SKIP),
          new Indexed("llm.prompts"),
          new Attribute("langfuse.observation.input", TEXT),
          new Attribute("mlflow.spanInputs", SKIP),
          new Inside("mlflow.spanInputs", "/input"),
          new Inside("mlflow.spanInputs", "/contents"),
          new Inside("mlflow.spanInputs", "/prompt"),
          new Attribute("traceloop.entity.input", SKIP),
          new Attribute("request_data", SKIP),
          new Inside("request_data", "/input"),
          new EventList("events", PROMPT_ROLES, ""),
          new Attribute("langwatch.input", SKIP),
          new Attribute("guardrails.request.input", TEXT),
          new Indexed("ag.data.inputs.prompt"),
          new Indexed("ag.data.inputs.messages"),
          new Attribute("ag.data.inputs", SKIP),
          new Indexed("honeyhive_inputs.chat_history"),
          new Indexed("honeyhive_inputs._params_.messages"),
          new Attribute("mastra.model_generation.input", SKIP),
          new Attribute("mastra.agent_run.input", SKIP),
          new Attribute("genkit:input", SKIP),
          new Attribute("lk.chat_ctx", SKIP),
          new Attribute("haystack.component.input", SKIP),
          new Inside("haystack.component.input", "/prompt"),
          new Attribute("haystack.agent.step.llm.input", SKIP),
          new Attribute("braintrust.input_json", TEXT),
          new Attribute("lmnr.span.input", SKIP),
          new Attribute("llm.messages", SKIP),
          new Attribute("agent.messages", SKIP),
          new EventField("promptflow.function.inputs", "payload", SKIP),
          new Attribute("ai.observability.call.kwargs.messages", SKIP),
          new Attribute("ai.observability.record_root.input", TEXT),
          new Attribute("input.value", TEXT),
          new Attribute("input", SKIP),
          new Attribute("confident.span.input", TEXT),
          new Attribute("user_prompt", TEXT),
          new LogBody("input/messages"),
          new LogText("Chat Model Prompt Content:", LogText.Holds.TURNS),
          new LastWord(
              Set.of("input", "inputs", "inputmessages", "messages", "prompt", "question"),
              Set.of("input", "question"),
              true));

  /** What the model answered. */
  static final List<Source> OUTPUT =
      List.of(
          new Attribute("gen_ai.output.messages", CUT),
          new Indexed("gen_ai.output.messages"),
          new EventField(DETAILS, "gen_ai.output.messages", CUT),
          new MessageEvents("gen_ai.choice", ANSWER_ROLES),
          new LastEvents("gen_ai.assistant.message", PROMPT_ROLES.keySet()),
          new EventField("gen_ai.output.messages", "gen_ai.event.content", CUT),
          new Indexed("llm.output_messages"),
          new Attribute("final_result", TEXT),
          new Attribute("gcp.vertex.agent.llm_response", SKIP),
          new Pieces(
              List.of("ai.response.text", "ai.response.object", "ai.result.text"),
              "ai.response.toolCalls"),
          new Pieces(List.of("ai.result.object"), "ai.result.toolCalls"),
          new Indexed("gen_ai.completion"),
          new QuotedTexts("gen_ai.completion", "gen_ai.prompt", LogText.Holds.ONE),
          new Pieces(List.of("gen_ai.completion#/completion"), "gen_ai.completion#/tool_calls"),
          new Attribute("gen_ai.completion", TEXT),
          new Pieces(
              List.of("gen_ai.response.text", "gen_ai.response.object"),
              "gen_ai.response.tool_calls"),
          new Attribute("gen_ai.content.completion", TEXT),
          new Attribute("gen_ai.completion_json", CUT),
          new LogMessages("gen_ai.content.completion"),
          new EventField("gen_ai.content.completion", "gen_ai.completion", TEXT),
          new Attribute("llm.responses", SKIP),
          new Indexed("llm.choices"),
          new Indexed("llm.completions"),
          new Attribute("langfuse.observation.output", TEXT),
          new Attribute("mlflow.spanOutputs", SKIP),
          new Attribute("traceloop.entity.output", SKIP),
          new Attribute("response_data", SKIP),
          new Inside("response_data", "/combined_chunk_content"),
          new EventList("events", ANSWER_ROLES, "gen_ai.assistant.message"),
          new Attribute("langwatch.output", SKIP),
          new Attribute("guardrails.request.output", TEXT),
          new Indexed("ag.data.outputs.completion"),
          new Attribute("ag.data.outputs.completion", TEXT),
          new Attribute("ag.data.outputs", SKIP),
          new Pieces(
              List.of("honeyhive_outputs.content", "honeyhive_outputs.result"),
              "honeyhive_outputs.tool_calls"),
          new Pieces(
              List.of("mastra.model_step.output#/text"), "mastra.model_step.output#/toolCalls"),
          new Attribute("mastra.agent_run.output", SKIP),
          new Attribute("genkit:output", SKIP),
          new Pieces(List.of("lk.response.text"), "lk.response.function_calls"),
          new Attribute("haystack.component.output", SKIP),
          new Inside("haystack.component.output", "/replies"),
          new Attribute("haystack.agent.step.llm.output", SKIP),
          new Attribute("braintrust.output_json", TEXT),
          new Attribute("lmnr.span.output", SKIP),
          new EventField("promptflow.llm.generated_message", "payload", SKIP),
          new EventField("promptflow.function.output", "payload", SKIP),
          new Attribute("ai.observability.record_root.output", TEXT),
          new Attribute("output.value", TEXT),
          new Attribute("output", SKIP),
          new Attribute("confident.span.output", TEXT),
          new Attribute("response.model_output", TEXT),
          new LogBody("output/messages"),
          new LogText("Chat Model Completion:", LogText.Holds.ONE),
          new LastWord(
              Set.of("answer", "completion", "output", "outputs", "outputmessages", "response"),
              Set.of("answer", "completion", "output", "response"),
              false));

  /** System instructions beside the messages. */
  static final List<Source> SYSTEM =
      and(
          Bodies.inRequests(
              "/config/system_instruction",
              "/config/systemInstruction",
              "/system_instruction",
              "/systemInstruction",
              "/instructions",
              "/system"),
          new Attribute("gen_ai.system_instructions", TEXT),
          new EventField(DETAILS, "gen_ai.system_instructions", TEXT),
          new Attribute("langfuse.observation.metadata.instructions", TEXT),
          new Inside("ai.prompt", "/system"));

  /** Retrieved documents, on any span. */
  static final List<Source> DOCUMENTS =
      List.of(
          new Attribute("gen_ai.retrieval.documents", CUT),
          new EventField(DETAILS, "gen_ai.retrieval.documents", CUT),
          new Indexed("retrieval.documents"),
          new Indexed("reranker.output_documents"),
          new Attribute("retrieval.document", CUT),
          new Attribute("db.vector.query.response.documents", CUT),
          new EventField(
              "db.vector.content.query.response", "db.vector.query.response.documents", CUT),
          new Attribute("langwatch.rag.contexts", CUT),
          new Attribute("ai.observability.retrieval.retrieved_contexts", CUT),
          new Attribute("ai.documents", CUT),
          new LogText("Vector Store Query Response:", LogText.Holds.TEXTS));

  /** Retrieved documents where a whole span is a retrieval and its output nothing else. */
  static final List<Source> RETRIEVER_OUTPUT =
      List.of(
          new Attribute("langfuse.observation.output", CUT),
          new Attribute("mlflow.spanOutputs", CUT),
          new Attribute("langwatch.output", CUT),
          new Attribute("traceloop.entity.output", CUT),
          new Attribute("genkit:output", CUT),
          new Attribute("haystack.component.output", CUT),
          new Attribute("gen_ai.tool.call.result", CUT),
          new Attribute("lmnr.span.output", CUT),
          new Attribute("braintrust.output_json", CUT),
          new Attribute("gen_ai.completion", CUT),
          new Attribute("confident.span.output", CUT),
          new Attribute("output.value", CUT));

  /** Span events of one retrieved document each; fields are {@code name.id}, {@code .document}. */
  static final Set<String> DOCUMENT_EVENTS = Set.of("db.query.result", "db.search.result");

  /** Events that hold what a tool gave back, where its span does not, and the fields for it. */
  static final Map<String, List<String>> TOOL_RESULT_EVENTS =
      Map.of("tool.output", List.of("output", "content", "tool_output", "tool.output"));

  /** Definitions of the tools that were offered. */
  static final List<Source> TOOLS =
      and(
          Bodies.inRequests("/tools", "/config/tools", "/toolConfig/tools"),
          new Attribute("gen_ai.tool.definitions", CUT),
          new Indexed("gen_ai.tool.definitions"),
          new EventField(DETAILS, "gen_ai.tool.definitions", CUT),
          new Indexed("llm.tools"),
          new Attribute("ai.prompt.tools", CUT),
          new Attribute("mlflow.chat.tools", CUT),
          new Attribute("model_request_parameters", CUT),
          new Indexed("llm.request.functions"),
          new Attribute("gen_ai.agent.tools", CUT),
          new Attribute("gen_ai.request.tools", CUT),
          new Attribute("gen_ai.request.available_tools", CUT),
          new Indexed("gen_ai.tool"),
          new Attribute("langfuse.observation.metadata.tools", CUT),
          new Inside("llm.invocation_parameters", "/tools"),
          new Attribute("lk.function_tools", CUT),
          new Attribute("spring.ai.model.request.tool.names", CUT));

  /** Keys that say: this side of the content was stored elsewhere. */
  static final Pattern INPUT_REFERENCE = Pattern.compile("gen_ai\\.input\\.messages[._]ref");

  static final Pattern OUTPUT_REFERENCE = Pattern.compile("gen_ai\\.output\\.messages[._]ref");

  private Sources() {}

  /** These rows, and then those of any provider's request. */
  private static List<Source> and(List<Source> last, Source... first) {
    return Stream.concat(Stream.of(first), last.stream()).toList();
  }

  /** Where an event of a conversation stands among others of the same time. */
  static int turn(String event) {
    int turn = SPEAKERS.indexOf(event);
    return turn < 0 ? SPEAKERS.size() : turn;
  }

  /** Names of all rows; of those that are one attribute, its key. */
  static Stream<String> names() {
    return Stream.of(INPUT, OUTPUT, SYSTEM, DOCUMENTS, RETRIEVER_OUTPUT, TOOLS)
        .flatMap(List::stream)
        .map(Source::name);
  }
}

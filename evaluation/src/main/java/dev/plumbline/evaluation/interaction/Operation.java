package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a span does, in the words of whichever vocabulary it speaks. */
enum Operation {
  /** A call to a model that answers. */
  INFERENCE,
  /** An agent, workflow, chain or other span around calls. */
  AGENT,
  /** Running a tool. */
  TOOL,
  /** Fetching or ranking documents. */
  RETRIEVAL,
  /** Turning text into vectors. */
  EMBEDDING,
  /** A judge's own call; never an interaction. */
  EVALUATION,
  /** Not a GenAI operation. */
  NONE;

  private static final Map<String, Operation> WORDS =
      Map.ofEntries(
          Map.entry("chat", INFERENCE),
          Map.entry("generate_content", INFERENCE),
          Map.entry("text_completion", INFERENCE),
          Map.entry("completion", INFERENCE),
          Map.entry("fetch_response", INFERENCE),
          Map.entry("responses", INFERENCE),
          Map.entry("llm", INFERENCE),
          Map.entry("chat_model", INFERENCE),
          Map.entry("generation", INFERENCE),
          Map.entry("model", INFERENCE),
          Map.entry("embeddings", EMBEDDING),
          Map.entry("embedding", EMBEDDING),
          Map.entry("retrieval", RETRIEVAL),
          Map.entry("retriever", RETRIEVAL),
          Map.entry("reranker", RETRIEVAL),
          Map.entry("vector_store", RETRIEVAL),
          Map.entry("search_memory", RETRIEVAL),
          Map.entry("execute_tool", TOOL),
          Map.entry("tool", TOOL),
          Map.entry("tool_call", TOOL),
          Map.entry("invoke_agent", AGENT),
          Map.entry("create_agent", AGENT),
          Map.entry("invoke_workflow", AGENT),
          Map.entry("plan", AGENT),
          Map.entry("agent", AGENT),
          Map.entry("agent_step", AGENT),
          Map.entry("workflow", AGENT),
          Map.entry("task", AGENT),
          Map.entry("chain", AGENT),
          Map.entry("framework", AGENT),
          Map.entry("chat_client", AGENT),
          Map.entry("advisor", AGENT),
          Map.entry("evaluator", EVALUATION),
          Map.entry("guardrail", AGENT));

  /** Ordered sources of the operation's name; the first known word wins. */
  private static final List<String> KEYS =
      List.of(
          "gen_ai.operation.name",
          "openinference.span.kind",
          "langfuse.observation.type",
          "mlflow.spanType",
          "langsmith.span.kind",
          "spring.ai.kind",
          "traceloop.span.kind",
          "llm.request.type");

  private static final Set<String> MODEL_KEYS =
      Set.of(
          "gen_ai.request.model",
          "gen_ai.response.model",
          "llm.model_name",
          "llm.request.model_name",
          "llm.response.model_name");

  static Operation of(Map<String, JsonNode> attributes, String spanName) {
    for (String key : KEYS) {
      JsonNode value = attributes.get(key);
      if (value != null && value.isTextual()) {
        Operation operation =
            WORDS.get(value.textValue().toLowerCase(Locale.ROOT).replace("\"", ""));
        if (operation != null) {
          return operation;
        }
      }
    }
    // A custom operation is legal; with a model it is a call unless its name says otherwise.
    for (String key : MODEL_KEYS) {
      if (attributes.containsKey(key)) {
        return spanName.startsWith("embeddings") ? EMBEDDING : INFERENCE;
      }
    }
    return attributes.containsKey("gen_ai.operation.name") ? AGENT : NONE;
  }

  /** Whether a key alone says that a span takes part in a GenAI operation. */
  static boolean tells(String key) {
    return KEYS.contains(key) || MODEL_KEYS.contains(key);
  }
}

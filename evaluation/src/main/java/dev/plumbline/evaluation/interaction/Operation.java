package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  /** A judge's or a guardrail's own work; never an interaction, nor an answer within one. */
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
          Map.entry("model_inference", INFERENCE),
          Map.entry("rag", RETRIEVAL),
          Map.entry("chat.completions", INFERENCE),
          Map.entry("text.completions", INFERENCE),
          Map.entry("embeddings", EMBEDDING),
          Map.entry("embedding", EMBEDDING),
          Map.entry("embedder", EMBEDDING),
          Map.entry("retrieval", RETRIEVAL),
          Map.entry("retriever", RETRIEVAL),
          Map.entry("reranker", RETRIEVAL),
          Map.entry("rerank", RETRIEVAL),
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
          Map.entry("agent_run", AGENT),
          Map.entry("agent_turn", AGENT),
          Map.entry("record_root", AGENT),
          Map.entry("model_generation", AGENT),
          Map.entry("model_step", AGENT),
          Map.entry("workflow", AGENT),
          Map.entry("flow", AGENT),
          Map.entry("task", AGENT),
          Map.entry("chain", AGENT),
          Map.entry("framework", AGENT),
          Map.entry("chat_client", AGENT),
          Map.entry("advisor", AGENT),
          Map.entry("evaluator", EVALUATION),
          Map.entry("evaluation", EVALUATION),
          Map.entry("evaluate", EVALUATION),
          Map.entry("score", EVALUATION),
          Map.entry("guardrail", EVALUATION),
          Map.entry("guardrails", AGENT),
          Map.entry("interaction", AGENT),
          Map.entry("llm_request", INFERENCE));

  /** What a framework calls its own steps: they are no operations, whatever else the span says. */
  private static final Set<String> NO_OPERATIONS = Set.of("prompt", "parser");

  /** Words for a whole agent, which may answer without showing its calls. */
  private static final Set<String> AGENTS = Set.of("invoke_agent", "agent", "guardrails");

  /** Calls below a rail of this kind look at what was asked or answered. */
  private static final Map<String, Set<String>> JUDGING =
      Map.of("rail.type", Set.of("input", "output", "tool_input", "tool_output"));

  /** What a key tells by being there, where a vocabulary has no word for it. */
  private static final Map<String, Operation> TELLING =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  "embedding.model_name", EMBEDDING,
                  "reranker.model_name", RETRIEVAL,
                  "haystack.agent.step.llm.input", INFERENCE,
                  "haystack.agent.step.llm.output", INFERENCE,
                  "haystack.tool.name", TOOL,
                  "haystack.agent.input", AGENT,
                  "evaluator_name", EVALUATION)));

  private static final Set<String> MODEL_KEYS =
      Stream.of(Field.MODEL_REQUESTED, Field.MODEL_SERVED)
          .flatMap(field -> field.keys().stream())
          .filter(key -> key.inside() == null && !key.metadata())
          .map(Key::attribute)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> OPERATION_KEYS =
      Field.OPERATION.keys().stream().map(Key::attribute).collect(Collectors.toUnmodifiableSet());

  /** The first key with a known word tells; else a model makes it a call. */
  static Operation of(Map<String, JsonNode> attributes, String spanName) {
    for (Key key : Field.OPERATION.keys()) {
      String word = word(key, attributes);
      Operation operation = ofWord(word);
      if (NO_OPERATIONS.contains(word)) {
        return NONE;
      }
      if (operation != NONE) {
        return operation == INFERENCE && embeds(attributes) ? EMBEDDING : operation;
      }
    }
    for (Map.Entry<String, Set<String>> judging : JUDGING.entrySet()) {
      if (judging.getValue().contains(word(Key.of(judging.getKey()), attributes))) {
        return EVALUATION;
      }
    }
    for (Map.Entry<String, Operation> telling : TELLING.entrySet()) {
      if (attributes.containsKey(telling.getKey())) {
        return telling.getValue();
      }
    }
    // A custom operation is legal; with a model it is a call unless its name says otherwise.
    if (MODEL_KEYS.stream().anyMatch(attributes::containsKey)) {
      Operation named = ofWord(spanName.split(" ", 2)[0].toLowerCase(Locale.ROOT));
      return named != NONE ? named : embeds(attributes) ? EMBEDDING : INFERENCE;
    }
    return attributes.containsKey("gen_ai.operation.name") ? AGENT : NONE;
  }

  /** Some vocabularies have one word for all models; an embedding model says so in its name. */
  private static boolean embeds(Map<String, JsonNode> attributes) {
    return MODEL_KEYS.stream()
        .map(attributes::get)
        .filter(Objects::nonNull)
        .anyMatch(model -> Values.text(model).toLowerCase(Locale.ROOT).contains("embed"));
  }

  /** Whether the span stands for a whole agent, whose own calls may be elsewhere. */
  static boolean isAgent(Map<String, JsonNode> attributes) {
    return Field.OPERATION.keys().stream().anyMatch(key -> AGENTS.contains(word(key, attributes)));
  }

  /** Whether a key alone says that a span takes part in a GenAI operation. */
  static boolean tells(String key) {
    return OPERATION_KEYS.contains(key) || MODEL_KEYS.contains(key) || TELLING.containsKey(key);
  }

  private static String word(Key key, Map<String, JsonNode> attributes) {
    return Values.unquoted(Values.text(key.in(attributes))).toLowerCase(Locale.ROOT);
  }

  private static Operation ofWord(String word) {
    Operation operation =
        word.startsWith("ai.") ? ofSdkFunction(word) : WORDS.getOrDefault(word, NONE);
    return operation == NONE ? ofClassName(word) : operation;
  }

  /** Components that are named after their class: {@code OpenAIChatGenerator}. */
  private static Operation ofClassName(String word) {
    return word.endsWith("generator")
        ? INFERENCE
        : word.endsWith("retriever") || word.endsWith("ranker")
            ? RETRIEVAL
            : word.endsWith("embedder") ? EMBEDDING : NONE;
  }

  /** AI SDK function names, such as {@code ai.streamText} around {@code ai.streamText.doStream}. */
  private static Operation ofSdkFunction(String word) {
    List<String> parts = List.of(word.split("\\."));
    return switch (parts.size() > 1 ? parts.get(1) : "") {
      case "embed", "embedmany" -> EMBEDDING;
      case "toolcall" -> TOOL;
      case "rerank" -> RETRIEVAL;
      case "generatetext", "streamtext", "generateobject", "streamobject" ->
          parts.size() > 2 ? INFERENCE : AGENT;
      default -> NONE;
    };
  }
}

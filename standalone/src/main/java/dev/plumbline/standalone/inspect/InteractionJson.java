package dev.plumbline.standalone.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.standalone.inspect.Inspection.Inspected;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Model;
import dev.plumbline.v1.Prompt;
import dev.plumbline.v1.Usage;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An interaction as one JSON object; what is absent is null. */
final class InteractionJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private InteractionJson() {}

  static ObjectNode of(Inspected inspected) {
    Interaction it = inspected.interaction();
    ObjectNode json = NODES.objectNode();
    json.put("traceId", it.getTraceId());
    json.put("spanId", it.getRootSpanId());
    json.put("tenant", it.getTenant());
    json.put("service", given(it.getService()));
    json.put("environment", given(it.getEnvironment()));
    json.put("route", given(it.getRoute()));
    json.put("responseId", given(it.getResponseId()));
    json.put("conversationId", given(it.getConversationId()));
    json.put("turn", it.hasTurnIndex() ? Integer.valueOf(it.getTurnIndex()) : null);
    json.put("user", given(it.getUserId()));
    json.set("prompt", prompt(it.getPrompt()));
    json.set("model", model(it.getModel()));
    json.put("provider", given(it.getProvider()));
    json.put("framework", given(it.getFramework()));
    json.put("system", given(it.getSystemInstructions()));
    json.put("question", given(it.getQuestion()));
    json.put("answer", States.answer(it));
    json.set("input", list(it.getInputList(), ContentJson::message));
    json.set("output", list(it.getOutputList(), ContentJson::message));
    json.set("documents", list(it.getDocumentsList(), ContentJson::document));
    json.set("toolDefinitions", list(it.getToolsList(), ContentJson::toolDefinition));
    json.set("toolCalls", list(ToolCalls.of(it), ContentJson::toolCall));
    json.set(
        "finish", list(it.getFinishReasonsList(), reason -> NODES.textNode(States.finish(reason))));
    json.set("usage", usage(it.getUsage()));
    json.put("error", given(it.getErrorType()));
    json.put("content", States.content(it));
    json.set("dialects", list(it.getDialectsList(), NODES::textNode));
    json.set("provenance", provenance(it));
    json.put("completion", it.getCompletionReason().name().toLowerCase(Locale.ROOT));
    json.put("revision", it.getRevision());
    json.set("signals", list(inspected.signals(), ContentJson::signal));
    json.set("checks", list(inspected.checks(), ChecksJson::of));
    return json;
  }

  /** Null for an empty text. */
  static @Nullable String given(String text) {
    return text.isEmpty() ? null : text;
  }

  private static ObjectNode prompt(Prompt prompt) {
    ObjectNode json = NODES.objectNode();
    json.put("name", given(prompt.getName()));
    json.put("version", given(prompt.getVersion()));
    return json.put("inferred", prompt.getInferred());
  }

  private static ObjectNode model(Model model) {
    ObjectNode json = NODES.objectNode();
    json.put("requested", given(model.getRequested()));
    json.put("served", given(model.getServed()));
    return json.put("inferred", model.getInferred());
  }

  private static ObjectNode usage(Usage usage) {
    ObjectNode json = NODES.objectNode();
    json.put("inputTokens", usage.hasInputTokens() ? (Long) usage.getInputTokens() : null);
    json.put("outputTokens", usage.hasOutputTokens() ? (Long) usage.getOutputTokens() : null);
    json.put(
        "cacheReadTokens", usage.hasCacheReadTokens() ? (Long) usage.getCacheReadTokens() : null);
    json.put(
        "cacheWriteTokens",
        usage.hasCacheWriteTokens() ? (Long) usage.getCacheWriteTokens() : null);
    return json.put(
        "reasoningTokens", usage.hasReasoningTokens() ? (Long) usage.getReasoningTokens() : null);
  }

  private static ObjectNode provenance(Interaction it) {
    ObjectNode json = NODES.objectNode();
    it.getProvenanceMap().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> json.put(entry.getKey(), entry.getValue()));
    return json;
  }

  private static <T> ArrayNode list(Iterable<T> items, Function<T, JsonNode> json) {
    ArrayNode array = NODES.arrayNode();
    items.forEach(item -> array.add(json.apply(item)));
    return array;
  }
}

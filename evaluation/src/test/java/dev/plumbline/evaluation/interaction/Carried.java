package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A field that a recording may carry, and whether interactions hold its right value. */
enum Carried {
  REQUESTED_MODEL(
      "requestedModel",
      (r, made) -> all(made, i -> i.getModel().getRequested(), call(r, "requested"))),
  SERVED_MODEL(
      "servedModel",
      (r, made) ->
          all(made, i -> i.getModel().getServed(), call(r, "served"))
              && made.stream().noneMatch(i -> i.getModel().getInferred())),
  PROVIDER(
      "provider",
      (r, made) ->
          all(
              made,
              Interaction::getProvider,
              call(r, "requested").startsWith("claude") ? "anthropic" : "openai")),
  RESPONSE_ID(
      "responseId",
      (r, made) ->
          made.getLast()
              .getResponseId()
              .equals(r.answeredCalls().getLast().path("responseId").asText())),
  CONVERSATION(
      "conversationId",
      (r, made) ->
          all(made, Interaction::getConversationId, r.scenario().path("conversationId").asText())),
  USER(
      "user",
      (r, made) ->
          all(
              made,
              Interaction::getUserId,
              InteractionIds.contentHash("default", r.context().path("user").asText())
                  .substring(0, 16))),
  PROMPT_NAME(
      "promptName",
      (r, made) ->
          all(made, i -> i.getPrompt().getName(), r.context().path("promptName").asText())),
  PROMPT_VERSION(
      "promptVersion",
      (r, made) ->
          all(made, i -> i.getPrompt().getVersion(), r.context().path("promptVersion").asText())
              && made.stream().noneMatch(i -> i.getPrompt().getInferred())),
  SYSTEM(
      "system",
      (r, made) ->
          all(made, Interaction::getSystemInstructions, r.truth().path("system_prompt").asText())),
  QUESTION(
      "question",
      (r, made) -> made.getFirst().getQuestion().equals(r.truth().path("question").asText())),
  ANSWER("answer", (r, made) -> answers(made).containsAll(texts(r.ofAnswers("answer")))),
  REFUSAL("refusal", (r, made) -> answers(made).containsAll(texts(r.ofAnswers("refusal")))),
  DOCUMENTS(
      "documents",
      (r, made) -> documents(made, Document::getText).containsAll(values(r.documents(), "text"))),
  DOCUMENT_IDS(
      "documentIds",
      (r, made) -> documents(made, Document::getId).containsAll(values(r.documents(), "id"))),
  DOCUMENT_SCORES(
      "documentScores",
      (r, made) ->
          made.stream().flatMap(i -> i.getDocumentsList().stream()).anyMatch(Document::hasScore)),
  TOOL_DEFINITIONS(
      "toolDefinitions",
      (r, made) ->
          made.stream()
              .flatMap(i -> i.getToolsList().stream())
              .map(ToolDefinition::getName)
              .collect(Collectors.toSet())
              .containsAll(values(r.tools(), "name"))),
  TOOL_SCHEMA(
      "toolSchema",
      (r, made) ->
          made.stream()
              .flatMap(i -> i.getToolsList().stream())
              .anyMatch(
                  tool ->
                      schema(tool.getParameters())
                          .equals(r.tools().getFirst().path("parameters")))),
  TOOL_CALLS(
      "toolCalls",
      (r, made) ->
          r.ofAnswers("tool_calls").stream()
              .allMatch(
                  wanted ->
                      toolCalls(made)
                          .anyMatch(
                              call ->
                                  call.getName().equals(wanted.path("name").asText())
                                      && json(call.getArguments())
                                          .equals(json(wanted.path("arguments").asText()))))),
  TOOL_CALL_IDS(
      "toolCallIds",
      (r, made) ->
          toolCalls(made)
              .map(ToolCall::getId)
              .collect(Collectors.toSet())
              .containsAll(values(r.ofAnswers("tool_calls"), "id"))),
  TOOL_RESULTS(
      "toolResults",
      (r, made) ->
          parts(made)
              .filter(Part::hasToolResult)
              .map(part -> json(part.getToolResult().getResult()))
              .collect(Collectors.toSet())
              .containsAll(
                  texts(r.ofAnswers("tool_results")).stream().map(Carried::json).toList())),
  FINISH("finish", Carried::finished),
  USAGE(
      "usage",
      (r, made) ->
          made.stream().mapToLong(i -> i.getUsage().getInputTokens()).sum() == sum(r, "input")
              && made.stream().mapToLong(i -> i.getUsage().getOutputTokens()).sum()
                  == sum(r, "output")),
  ERROR("error", (r, made) -> made.stream().noneMatch(i -> i.getErrorType().isEmpty()));

  private final String key;
  private final BiPredicate<Recording, List<Interaction>> right;

  Carried(String key, BiPredicate<Recording, List<Interaction>> right) {
    this.key = key;
    this.right = right;
  }

  /** As in the expectations. */
  String key() {
    return key;
  }

  boolean isRight(Recording recording, List<Interaction> made) {
    return !made.isEmpty() && right.test(recording, made);
  }

  private interface Text {
    String of(Interaction interaction);
  }

  private static boolean all(List<Interaction> made, Text field, String wanted) {
    return made.stream().allMatch(interaction -> field.of(interaction).equals(wanted));
  }

  private static String call(Recording recording, String field) {
    return recording.calls().getFirst().path(field).asText();
  }

  private static long sum(Recording recording, String field) {
    return recording.answeredCalls().stream().mapToLong(call -> call.path(field).asLong()).sum();
  }

  /** Some clients say that a refusal was filtered, which is what it comes to. */
  private static boolean finished(Recording recording, List<Interaction> made) {
    List<FinishReason> last = made.getLast().getFinishReasonsList();
    FinishReason wanted =
        FinishReason.valueOf(recording.answeredCalls().getLast().path("finish").asText());
    return last.equals(List.of(wanted))
        || recording.isAbout("refusal_field") && last.equals(List.of(FinishReason.CONTENT_FILTER));
  }

  private static Set<String> answers(List<Interaction> made) {
    return made.stream().map(Interaction::getAnswer).collect(Collectors.toSet());
  }

  private interface DocumentField {
    String of(Document document);
  }

  private static Set<String> documents(List<Interaction> made, DocumentField field) {
    return made.stream()
        .flatMap(i -> i.getDocumentsList().stream())
        .map(field::of)
        .collect(Collectors.toSet());
  }

  private static Stream<Part> parts(List<Interaction> made) {
    return made.stream()
        .flatMap(i -> Stream.concat(i.getInputList().stream(), i.getOutputList().stream()))
        .flatMap(message -> message.getPartsList().stream());
  }

  private static Stream<ToolCall> toolCalls(List<Interaction> made) {
    return parts(made).filter(Part::hasToolCall).map(Part::getToolCall);
  }

  private static Set<String> values(List<JsonNode> nodes, String field) {
    return nodes.stream().map(node -> node.path(field).asText()).collect(Collectors.toSet());
  }

  private static Set<String> texts(List<JsonNode> nodes) {
    return new HashSet<>(nodes.stream().map(JsonNode::asText).toList());
  }

  /** Some clients add which draft of JSON Schema it is. */
  private static JsonNode schema(String text) {
    return json(text) instanceof ObjectNode object
        ? object.without("$schema")
        : MissingNode.getInstance();
  }

  /** Arguments as a tree; text that is no JSON as itself. */
  private static JsonNode json(String text) {
    return Values.parsed(TextNode.valueOf(text));
  }
}

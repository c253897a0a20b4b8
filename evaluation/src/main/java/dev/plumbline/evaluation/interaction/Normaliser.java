package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes interactions of a trace. Every field is looked up by its ordered sources ({@link Field},
 * {@link MessageSource}), key by key and never by client, so several vocabularies may sit on one
 * span.
 */
public final class Normaliser {
  private final Dimensions dimensions;

  /** A normaliser with the operator's extra keys. */
  public Normaliser(NormaliserConfig config) {
    this.dimensions = new Dimensions(config);
  }

  /**
   * The interactions of a trace, in order of their start; empty when it holds no GenAI operation.
   * Revision, completion reason and arrival time are left to the caller.
   */
  public List<Interaction> normalise(TraceContent trace) {
    TraceTree tree = TraceTree.of(trace);
    List<Interaction> interactions = new ArrayList<>();
    for (InteractionRoots.Group group : InteractionRoots.of(tree)) {
      interactions.add(interaction(trace, tree, group));
    }
    return interactions;
  }

  private Interaction interaction(
      TraceContent trace, TraceTree tree, InteractionRoots.Group group) {
    SpanView answerSpan = answerSpan(group.leaves());
    List<SpanView> near = near(tree, group, answerSpan);
    Lookup lookup = new Lookup();
    Interaction.Builder interaction =
        Interaction.newBuilder()
            .setInteractionId(
                InteractionIds.interactionId(trace.tenant(), trace.traceId(), group.root().id()))
            .setTraceId(trace.traceId())
            .setRootSpanId(group.root().id())
            .setAnswerSpanId(answerSpan.id())
            .setTenant(trace.tenant());
    content(interaction, tree, group, answerSpan, lookup);
    dimensions.fill(interaction, tree, group, near, lookup);
    outcome(interaction, group, answerSpan, lookup);
    return interaction
        .putAllProvenance(lookup.provenance())
        .setContentHash(contentHash(interaction))
        .build();
  }

  /** The last call that said something to the user, else the last call. */
  private static SpanView answerSpan(List<SpanView> leaves) {
    for (SpanView leaf : leaves.reversed()) {
      Content output = Content.read(leaf, MessageSource.OUTPUT, "assistant");
      if (output.messages().stream().anyMatch(m -> !MessageReader.text(m).isEmpty())) {
        return leaf;
      }
    }
    return leaves.getLast();
  }

  /** Where a field is looked for: the answering call, what is around it, then its siblings. */
  private static List<SpanView> near(
      TraceTree tree, InteractionRoots.Group group, SpanView answerSpan) {
    List<SpanView> near = new ArrayList<>(List.of(answerSpan));
    near.addAll(tree.ancestors(answerSpan));
    group.leaves().stream().filter(leaf -> !leaf.equals(answerSpan)).forEach(near::add);
    return near;
  }

  private static void content(
      Interaction.Builder interaction,
      TraceTree tree,
      InteractionRoots.Group group,
      SpanView answerSpan,
      Lookup lookup) {
    Content input = Content.read(answerSpan, MessageSource.INPUT, "user");
    Content output = Content.read(answerSpan, MessageSource.OUTPUT, "assistant");
    if (!input.sent() && !answerSpan.equals(group.root())) {
      input = Content.read(group.root(), MessageSource.INPUT, "user");
    }
    if (!output.sent() && !answerSpan.equals(group.root())) {
      output = Content.read(group.root(), MessageSource.OUTPUT, "assistant");
    }
    String system = system(answerSpan, input, lookup);
    output = output.withState(outputState(output, input, answerSpan));
    List<Message> turns =
        input.messages().stream().filter(m -> !m.getRole().equals("system")).toList();
    String lastTurn = lastUserText(turns);
    ContextBlock block = ContextBlock.of(lastTurn);
    Documents documents = Documents.of(group.spans());
    if (documents.documents().isEmpty()) {
      documents = Documents.of(block.documents(), "prompt");
    }
    if (documents.documents().isEmpty()) {
      documents = Documents.of(ContextBlock.of(system).documents(), "prompt");
    }
    lookup.won("input", input.source().isEmpty() ? "none" : input.source());
    lookup.won("output", output.source().isEmpty() ? "none" : output.source());
    if (!documents.source().isEmpty()) {
      lookup.won("documents", documents.source());
    }
    interaction
        .setSystemInstructions(system)
        .addAllInput(turns)
        .addAllOutput(output.messages())
        .addAllDocuments(documents.documents())
        .setQuestion(block.question())
        .setAnswer(answer(output.messages()))
        .setInputState(input.state())
        .setOutputState(output.state())
        .setDocumentsState(documents.state())
        .addAllTools(tools(group.leaves(), lookup))
        .addAllSteps(Steps.of(tree, group));
  }

  /**
   * An answer that is not there is really empty when the client captured the question; when it
   * captured neither, content capture is off.
   */
  private static ContentState outputState(Content output, Content input, SpanView span) {
    if (output.state() != ContentState.NOT_CAPTURED) {
      return output.state();
    }
    if (span.span().getDroppedAttributesCount() > 0 && !output.sent()) {
      return ContentState.CUT;
    }
    if (span.attributes().keySet().stream().anyMatch(key -> key.endsWith(".messages.ref"))) {
      return ContentState.REFERENCED;
    }
    return input.state() == ContentState.FULL ? ContentState.FULL : ContentState.NOT_CAPTURED;
  }

  private static String system(SpanView span, Content input, Lookup lookup) {
    JsonNode attribute = span.attribute("gen_ai.system_instructions");
    if (attribute.isMissingNode()) {
      attribute =
          new MessageSource.EventField(MessageSource.DETAILS, "gen_ai.system_instructions")
              .read(span);
    }
    if (!Values.absent(attribute)) {
      lookup.won("system", "gen_ai.system_instructions");
      return joined(MessageReader.read(attribute, "system"));
    }
    List<Message> leading =
        input.messages().stream().takeWhile(m -> m.getRole().equals("system")).toList();
    if (!leading.isEmpty()) {
      lookup.won("system", input.source());
    }
    return joined(leading);
  }

  private static String joined(List<Message> messages) {
    return String.join(
        "\n", messages.stream().map(MessageReader::text).filter(text -> !text.isEmpty()).toList());
  }

  private static String lastUserText(List<Message> turns) {
    for (Message turn : turns.reversed()) {
      String text = MessageReader.text(turn);
      if (turn.getRole().equals("user") && !text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static String answer(List<Message> output) {
    for (Message message : output.reversed()) {
      String text = MessageReader.text(message);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static List<ToolDefinition> tools(List<SpanView> leaves, Lookup lookup) {
    List<ToolDefinition> tools = new ArrayList<>();
    Values.parsed(lookup.find(Field.TOOL_DEFINITIONS, leaves))
        .forEach(
            item -> {
              JsonNode tool = Values.parsed(item);
              JsonNode function = tool.path("function").isObject() ? tool.path("function") : tool;
              tools.add(
                  ToolDefinition.newBuilder()
                      .setName(Values.text(function.path("name")))
                      .setDescription(Values.text(function.path("description")))
                      .setParameters(Values.text(function.path("parameters")))
                      .build());
            });
    return tools;
  }

  private static void outcome(
      Interaction.Builder interaction,
      InteractionRoots.Group group,
      SpanView answerSpan,
      Lookup lookup) {
    long start = group.root().span().getStartTimeUnixNano();
    long end =
        group.spans().stream().mapToLong(s -> s.span().getEndTimeUnixNano()).max().orElse(start);
    JsonNode finish = lookup.find(Field.FINISH, List.of(answerSpan));
    if (finish.isMissingNode()) {
      finish = finishInMessages(answerSpan);
    }
    String error = answerSpan.errorType();
    interaction
        .addAllFinishReasons(Finish.read(finish))
        .setUsage(Steps.total(group.leaves(), lookup))
        .setErrorType(error.isEmpty() ? group.root().errorType() : error)
        .setStartUnixNanos(start)
        .setEndUnixNanos(Math.max(start, end));
    JsonNode first = lookup.find(Field.TIME_TO_FIRST, List.of(answerSpan));
    if (first.isNumber() && first.doubleValue() >= 0) {
      interaction.setTimeToFirstTokenNanos(Math.round(first.doubleValue() * 1e9));
    }
    Sampled.adjustedCount(answerSpan.span().getTraceState())
        .ifPresentOrElse(
            weight -> interaction.setUpstreamWeight(weight).setUpstreamWeightKnown(true),
            () -> interaction.setUpstreamWeight(1));
  }

  private static JsonNode finishInMessages(SpanView span) {
    for (MessageSource source : MessageSource.OUTPUT) {
      JsonNode tree = source.read(span);
      for (JsonNode message : tree.isArray() ? tree : missing()) {
        JsonNode reason = message.path("finish_reason");
        if (!Values.absent(reason)) {
          return reason;
        }
      }
    }
    return missing();
  }

  private static String contentHash(Interaction.Builder interaction) {
    List<String> parts =
        new ArrayList<>(List.of(interaction.getQuestion(), interaction.getAnswer()));
    interaction.getDocumentsList().forEach(document -> parts.add(document.getText()));
    interaction.getOutputList().stream()
        .flatMap(m -> m.getPartsList().stream())
        .filter(Part::hasToolCall)
        .forEach(
            part -> parts.add(part.getToolCall().getName() + part.getToolCall().getArguments()));
    return InteractionIds.contentHash(parts.toArray(String[]::new));
  }

  private static JsonNode missing() {
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }
}

package dev.plumbline.evaluation.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Step;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolDefinition;
import dev.plumbline.v1.ToolResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the model called its tools as they are: a tool that it was offered, arguments that fit
 * the tool's schema, ids that pair, results without an error, and not the same call again and
 * again. The label is the first of these that is broken. What was not captured is not held against
 * it.
 */
final class ToolCallsCheck implements Check {
  static final String ID = "tool-calls";

  private static final int MAX_EVIDENCE = 5;

  private final JsonSchemas schemas = new JsonSchemas();

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String version() {
    return "1.1.0";
  }

  @Override
  public Cost cost() {
    return Cost.CONTENT;
  }

  @Override
  public CheckOutcome evaluate(Reading reading) {
    Interaction interaction = reading.interaction();
    ToolTurn turn = ToolTurn.of(interaction);
    if (turn.calls().isEmpty()) {
      boolean hidden = interaction.getOutputState() != ContentState.FULL;
      return hidden
          ? new CheckOutcome.NotScorable("content_not_captured")
          : new CheckOutcome.NotApplicable("no_tool_calls");
    }
    Problems problems = new Problems();
    known(interaction, turn, problems);
    if (whole(interaction)) {
      arguments(interaction, turn, problems);
      pairs(interaction, turn, problems);
      loops(turn, problems);
      results(turn, problems);
    }
    steps(interaction, problems);
    return problems.outcome();
  }

  /** Problems in the order of what matters first. */
  private static final class Problems {
    private String label = "";
    private final List<Evidence> evidence = new ArrayList<>();

    void add(String problem, String callId, String note) {
      label = label.isEmpty() ? problem : label;
      Evidence.Builder item = Evidence.newBuilder().setNote(note);
      if (!callId.isEmpty()) {
        item.setToolCallId(callId);
      }
      evidence.add(item.build());
    }

    CheckOutcome outcome() {
      return label.isEmpty()
          ? Scores.passed()
          : Scores.failed(label, evidence.stream().limit(MAX_EVIDENCE).toList());
    }
  }

  private static boolean whole(Interaction interaction) {
    return interaction.getOutputState() == ContentState.FULL
        && interaction.getInputState() != ContentState.CUT
        && interaction.getInputState() != ContentState.REDACTED;
  }

  private static void known(Interaction interaction, ToolTurn turn, Problems problems) {
    if (interaction.getToolsCount() == 0 || interaction.getInputState() == ContentState.CUT) {
      return;
    }
    Set<String> names = new HashSet<>();
    interaction.getToolsList().forEach(tool -> names.add(tool.getName()));
    for (ToolCall call : turn.calls()) {
      if (!names.contains(call.getName())) {
        problems.add(
            "unknown_tool", call.getId(), "no tool " + shown(call.getName()) + " was offered");
      }
    }
  }

  private void arguments(Interaction interaction, ToolTurn turn, Problems problems) {
    Map<String, String> parameters = new HashMap<>();
    for (ToolDefinition tool : interaction.getToolsList()) {
      parameters.put(tool.getName(), tool.getParameters());
    }
    for (ToolCall call : turn.calls()) {
      if (!call.getArguments().isBlank()) {
        problem(call, parameters.getOrDefault(call.getName(), ""))
            .ifPresent(note -> problems.add("invalid_arguments", call.getId(), note));
      }
    }
  }

  private Optional<String> problem(ToolCall call, String schema) {
    JsonNode tree;
    try {
      tree = JsonSchemas.tree(call.getArguments());
    } catch (JsonProcessingException e) {
      return Optional.of("the arguments of " + shown(call.getName()) + " are no JSON");
    }
    if (schema.isEmpty()) {
      return Optional.empty();
    }
    try {
      return schemas
          .of(schema)
          .flatMap(
              s -> JsonSchemas.problems(s, tree, call.getArguments().length()).stream().findFirst())
          .map(error -> shown(call.getName()) + " " + place(error) + ": " + error.getMessage());
    } catch (CountedReference.TooMany e) {
      return Optional.empty();
    }
  }

  private static String place(Error error) {
    return String.valueOf(error.getInstanceLocation());
  }

  /** Results of no call; and calls without a result where the model went on to answer. */
  private static void pairs(Interaction interaction, ToolTurn turn, Problems problems) {
    Set<String> asked = new HashSet<>();
    turn.calls().forEach(call -> asked.add(call.getId()));
    Set<String> answered = new HashSet<>();
    for (ToolResult result : turn.results()) {
      answered.add(result.getId());
      if (!asked.contains(result.getId()) && !result.getId().isEmpty() && !asked.contains("")) {
        problems.add("unpaired", result.getId(), "a result of no call");
      }
    }
    boolean wentOn = !Answers.blank(interaction.getAnswer()) && !answered.isEmpty();
    for (ToolCall call : turn.calls()) {
      if (wentOn
          && !call.getId().isEmpty()
          && !answered.contains(call.getId())
          && !answered.contains("")) {
        problems.add("unpaired", call.getId(), "no result of " + shown(call.getName()));
      }
    }
  }

  private static void loops(ToolTurn turn, Problems problems) {
    for (ToolCall call : ToolLoops.in(turn)) {
      problems.add(
          "loop",
          call.getId(),
          shown(call.getName()) + " called " + ToolLoops.TIMES + " times with the same arguments");
    }
  }

  private static void results(ToolTurn turn, Problems problems) {
    for (ToolResult result : turn.results()) {
      String text = result.getResult();
      boolean maybe = text.startsWith("{") && text.length() < 65_536 && text.contains("rror");
      if (maybe && saysError(text)) {
        problems.add("tool_error", result.getId(), "the result is an error");
      }
    }
  }

  private static boolean saysError(String text) {
    try {
      JsonNode tree = JsonSchemas.tree(text);
      JsonNode error = tree.path("error");
      boolean none =
          error.isContainerNode() ? error.isEmpty() : error.isNull() || error.asText().isEmpty();
      return tree.path("isError").asBoolean()
          || tree.path("is_error").asBoolean()
          || !error.isMissingNode() && !none && !isFalse(error);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean isFalse(JsonNode node) {
    return node.isBoolean() && !node.booleanValue();
  }

  private static void steps(Interaction interaction, Problems problems) {
    for (Step step : interaction.getStepsList()) {
      if (step.getKind() == Step.Kind.TOOL && !step.getErrorType().isEmpty()) {
        problems.add(
            "tool_error", "", shown(step.getName()) + " ended with " + shown(step.getErrorType()));
      }
    }
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}

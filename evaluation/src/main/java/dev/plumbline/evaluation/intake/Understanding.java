package dev.plumbline.evaluation.intake;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.Step;
import dev.plumbline.v1.Usage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was understood of one interaction. Many have the same one, and so do their revisions.
 *
 * @param client instrumentation scope of the answering call; empty when it had none
 * @param fields one for each {@link IntakeField}, in order
 */
public record Understanding(String client, List<Found> fields) {
  private static final String ROOT_NAME = "root span name";
  private static final String CUT_HERE = "record";

  /**
   * One field.
   *
   * @param state what became of it
   * @param source the attribute, event or log that it was taken from; empty when nobody noted it
   */
  public record Found(FieldState state, String source) {}

  /** What was understood of this one. */
  public static Understanding of(Interaction interaction) {
    return new Understanding(
        interaction.getDialect(),
        Arrays.stream(IntakeField.values())
            .map(field -> new Found(state(field, interaction), source(field, interaction)))
            .toList());
  }

  /** One of its fields. */
  public Found get(IntakeField field) {
    return fields.get(field.ordinal());
  }

  private static FieldState state(IntakeField field, Interaction i) {
    boolean failed = !i.getErrorType().isEmpty();
    return switch (field) {
      case QUESTION -> content(i, i.getInputState());
      case ANSWER -> content(i, i.getOutputState());
      case SYSTEM -> system(i);
      case DOCUMENTS -> documents(i);
      case TOOLS ->
          i.getToolsCount() > 0
              ? FieldState.FOUND
              : usesTools(i) ? FieldState.NOT_SENT : FieldState.NONE;
      case SERVICE ->
          i.getService().startsWith("unknown_service")
              ? FieldState.NOT_SENT
              : text(i.getService(), false);
      case ROUTE -> derived(i.getRoute(), source(field, i).equals(ROOT_NAME));
      case MODEL ->
          failed && i.getModel().getInferred()
              ? FieldState.NONE
              : derived(i.getModel().getServed(), i.getModel().getInferred());
      case PROVIDER -> text(i.getProvider(), false);
      case PROMPT_VERSION -> derived(i.getPrompt().getVersion(), i.getPrompt().getInferred());
      case CONVERSATION -> text(i.getConversationId(), false);
      case USER -> text(i.getUserId(), false);
      case FINISH -> i.getFinishReasonsCount() > 0 ? FieldState.FOUND : text("", failed);
      case USAGE -> text(tokens(i.getUsage()) ? "sent" : "", failed);
      case RESPONSE_ID -> text(i.getResponseId(), failed);
    };
  }

  private static FieldState content(Interaction i, ContentState state) {
    return switch (state) {
      case FULL -> FieldState.FOUND;
      case CUT -> i.containsProvenance(CUT_HERE) ? FieldState.SHORTENED : FieldState.CUT;
      case REDACTED -> FieldState.MASKED;
      case REFERENCED -> FieldState.ELSEWHERE;
      case NOT_CAPTURED -> FieldState.NOT_SENT;
      case CONTENT_STATE_UNSPECIFIED, UNRECOGNIZED -> FieldState.NONE;
    };
  }

  /** Nothing tells an application without instructions from a client that sends no content. */
  private static FieldState system(Interaction i) {
    if (!i.getSystemInstructions().isEmpty()) {
      return FieldState.FOUND;
    }
    FieldState input = content(i, i.getInputState());
    return input == FieldState.FOUND ? FieldState.NONE : input;
  }

  /** Documents are due where a retrieval was seen. */
  private static FieldState documents(Interaction i) {
    boolean retrieved =
        i.getStepsList().stream().anyMatch(step -> step.getKind() == Step.Kind.RETRIEVAL);
    return i.getDocumentsCount() == 0 && !retrieved
        ? FieldState.NONE
        : content(i, i.getDocumentsState());
  }

  private static boolean usesTools(Interaction i) {
    return i.getStepsList().stream().anyMatch(step -> step.getKind() == Step.Kind.TOOL)
        || Stream.concat(i.getInputList().stream(), i.getOutputList().stream())
            .map(Message::getPartsList)
            .flatMap(List::stream)
            .anyMatch(Part::hasToolCall);
  }

  private static boolean tokens(Usage usage) {
    return usage.hasInputTokens() || usage.hasOutputTokens();
  }

  private static FieldState derived(String value, boolean derived) {
    return derived ? FieldState.DERIVED : text(value, false);
  }

  private static FieldState text(String value, boolean notDue) {
    return !value.isEmpty() ? FieldState.FOUND : notDue ? FieldState.NONE : FieldState.NOT_SENT;
  }

  private static String source(IntakeField field, Interaction i) {
    String canonical =
        switch (field) {
          case QUESTION -> "input";
          case ANSWER -> "output";
          case SYSTEM -> "system";
          case DOCUMENTS -> "documents";
          case TOOLS -> "toolDefinitions";
          case SERVICE -> "service";
          case ROUTE -> "route";
          case MODEL -> "model.served";
          case PROVIDER -> "provider";
          case PROMPT_VERSION -> "prompt.version";
          case CONVERSATION -> "conversationId";
          case USER -> "user";
          case FINISH -> "finish";
          case USAGE -> "usage.inputTokens";
          case RESPONSE_ID -> "responseId";
        };
    String source = i.getProvenanceOrDefault(canonical, "");
    return source.equals("none") ? "" : source;
  }
}

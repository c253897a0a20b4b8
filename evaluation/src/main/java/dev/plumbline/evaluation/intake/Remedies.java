package dev.plumbline.evaluation.intake;

import java.util.Optional;
import java.util.Set;

/** What to set so that a field comes as it should: the library's own setting, else one for all. */
public final class Remedies {
  private static final Set<IntakeField> TEXT =
      Set.of(IntakeField.QUESTION, IntakeField.ANSWER, IntakeField.SYSTEM);

  private Remedies() {}

  /** The name of the library behind a scope name; the scope itself when it is not known. */
  public static String name(String scope) {
    return Instrumentations.of(scope)
        .map(Instrumentation::name)
        .orElse(scope.isEmpty() ? "(no scope)" : scope);
  }

  /**
   * The setting that would change the field of a client; empty where there is nothing to do.
   *
   * @param elsewhere whether the same client of the same service does send the field with other
   *     answers
   * @param captures whether it sends any text of questions or answers
   */
  public static Optional<String> of(
      String scope, IntakeField field, FieldState state, boolean elsewhere, boolean captures) {
    return switch (state) {
      case FOUND, NONE -> Optional.empty();
      case DERIVED -> Optional.of(setting(scope, field));
      case NOT_SENT -> Optional.of(missing(scope, field, elsewhere, captures));
      case MASKED -> Optional.of("a placeholder came in its place: " + setting(scope, field));
      case CUT ->
          Optional.of(
              "the SDK cuts or drops attributes: unset OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT and"
                  + " OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT, and set"
                  + " OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT=1000 (its default is 128)");
      case SHORTENED ->
          Optional.of("longer than a record may be, so its end is cut here; send less text");
      case ELSEWHERE ->
          Optional.of(
              "only a reference is sent: unset OTEL_INSTRUMENTATION_GENAI_COMPLETION_HOOK, or"
                  + " capture the text on spans as well");
    };
  }

  private static String missing(
      String scope, IntakeField field, boolean elsewhere, boolean captures) {
    if (TEXT.contains(field) && elsewhere) {
      return "sent with other answers: this client drops what it has no field for, such as a"
          + " refusal; or a process of this service has another setting";
    }
    boolean withTheText = field == IntakeField.TOOLS || field == IntakeField.DOCUMENTS;
    return setting(scope, withTheText && !captures ? IntakeField.QUESTION : field);
  }

  private static String setting(String scope, IntakeField field) {
    // Instructions come with the question, in every client.
    IntakeField asked = field == IntakeField.SYSTEM ? IntakeField.QUESTION : field;
    return Instrumentations.of(scope)
        .flatMap(one -> Optional.ofNullable(one.settings().get(asked)))
        .orElseGet(() -> general(asked));
  }

  private static String general(IntakeField field) {
    return switch (field) {
      case QUESTION, SYSTEM, ANSWER ->
          "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true, or SPAN_ONLY for newer"
              + " instrumentations";
      case DOCUMENTS ->
          "set gen_ai.retrieval.documents on the retrieval span to [{\"id\",\"content\",\"score\"}]";
      case TOOLS -> "set gen_ai.tool.definitions on the span of the call";
      case SERVICE -> "OTEL_SERVICE_NAME=<name>";
      case ROUTE ->
          "set http.route on the server span or gen_ai.workflow.name, or name an attribute of yours"
              + " in scoring.normaliser.routeKeys";
      case MODEL -> "set gen_ai.response.model on the span of the call";
      case PROVIDER -> "set gen_ai.provider.name on the span of the call";
      case PROMPT_VERSION ->
          "set gen_ai.prompt.version on the span, or name an attribute of yours in"
              + " scoring.normaliser.promptVersionKeys";
      case CONVERSATION -> "set gen_ai.conversation.id on the span";
      case USER -> "set user.id on the span";
      case FINISH -> "set gen_ai.response.finish_reasons on the span of the call";
      case USAGE ->
          "set gen_ai.usage.input_tokens and gen_ai.usage.output_tokens; streamed calls need"
              + " stream_options: { include_usage: true }";
      case RESPONSE_ID ->
          "set gen_ai.response.id on the span of the call, or give feedback the trace id";
    };
  }
}

package dev.plumbline.evaluation.check;

import java.util.List;

/** The checks that there are, with the parameters that each takes besides {@code when}. */
enum BuiltIn {
  EMPTY_ANSWER(EmptyAnswerCheck.ID),
  REFUSAL(RefusalCheck.ID),
  TRUNCATED(TruncatedCheck.ID),
  ERROR(ErrorCheck.ID),
  JSON_SCHEMA(JsonSchemaCheck.ID, "schemas"),
  FORMAT(FormatCheck.ID, FormatRules.PARAMETERS.toArray(String[]::new)),
  CITATIONS(CitationsCheck.ID, "coverage", "required"),
  GROUNDING(GroundingCheck.ID, "threshold"),
  TOOL_CALLS(ToolCallsCheck.ID),
  REPETITION(RepetitionCheck.ID),
  PROMPT_LEAK(PromptLeakCheck.ID, "words"),
  PERSONAL_DATA(LeakCheck.PERSONAL_DATA, "kinds"),
  SECRETS(LeakCheck.SECRETS, "kinds"),
  LATENCY("latency", "maxMillis"),
  TIME_TO_FIRST_TOKEN("time-to-first-token", "maxMillis"),
  TOKEN_BUDGET("token-budget", "maxInputTokens", "maxOutputTokens", "maxTotalTokens");

  private final String id;
  private final List<String> parameters;

  BuiltIn(String id, String... parameters) {
    this.id = id;
    this.parameters = List.of(parameters);
  }

  String id() {
    return id;
  }

  List<String> parameters() {
    return parameters;
  }
}

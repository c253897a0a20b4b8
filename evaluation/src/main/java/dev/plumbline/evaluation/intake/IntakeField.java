package dev.plumbline.evaluation.intake;

/** What a client may send about an answer, as far as something depends on it. */
public enum IntakeField {
  /** What was asked. */
  QUESTION("question"),
  /** What was answered. */
  ANSWER("answer"),
  /** System instructions. */
  SYSTEM("system instructions"),
  /** Retrieved documents with their text. */
  DOCUMENTS("documents"),
  /** Definitions of the tools that were offered. */
  TOOLS("tool definitions"),
  /** Name of the service. */
  SERVICE("service"),
  /** The use case. */
  ROUTE("route"),
  /** The model that answered. */
  MODEL("served model"),
  /** Whose model it is. */
  PROVIDER("provider"),
  /** Version of the prompt. */
  PROMPT_VERSION("prompt version"),
  /** The conversation that the answer is a turn of. */
  CONVERSATION("conversation"),
  /** Who asked, as a pseudonym. */
  USER("user"),
  /** Why the model stopped. */
  FINISH("finish reason"),
  /** Tokens. */
  USAGE("token usage"),
  /** Id of the response, by which feedback finds it. */
  RESPONSE_ID("response id");

  private final String label;

  IntakeField(String label) {
    this.label = label;
  }

  /** Name for people. */
  public String label() {
    return label;
  }
}

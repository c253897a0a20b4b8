package dev.plumbline.standalone.traffic;

import dev.plumbline.evaluation.check.CheckOutcome;

/** What each check must say, from the truth alone. */
public final class ExpectedOutcomes {
  private ExpectedOutcomes() {}

  /** pass, fail or not_applicable. */
  public static String of(Truth truth, String check) {
    AnswerKind kind = truth.kind();
    if (kind == AnswerKind.ERROR) {
      return "not_applicable";
    }
    return switch (check) {
      case "empty-answer" -> kind == AnswerKind.EMPTY ? "fail" : "pass";
      case "refusal" ->
          kind == AnswerKind.EMPTY
              ? "not_applicable"
              : kind == AnswerKind.REFUSAL ? "fail" : "pass";
      case "json-schema" ->
          !truth.route().equals("setup") || kind == AnswerKind.EMPTY
              ? "not_applicable"
              : kind == AnswerKind.BROKEN_JSON ? "fail" : "pass";
      case "grounding" ->
          switch (kind) {
            case EMPTY, REFUSAL -> "not_applicable";
            case UNGROUNDED -> "fail";
            default -> "pass";
          };
      default -> throw new IllegalArgumentException(check);
    };
  }

  /** The same word for what a check said. */
  public static String word(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Scored scored -> scored.pass() ? "pass" : "fail";
      case CheckOutcome.NotApplicable none -> "not_applicable";
      case CheckOutcome.NotScorable none -> "not_scorable";
      case CheckOutcome.Failed failed -> "error";
    };
  }
}

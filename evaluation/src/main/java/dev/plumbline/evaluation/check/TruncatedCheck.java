package dev.plumbline.evaluation.check;

import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;

/**
 * Whether the model could finish its answer. The finish reason tells, whatever was captured of the
 * text; without one only an open code fence is proof, and other answers are NOT_SCORABLE.
 */
final class TruncatedCheck implements Check {
  static final String ID = "truncated";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public Cost cost() {
    return Cost.FIELDS;
  }

  @Override
  public CheckOutcome evaluate(Reading reading) {
    Interaction interaction = reading.interaction();
    if (interaction.getFinishReasonsList().contains(FinishReason.LENGTH)) {
      return Scores.failed("length_limit", Scores.note("the model stopped at its token limit"));
    }
    if (interaction.getFinishReasonsCount() > 0) {
      return Scores.passed();
    }
    if (!interaction.getErrorType().isEmpty()) {
      return new CheckOutcome.NotApplicable("call_failed");
    }
    if (reading.unavailable() != null) {
      return new CheckOutcome.NotScorable("finish_reason_unknown");
    }
    int open = openFence(reading.answer());
    return open < 0
        ? new CheckOutcome.NotScorable("finish_reason_unknown")
        : Scores.failed(
            "unclosed",
            Scores.range(open, reading.answer().length(), "a code fence opens and does not close"));
  }

  /** Where the last code fence opens without closing, or -1. */
  private static int openFence(String answer) {
    int open = -1;
    for (int at = answer.indexOf("```"); at >= 0; at = answer.indexOf("```", at + 3)) {
      boolean opensLine = at == 0 || answer.charAt(at - 1) == '\n';
      if (opensLine) {
        open = open < 0 ? at : -1;
      }
    }
    return open;
  }
}

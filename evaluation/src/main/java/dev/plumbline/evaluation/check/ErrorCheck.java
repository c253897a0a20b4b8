package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Step;
import java.util.List;
import java.util.Locale;

/**
 * Whether the call came back without an error. PASS with label {@code recovered} when a step failed
 * and the whole did not.
 */
final class ErrorCheck implements Check {
  static final String ID = "error";
  private static final int MAX_EVIDENCE = 5;

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
    String error = interaction.getErrorType();
    if (!error.isEmpty()) {
      return Scores.failed(label(error), Scores.note("the call ended with " + shown(error)));
    }
    if (interaction.getFinishReasonsList().contains(FinishReason.FINISH_ERROR)) {
      return Scores.failed("other", Scores.note("the model's finish reason is an error"));
    }
    List<Evidence> failedSteps =
        interaction.getStepsList().stream()
            .filter(step -> !step.getErrorType().isEmpty())
            .limit(MAX_EVIDENCE)
            .map(ErrorCheck::evidence)
            .toList();
    return new CheckOutcome.Scored(true, 1, failedSteps.isEmpty() ? "" : "recovered", failedSteps);
  }

  private static Evidence evidence(Step step) {
    return Scores.note(
        "step " + shown(step.getName()) + " ended with " + shown(step.getErrorType()));
  }

  /** One of timeout, rate_limited, server, client, other. */
  private static String label(String error) {
    String word = error.toLowerCase(Locale.ROOT);
    if (word.contains("timeout") || word.contains("timed") || word.contains("deadline")) {
      return "timeout";
    }
    if (word.contains("429") || word.contains("ratelimit") || word.contains("rate_limit")) {
      return "rate_limited";
    }
    if (word.matches("5\\d\\d") || word.contains("server") || word.contains("unavailable")) {
      return "server";
    }
    return word.matches("4\\d\\d") || word.contains("badrequest") ? "client" : "other";
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}

package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Interaction;
import java.util.List;

/**
 * Whether there is an answer at all. FAIL when the answer is blank; an answer that only calls tools
 * is NOT_APPLICABLE, and so is one that a failed call never gave.
 */
final class EmptyAnswerCheck implements Check {
  static final String ID = "empty-answer";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public CheckOutcome evaluate(Interaction interaction) {
    return Answers.unavailable(interaction)
        .orElseGet(
            () -> {
              boolean blank = interaction.getAnswer().isBlank();
              if (blank && Answers.callsTools(interaction)) {
                return new CheckOutcome.NotApplicable("tool_calls_only");
              }
              return new CheckOutcome.Scored(
                  !blank, blank ? 0 : 1, blank ? "empty" : "", List.of());
            });
  }
}

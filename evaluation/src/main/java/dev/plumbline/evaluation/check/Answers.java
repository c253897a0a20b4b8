package dev.plumbline.evaluation.check;

import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Part;
import java.util.Optional;

/** What every check asks first about an answer. */
final class Answers {
  private Answers() {}

  /** Why the answer cannot be looked at, or empty when it can. Never a failure of the answer. */
  static Optional<CheckOutcome> unavailable(Interaction interaction) {
    return switch (interaction.getOutputState()) {
      case FULL ->
          !interaction.getErrorType().isEmpty() && interaction.getAnswer().isBlank()
              ? Optional.of(new CheckOutcome.NotApplicable("call_failed"))
              : Optional.empty();
      case NOT_CAPTURED, CONTENT_STATE_UNSPECIFIED, UNRECOGNIZED ->
          Optional.of(new CheckOutcome.NotScorable("content_not_captured"));
      case REFERENCED -> Optional.of(new CheckOutcome.NotScorable("content_stored_elsewhere"));
      case CUT -> Optional.of(new CheckOutcome.NotScorable("content_cut"));
      case REDACTED -> Optional.of(new CheckOutcome.NotScorable("content_redacted"));
    };
  }

  /** Whether the model asked for tools instead of answering. */
  static boolean callsTools(Interaction interaction) {
    return interaction.getFinishReasonsList().contains(FinishReason.TOOL_CALL)
        || interaction.getOutputList().stream()
            .flatMap(message -> message.getPartsList().stream())
            .anyMatch(Part::hasToolCall);
  }
}

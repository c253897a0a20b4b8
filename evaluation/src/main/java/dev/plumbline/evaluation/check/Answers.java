package dev.plumbline.evaluation.check;

import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import java.util.Optional;
import java.util.function.Predicate;

/** What every check asks first about an answer. */
final class Answers {
  private Answers() {}

  /** Why the answer cannot be looked at, or empty when it can. Never a failure of the answer. */
  static Optional<CheckOutcome> unavailable(Interaction interaction) {
    return switch (interaction.getOutputState()) {
      case FULL ->
          !interaction.getErrorType().isEmpty() && blank(interaction.getAnswer())
              ? Optional.of(new CheckOutcome.NotApplicable("call_failed"))
              : Optional.empty();
      case NOT_CAPTURED, CONTENT_STATE_UNSPECIFIED, UNRECOGNIZED ->
          Optional.of(new CheckOutcome.NotScorable("content_not_captured"));
      case REFERENCED -> Optional.of(new CheckOutcome.NotScorable("content_stored_elsewhere"));
      case CUT -> Optional.of(new CheckOutcome.NotScorable("content_cut"));
      case REDACTED -> Optional.of(new CheckOutcome.NotScorable("content_redacted"));
    };
  }

  /** Whether there is nothing to read: white space and characters that have no form. */
  static boolean blank(String text) {
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!formless(c)) {
        return false;
      }
      at += Character.charCount(c);
    }
    return true;
  }

  private static boolean formless(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || c == '\u3164'
        || c == '\ufffc';
  }

  /** Whether the model asked for tools instead of answering. */
  static boolean callsTools(Interaction interaction) {
    return interaction.getFinishReasonsList().contains(FinishReason.TOOL_CALL)
        || has(interaction, Part::hasToolCall);
  }

  /** Whether any part of the output is of a kind. */
  static boolean has(Interaction interaction, Predicate<Part> kind) {
    for (Message message : interaction.getOutputList()) {
      for (Part part : message.getPartsList()) {
        if (kind.test(part)) {
          return true;
        }
      }
    }
    return false;
  }
}

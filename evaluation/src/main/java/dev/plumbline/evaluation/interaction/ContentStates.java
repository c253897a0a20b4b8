package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.InteractionOrBuilder;
import dev.plumbline.v1.Part;
import java.util.regex.Pattern;

/** Tells content that is empty from content that is not here, and why it is not. */
final class ContentStates {
  /** Servers count the end of a turn, and some its role, as tokens of an empty answer. */
  private static final long TOKENS_OF_NOTHING = 3;

  private ContentStates() {}

  static ContentState ofInput(Content input, SpanView span) {
    return input.state() == ContentState.NOT_CAPTURED
        ? missing(input, span, Sources.INPUT_REFERENCE)
        : input.state();
  }

  /**
   * An answer that is not there is really empty when the client captured the question; when it
   * captured neither, content capture is off. It is not empty either when the model ended normally
   * after writing tokens that are not on the wire: that is how a refusal looks in clients that drop
   * the refusal field. The same where nothing says that there was a response. A call that reached
   * its limit may have spent all tokens on reasoning.
   */
  static ContentState ofOutput(
      Content output, ContentState inputState, SpanView span, Interaction.Builder interaction) {
    if (output.state() != ContentState.NOT_CAPTURED) {
      return output.state();
    }
    ContentState missing = missing(output, span, Sources.OUTPUT_REFERENCE);
    if (missing != ContentState.NOT_CAPTURED || inputState != ContentState.FULL) {
      return missing;
    }
    return noResponse(output, interaction)
            || wroteTokens(interaction) && !callsTools(output, interaction)
        ? ContentState.NOT_CAPTURED
        : ContentState.FULL;
  }

  private static ContentState missing(Content content, SpanView span, Pattern reference) {
    boolean elsewhere =
        span.attributes().keySet().stream().anyMatch(key -> reference.matcher(key).matches());
    if (elsewhere) {
      return ContentState.REFERENCED;
    }
    return !content.sent() && span.span().getDroppedAttributesCount() > 0
        ? ContentState.CUT
        : ContentState.NOT_CAPTURED;
  }

  /** Nothing of what the model gave back was sent: some clients lose it all when it is streamed. */
  private static boolean noResponse(Content output, InteractionOrBuilder interaction) {
    return !output.sent()
        && interaction.getErrorType().isEmpty()
        && interaction.getFinishReasonsList().isEmpty()
        && !interaction.getUsage().hasOutputTokens();
  }

  private static boolean wroteTokens(InteractionOrBuilder interaction) {
    boolean stopped =
        interaction.getFinishReasonsList().stream()
            .allMatch(r -> r == FinishReason.STOP || r == FinishReason.CONTENT_FILTER);
    long tokens =
        interaction.getUsage().getOutputTokens() - interaction.getUsage().getReasoningTokens();
    return stopped && interaction.getErrorType().isEmpty() && tokens > TOKENS_OF_NOTHING;
  }

  private static boolean callsTools(Content output, InteractionOrBuilder interaction) {
    return interaction.getFinishReasonsList().contains(FinishReason.TOOL_CALL)
        || output.messages().stream()
            .flatMap(message -> message.getPartsList().stream())
            .anyMatch(Part::hasToolCall);
  }
}

package dev.plumbline.standalone.inspect;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Part;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Closed sets of words for what an interaction has as enums. */
final class States {
  private States() {}

  /** What of question and answer is here, in one word. */
  static String content(Interaction it) {
    List<ContentState> sides = List.of(it.getInputState(), it.getOutputState());
    if (sides.contains(ContentState.CUT)) {
      return "truncated";
    }
    if (sides.contains(ContentState.REFERENCED)) {
      return "referenced";
    }
    long full = sides.stream().filter(side -> side == ContentState.FULL).count();
    return full == sides.size() ? "full" : full > 0 ? "partial" : "none";
  }

  /** An empty text is an answer when the model gave it, and null stands for none that is here. */
  static @Nullable String answer(Interaction it) {
    boolean gaveNothing =
        it.getOutputState() == ContentState.FULL
            && it.getErrorType().isEmpty()
            && it.getOutputList().stream()
                .flatMap(message -> message.getPartsList().stream())
                .noneMatch(Part::hasToolCall);
    return gaveNothing || !it.getAnswer().isEmpty() ? it.getAnswer() : null;
  }

  static String finish(FinishReason reason) {
    return switch (reason) {
      case FINISH_ERROR -> "error";
      case FINISH_OTHER, FINISH_REASON_UNSPECIFIED, UNRECOGNIZED -> "other";
      case STOP, LENGTH, CONTENT_FILTER, TOOL_CALL, COMPACTION ->
          reason.name().toLowerCase(Locale.ROOT);
    };
  }
}

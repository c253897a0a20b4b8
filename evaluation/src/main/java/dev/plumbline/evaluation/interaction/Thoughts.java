package dev.plumbline.evaluation.interaction;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model thinks aloud in the text of its message, ahead of its answer: {@code <think>Let me
 * see.</think> It takes two days.} The user does not see it, and it is no part of the answer.
 */
public final class Thoughts {
  private static final Pattern OPENING =
      Pattern.compile(
          "\\s*<(think|thinking|thoughts?|reasoning|scratchpad)>", Pattern.CASE_INSENSITIVE);

  private static final String CLOSING = "</think>";

  private Thoughts() {}

  /** The text behind them; empty when they break off, the text itself when there are none. */
  public static String without(String text) {
    Matcher opening = OPENING.matcher(text);
    if (!opening.lookingAt()) {
      return withoutUnopened(text);
    }
    String closing = "</" + opening.group(1).toLowerCase(Locale.ROOT) + ">";
    int end = text.toLowerCase(Locale.ROOT).indexOf(closing, opening.end());
    if (end >= 0) {
      return text.substring(end + closing.length()).stripLeading();
    }
    boolean breaksOff = opening.end() == text.length() || text.charAt(opening.end()) == '\n';
    return breaksOff ? "" : text;
  }

  /**
   * Where the prompt's template opens the thoughts, a message has only their end, on a line end.
   */
  private static String withoutUnopened(String text) {
    int end = text.indexOf(CLOSING + "\n");
    return end < 0 || text.lastIndexOf("<think>", end) >= 0
        ? text
        : text.substring(end + CLOSING.length()).stripLeading();
  }
}

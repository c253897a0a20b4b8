package dev.plumbline.judge.provider;

import java.util.regex.Pattern;

/** What is kept of a failed response: one short word, which cannot hold content or a key. */
final class ErrorWord {
  private static final Pattern WORD = Pattern.compile("[A-Za-z]+(_[A-Za-z]+)*");
  private static final int MOST = 40;

  private ErrorWord() {}

  /** The text when it is a word, else an empty one. */
  static String of(String text) {
    return text.length() <= MOST && WORD.matcher(text).matches() ? text : "";
  }
}

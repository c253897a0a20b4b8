package dev.plumbline.evaluation.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a text, folded so that inflections meet: lower-case, long words cut to a stem of six
 * characters, thousands separators removed from numbers.
 */
final class Tokens {
  private static final int STEM_CHARS = 6;
  private static final Set<String> STOP =
      Set.of(
          "a", "an", "the", "and", "or", "but", "if", "of", "to", "in", "on", "at", "by", "for",
          "with", "from", "as", "is", "are", "was", "were", "be", "been", "being", "it", "its",
          "this", "that", "these", "those", "you", "your", "we", "our", "us", "i", "my", "me", "he",
          "she", "they", "their", "them", "his", "her", "can", "could", "will", "would", "should",
          "may", "might", "must", "do", "does", "did", "have", "has", "had", "there", "here",
          "then", "than", "so", "also", "just", "please", "how", "what", "when", "where", "which",
          "who", "why", "into", "about", "over", "under", "up", "down", "out", "any", "all", "some",
          "each", "such", "more", "most", "very", "too", "well", "need", "want", "get", "sure",
          "yes", "let", "s", "t", "ll", "der", "die", "das", "und", "oder", "ist", "sind", "ein",
          "eine", "zu", "von", "mit", "le", "la", "les", "et", "ou", "est", "un", "une", "de",
          "des", "du", "el", "los", "las", "y", "es", "en", "por", "para");
  private static final Set<String> NEGATIONS =
      Set.of(
          "not", "no", "never", "none", "cannot", "without", "neither", "nor", "nicht", "kein",
          "keine", "pas", "jamais", "nunca", "non");

  private Tokens() {}

  /**
   * One word.
   *
   * @param text folded
   * @param start where it stands in the text
   * @param end exclusive
   */
  record Token(String text, int start, int end) {
    boolean number() {
      return Character.isDigit(text.charAt(0));
    }

    boolean content() {
      return !STOP.contains(text) && !NEGATIONS.contains(text);
    }

    boolean negation() {
      return NEGATIONS.contains(text);
    }
  }

  /** The words between two positions, in order. Letters without spaces between them form pairs. */
  static List<Token> of(String text, int from, int to) {
    List<Token> tokens = new ArrayList<>();
    int at = from;
    while (at < to) {
      char c = text.charAt(at);
      if (!Character.isLetterOrDigit(c)) {
        at++;
        continue;
      }
      int start = at;
      boolean digits = Character.isDigit(c);
      if (ideographic(c)) {
        at++;
        int end = at < to && ideographic(text.charAt(at)) ? at + 1 : at;
        tokens.add(new Token(text.substring(start, end), start, end));
        continue;
      }
      while (at < to && inside(text, at, to, digits)) {
        at++;
      }
      String word = text.substring(start, at).toLowerCase(Locale.ROOT);
      if (word.endsWith("n't") || word.endsWith("n\u2019t")) {
        tokens.add(new Token("not", start, at));
      } else {
        tokens.add(new Token(fold(word, digits), start, at));
      }
    }
    return tokens;
  }

  private static boolean inside(String text, int at, int to, boolean digits) {
    char c = text.charAt(at);
    if (Character.isLetterOrDigit(c)) {
      return !ideographic(c) && (!digits || Character.isDigit(c) || Character.isLetter(c));
    }
    boolean followed = at + 1 < to && Character.isLetterOrDigit(text.charAt(at + 1));
    if (digits) {
      return followed && (c == '.' || c == ',') && Character.isDigit(text.charAt(at + 1));
    }
    return followed && (c == '\'' || c == '\u2019');
  }

  private static boolean ideographic(char c) {
    return Character.isIdeographic(c)
        || c >= '\u3040' && c <= '\u30ff'
        || c >= '\uac00' && c <= '\ud7a3';
  }

  private static String fold(String word, boolean digits) {
    if (digits) {
      return word.replace(",", "");
    }
    String bare =
        word.endsWith("'s") || word.endsWith("\u2019s")
            ? word.substring(0, word.length() - 2)
            : word;
    if (bare.length() > STEM_CHARS) {
      return bare.substring(0, STEM_CHARS);
    }
    boolean plural = bare.length() > 3 && bare.endsWith("s") && !bare.endsWith("ss");
    return plural ? bare.substring(0, bare.length() - 1) : bare;
  }
}

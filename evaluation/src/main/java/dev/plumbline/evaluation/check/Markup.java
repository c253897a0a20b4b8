package dev.plumbline.evaluation.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of an answer is form and claims nothing: the fences of code, headings and heads of tables
 * without a number, tags of HTML, commands, exponents and dollar signs of TeX, and places in a
 * source ({@code [pp. 1-2]}). They are blanked, so that every position stays that of the answer.
 */
final class Markup {
  private static final Pattern TAG =
      Pattern.compile("</?[a-z][a-z0-9]{0,15}(?:\\s[^<>\n]{0,200})?/?>", Pattern.CASE_INSENSITIVE);

  private static final Pattern FORMULA =
      Pattern.compile(
          "\\$\\$[^$]{1,1000}\\$\\$|\\$(?=\\S)[^$\n]{1,200}(?<=\\S)\\$(?!\\d)"
              + "|\\\\\\([^\n]{1,200}?\\\\\\)|\\\\\\[[^\\]]{1,500}\\\\\\]");

  private static final Pattern COMMAND =
      Pattern.compile("\\$|\\\\[a-zA-Z]{1,20}|[_^]\\{?-?\\d{1,3}\\}?");

  private final String answer;

  /** The answer with blanks; null while there are none. */
  private @Nullable StringBuilder text;

  private Markup(String answer) {
    this.answer = answer;
  }

  /** The answer with blanks in place of what is form. */
  static String blanked(String answer) {
    Markup markup = new Markup(answer);
    if (has(answer, '#') || has(answer, '|') || answer.contains("```") || answer.contains("~~~")) {
      markup.lines();
    }
    if (has(answer, '<')) {
      markup.blank(TAG.matcher(answer));
    }
    if (has(answer, '$') || has(answer, '\\')) {
      markup.formulas();
    }
    if (has(answer, '[')) {
      markup.places();
    }
    return markup.text == null ? answer : markup.text.toString();
  }

  private static boolean has(String text, char c) {
    return text.indexOf(c) >= 0;
  }

  private void lines() {
    char fence = 0;
    int before = 0;
    for (int start = 0; start < answer.length(); ) {
      int newline = answer.indexOf('\n', start);
      int end = newline < 0 ? answer.length() : newline;
      char mark = fence(start, end);
      if (mark != 0 && (fence == 0 || fence == mark)) {
        fence = fence == 0 ? mark : 0;
        blank(start, end);
      } else if (fence == 0) {
        line(before, start, end);
      }
      before = start;
      start = end + 1;
    }
  }

  private void line(int before, int start, int end) {
    if (rule(start, end)) {
      blank(start, end);
      if (before < start && silent(before, start - 1)) {
        blank(before, start - 1);
      }
    } else if (heading(start, end) && silent(start, end)) {
      blank(start, end);
    }
  }

  /** The character of a fence that a line is, or 0. */
  private char fence(int start, int end) {
    int at = first(start, end);
    return answer.startsWith("```", at) ? '`' : answer.startsWith("~~~", at) ? '~' : 0;
  }

  private boolean heading(int start, int end) {
    int at = first(start, end);
    int to = at;
    while (to < end && answer.charAt(to) == '#') {
      to++;
    }
    return to > at && to < end && answer.charAt(to) == ' ';
  }

  /** The line under the head of a table. */
  private boolean rule(int start, int end) {
    boolean bar = false;
    boolean dash = false;
    for (int at = start; at < end; at++) {
      char c = answer.charAt(at);
      if ("|-: \t\r".indexOf(c) < 0) {
        return false;
      }
      bar |= c == '|';
      dash |= c == '-';
    }
    return bar && dash;
  }

  /** Whether no number stands in a line. */
  private boolean silent(int start, int end) {
    for (int at = start; at < end; at++) {
      if (CharKind.digit(answer.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  private int first(int start, int end) {
    int at = start;
    while (at < end && answer.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private void formulas() {
    Matcher formula = FORMULA.matcher(answer);
    while (formula.find()) {
      blank(COMMAND.matcher(answer).region(formula.start(), formula.end()));
    }
  }

  /** Most brackets hold the number of a document, which is asked before a pattern is. */
  private void places() {
    Matcher place = CitedSources.PLACES_ALONE.matcher(answer);
    for (int at = answer.indexOf('['); at >= 0; at = answer.indexOf('[', at + 1)) {
      if (at + 1 < answer.length() && namesPlace(answer.charAt(at + 1))) {
        place.region(at, answer.length());
        if (place.lookingAt()) {
          blank(at, place.end());
        }
      }
    }
  }

  private static boolean namesPlace(char first) {
    return CharKind.letter(first) || first == '\u00a7';
  }

  private void blank(Matcher matcher) {
    while (matcher.find()) {
      blank(matcher.start(), matcher.end());
    }
  }

  private void blank(int start, int end) {
    text = text == null ? new StringBuilder(answer) : text;
    for (int at = start; at < end; at++) {
      text.setCharAt(at, ' ');
    }
  }
}

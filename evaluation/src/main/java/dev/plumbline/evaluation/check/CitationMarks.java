package dev.plumbline.evaluation.check;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Citations that stand above the line or in tags: {@code days¹}, {@code days<sup>1</sup>}, {@code
 * <cite>doc-3</cite>}, {@code <cite index="0-1">kept for 180 days</cite>}. An exponent is none: m²,
 * 10³, x<sup>2</sup>.
 */
final class CitationMarks {
  private static final Pattern RAISED_TAG =
      Pattern.compile(
          "<sup>\\s?\\[?\\s?(\\d{1,3}(?:\\s?,\\s?\\d{1,3}){0,9})\\s?\\]?\\s?</sup>",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CITE =
      Pattern.compile(
          "<(?<name>cite|ref|source|citation|doc|co)\\b(?<said>[^<>]{0,80})>"
              + "(?:(?<inside>[^<>]{0,80})</\\k<name>>)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CLOSING =
      Pattern.compile(
          "</(?:cite|ref|source|citation|doc|co)\\b[^<>]{0,40}>", Pattern.CASE_INSENSITIVE);

  /** The first attribute's value, or what stands where attributes do: id="d1", a colon and 1. */
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\s?(?:[a-z_-]{1,20}\\s?=\\s?|:\\s?)?[\"']?(?<value>[^\"'=:/]{1,60})");

  /** A document and its sentence, both from 0. */
  private static final Pattern PLACES = Pattern.compile("(\\d{1,3})-\\d{1,4}(?:[,:].*)?");

  private static final String DIGITS =
      "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

  private static final int MOST_DIGITS = 3;

  /** A word with fewer letters has an exponent: km². */
  private static final int WORD = 4;

  /** Longer words that have one too. */
  private static final Set<String> MEASURES =
      Set.of(
          "meter", "meters", "metre", "metres", "metro", "metros", "metri", "inch", "inches",
          "feet", "foot", "mile", "miles", "yard", "yards", "sinh", "cosh", "tanh", "pixel",
          "pixels");

  /** Stand between a word and the mark above the line, as quotation marks do. */
  private static final String ENDS = ".,;:!?\u3002\uff0c\u3001\uff01\uff1f\uff1b";

  private static final String EMPHASIS = "*_";
  private static final String BRACKETS = ")]\uff09";

  private static final String OPERATORS = "=+\u2212*/\u00d7\u00f7^\u221a\u00b7\u207b";

  private final String answer;
  private final CitedSources sources;
  private boolean open;

  CitationMarks(String answer, CitedSources sources) {
    this.answer = answer;
    this.sources = sources;
  }

  /** The citation that a run of raised digits is, or null. */
  Citations.@Nullable Citation raised(int at) {
    int end = at;
    while (end < answer.length()
        && end - at <= MOST_DIGITS
        && DIGITS.indexOf(answer.charAt(end)) >= 0) {
      end++;
    }
    boolean inside = at > 0 && DIGITS.indexOf(answer.charAt(at - 1)) >= 0;
    if (end == at || inside || end - at > MOST_DIGITS || !footnote(at, end)) {
      return null;
    }
    int number = 0;
    boolean each = true;
    for (int i = at; i < end; i++) {
      int digit = DIGITS.indexOf(answer.charAt(i));
      number = number * 10 + digit;
      each &= sources.numbered(digit);
    }
    // One number, or several marks side by side.
    return new Citations.Citation(at, end, each || sources.numbered(number), false);
  }

  /** The citation that a tag is, or null. */
  Citations.@Nullable Citation tag(int at) {
    int to = answer.length();
    Matcher raised = RAISED_TAG.matcher(answer).region(at, to);
    if (raised.lookingAt()) {
      Boolean resolves = sources.resolve(raised.group(1), true);
      return resolves != null && footnote(at, raised.end())
          ? new Citations.Citation(at, raised.end(), resolves, false)
          : null;
    }
    Matcher cite = CITE.matcher(answer).region(at, to);
    if (cite.lookingAt()) {
      return cited(cite);
    }
    Matcher closing = CLOSING.matcher(answer).region(at, to);
    if (open && closing.lookingAt()) {
      open = false;
      return new Citations.Citation(at, closing.end(), true, false);
    }
    return null;
  }

  /** By what stands in the element, or else by its attribute; then the element holds the claim. */
  private Citations.@Nullable Citation cited(Matcher cite) {
    String inside = cite.group("inside");
    Boolean resolves = inside == null ? null : sources.resolve(inside, true);
    if (resolves != null) {
      return new Citations.Citation(cite.start(), cite.end(), resolves, false);
    }
    Matcher attribute = ATTRIBUTE.matcher(cite.group("said"));
    if (!attribute.lookingAt()) {
      return null;
    }
    String value = attribute.group("value").strip();
    Matcher places = PLACES.matcher(value);
    Boolean found =
        places.matches()
            ? Boolean.valueOf(sources.fromZero(places.group(1)))
            : sources.resolve(value, true);
    if (found == null) {
      return null;
    }
    open = found;
    return new Citations.Citation(cite.start(), cite.end("said") + 1, found, false);
  }

  /** Whether what stands at the end of a word or sentence is no exponent of it. */
  private boolean footnote(int at, int end) {
    char next = after(end);
    int last = last(at);
    if (last < 0 || OPERATORS.indexOf(next) >= 0) {
      return false;
    }
    if (Character.isLetterOrDigit(next)
        && !(CharKind.unspaced(next) && CharKind.unspaced(answer.charAt(last)))) {
      return false;
    }
    int word = last;
    while (word >= 0 && Character.isLetter(answer.charAt(word))) {
      word--;
    }
    int letters = last - word;
    if (letters > 0 && CharKind.unspaced(answer.charAt(last))) {
      return true;
    }
    if (last < at - 1) {
      return letters > 0 || answer.charAt(last) == '%' || CharKind.digit(answer.charAt(last));
    }
    char before =
        word < 0 ? ' ' : answer.charAt(answer.charAt(word) == ' ' && word > 0 ? word - 1 : word);
    return letters >= WORD
        && OPERATORS.indexOf(before) < 0
        && !MEASURES.contains(answer.substring(word + 1, at).toLowerCase(Locale.ROOT));
  }

  /**
   * The last character of what a mark stands behind. A bracket is passed where a sentence ends at
   * it: (see above).\u00b9 and (See above.)\u00b9, but not (a + b)\u00b2.
   */
  private int last(int at) {
    int last = at - 1;
    boolean ended = false;
    while (last >= 0) {
      char c = answer.charAt(last);
      boolean bracket = BRACKETS.indexOf(c) >= 0 && (ended || ends(last - 1));
      if (!bracket && !ends(last) && EMPHASIS.indexOf(c) < 0) {
        return last;
      }
      ended |= ends(last);
      last--;
    }
    return last;
  }

  private boolean ends(int at) {
    return at >= 0
        && (ENDS.indexOf(answer.charAt(at)) >= 0
            || Quotation.MARKS.indexOf(answer.charAt(at)) >= 0);
  }

  /** What follows a mark, but for one space. */
  private char after(int end) {
    int next = end < answer.length() && answer.charAt(end) == ' ' ? end + 1 : end;
    if (next == answer.length()) {
      return ' ';
    }
    char c = answer.charAt(next);
    return next > end && Character.isLetterOrDigit(c) ? ' ' : c;
  }
}

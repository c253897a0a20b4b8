package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Document;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The citations of an answer: {@code [1]}, {@code [1, 2]}, {@code [1-3]}, {@code [^1]}, {@code
 * [doc-3]}, {@code [Document 1, p. 3]}, {@code 【2†source】}, {@code (Source 1)}, or a document's id
 * in brackets. Links, code and brackets around words are none.
 */
final class Citations {
  private static final int LONGEST = 80;
  private static final int MOST = 500;
  private static final Pattern PARTS = Pattern.compile("[,;]");
  private static final Pattern BEFORE_NUMBER = Pattern.compile("[-_ :#.]+$");

  /** Where in a source, after the source: [Document 1, p. 3]. */
  private static final Pattern PLACE =
      Pattern.compile("(pp?|pages?|seiten?|s|sections?|sec|lines?|chapter)[. ]{1,2}\\d{1,4}");

  private static final Pattern NAMED =
      Pattern.compile(
          "(source|src|document|doc|ref|reference|citation|passage|dokument|quelle|fuente|fonte)"
              + "[-_ :#.]{0,3}\\d{1,3}(?!\\w)");

  private static final Set<String> SOURCES =
      Set.of(
          "doc",
          "document",
          "source",
          "src",
          "ref",
          "reference",
          "citation",
          "passage",
          "d",
          "s",
          "dokument",
          "quelle",
          "fuente",
          "fonte");

  private Citations() {}

  /**
   * One citation.
   *
   * @param resolves whether every source in the bracket is a document
   */
  record Citation(int start, int end, boolean resolves) {}

  static List<Citation> of(String answer, List<Document> documents) {
    List<Citation> citations = new ArrayList<>();
    if (answer.indexOf('[') < 0 && answer.indexOf('\u3010') < 0 && answer.indexOf('(') < 0) {
      return citations;
    }
    Set<String> ids = new HashSet<>();
    documents.forEach(document -> ids.add(document.getId().toLowerCase(Locale.ROOT)));
    boolean code = false;
    for (int at = 0; at < answer.length() && citations.size() < MOST; at++) {
      char c = answer.charAt(at);
      if (c == '`') {
        code = !code;
      } else if (!code && (c == '[' || c == '(' || c == '\u3010')) {
        Citation citation = citation(answer, at, ids, documents.size());
        if (citation != null) {
          citations.add(citation);
          at = citation.end() - 1;
        }
      }
    }
    return citations;
  }

  private static @Nullable Citation citation(
      String answer, int open, Set<String> ids, int documents) {
    boolean round = answer.charAt(open) == '(';
    char closing = round ? ')' : answer.charAt(open) == '[' ? ']' : '\u3011';
    int close = answer.indexOf(closing, open, Math.min(answer.length(), open + LONGEST));
    if (close < 0 || close == open + 1) {
      return null;
    }
    if (round && !namesSource(answer, open + 1, close, ids)) {
      return null;
    }
    if (!round && close + 1 < answer.length() && answer.charAt(close + 1) == '(') {
      return null;
    }
    if (open > 0
        && Character.isLetterOrDigit(answer.charAt(open - 1))
        && followedByWord(answer, close)) {
      return null;
    }
    boolean resolves = true;
    for (String part : PARTS.split(answer.substring(open + 1, close))) {
      String source = source(part);
      boolean place = part.length() < close - open - 1 && PLACE.matcher(source).matches();
      Boolean found = place ? Boolean.TRUE : resolves(source, ids, documents);
      if (found == null) {
        return null;
      }
      resolves &= found;
    }
    return new Citation(open, close + 1, resolves);
  }

  /** An index into an array: {@code rows[0].name}, {@code a[1] = 2}. */
  private static boolean followedByWord(String answer, int close) {
    return answer.startsWith(" = ", close + 1)
        || close + 1 < answer.length()
            && (Character.isLetterOrDigit(answer.charAt(close + 1))
                || ".[=".indexOf(answer.charAt(close + 1)) >= 0
                    && close + 2 < answer.length()
                    && !Character.isWhitespace(answer.charAt(close + 2)));
  }

  /**
   * In round brackets only what says that it is a source: (Source 1), (doc-3) where it is an id.
   */
  private static boolean namesSource(String answer, int from, int close, Set<String> ids) {
    if (close - from > LONGEST / 2 || !Character.isLetter(answer.charAt(from))) {
      return false;
    }
    String source = source(answer.substring(from, close));
    return NAMED.matcher(source).lookingAt()
        || ids.contains(source) && source.chars().anyMatch(Character::isDigit);
  }

  private static String source(String part) {
    String source = part.strip().toLowerCase(Locale.ROOT);
    int dagger = source.indexOf('\u2020');
    source = dagger < 0 ? source : source.substring(0, dagger);
    source = source.endsWith("^") ? source.substring(0, source.length() - 1) : source;
    return source.startsWith("^") ? source.substring(1) : source;
  }

  /** Whether it is a document; null when it does not look like a citation. */
  private static @Nullable Boolean resolves(String source, Set<String> ids, int documents) {
    if (ids.contains(source)) {
      return !source.isEmpty();
    }
    int dash = Math.max(source.lastIndexOf('-'), source.lastIndexOf('\u2013'));
    if (dash > 0 && Character.isDigit(source.charAt(dash - 1))) {
      Boolean first = resolves(source.substring(0, dash), ids, documents);
      Boolean last = resolves(source.substring(dash + 1), ids, documents);
      // [0-9] and other ranges are none.
      return Boolean.TRUE.equals(first) && Boolean.TRUE.equals(last) ? Boolean.TRUE : null;
    }
    int digits = source.length();
    while (digits > 0 && Character.isDigit(source.charAt(digits - 1))) {
      digits--;
    }
    int count = source.length() - digits;
    if (count == 0 || count > 3 || !named(source.substring(0, digits))) {
      return null;
    }
    int number = Integer.parseInt(source, digits, source.length(), 10);
    return number >= 1 && number <= documents;
  }

  /** Nothing, or a word for a source, before the number. */
  private static boolean named(String word) {
    if (word.isEmpty()) {
      return true;
    }
    String plain = BEFORE_NUMBER.matcher(word).replaceAll("");
    return plain.isEmpty() || SOURCES.contains(plain);
  }
}

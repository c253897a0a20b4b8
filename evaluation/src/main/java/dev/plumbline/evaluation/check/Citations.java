package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The citations of an answer: {@code [1]}, {@code [1, 3-5]}, {@code [^1]}, {@code [doc-3]}, {@code
 * [Document 1, p. 3]}, {@code 【2†source】}, {@code (source: d1)}, a document's id in brackets, a
 * link to its address, {@code according to document 2}, and what {@link CitationMarks} reads. Code,
 * arrays, other links and brackets around words are none.
 */
final class Citations {
  private static final int LONGEST = 80;
  private static final int MOST = 500;

  /** So many places that may hold a citation are looked at, so that hostile text costs little. */
  private static final int MOST_LOOKS = 1_000;

  /** Makes a number after brackets an address: [1](https://example.test), [1](#sources). */
  private static final Pattern LINK = Pattern.compile("\\((?:https?://|[#/.])[^)\\s]{0,300}\\)");

  /** Says whose words follow: according to document 2. */
  private static final Pattern BY =
      Pattern.compile(
          "(?i)\\b(?:according to|based on|as per|per|see|from"
              + "|as (?:stated|noted|described|mentioned) in|laut|gem\u00e4\u00df|nach|siehe"
              + "|selon|d'apr\u00e8s|seg\u00fan|segundo|secondo|de acordo com|de acuerdo con)"
              + "[ \u00a0](?:the\\s|el\\s|la\\s|le\\s|il\\s|o\\s)?$");

  private static final Set<String> NOUNS =
      Set.of(
          "document",
          "doc",
          "source",
          "passage",
          "dokument",
          "quelle",
          "documento",
          "fuente",
          "fonte");

  private static final Pattern TELLS =
      Pattern.compile(
          "\\s(?:also\\s)?(?:says|states|notes|mentions|explains|describes|confirms|indicates|shows"
              + "|specifies|lists|gives|tells|adds|sagt|nennt|beschreibt|besagt|indique|pr\u00e9cise"
              + "|indica|dice|diz|afirma|menciona|menziona|afferma)\\b");

  /** Where something may begin that is looked at, in ASCII. */
  private static final boolean[] SPECIAL = new boolean[128];

  static {
    for (char c : "`\n[(<h0123456789".toCharArray()) {
      SPECIAL[c] = true;
    }
  }

  private final String answer;
  private final CitedSources sources;
  private final List<Citation> found = new ArrayList<>();
  private int looks;

  private Citations(String answer, List<Document> documents) {
    this.answer = answer;
    this.sources = new CitedSources(documents);
    if (answer.contains("[0]")) {
      sources.countFromZero();
    }
  }

  /**
   * One citation.
   *
   * @param resolves whether every source that it names is a document
   * @param own whether it is about its own sentence only, and not those before it
   */
  record Citation(int start, int end, boolean resolves, boolean own) {}

  static List<Citation> of(String answer, List<Document> documents) {
    return new Citations(answer, documents).all();
  }

  private List<Citation> all() {
    CitationMarks marks = new CitationMarks(answer, sources);
    boolean fence = false;
    boolean code = false;
    for (int at = 0; at < answer.length(); at++) {
      char c = answer.charAt(at);
      if (c < SPECIAL.length ? !SPECIAL[c] : CharKind.letter(c)) {
        continue;
      }
      if (found.size() >= MOST || looks >= MOST_LOOKS) {
        break;
      }
      if (c == '`') {
        boolean three = answer.startsWith("```", at);
        fence ^= three;
        code ^= !three && !fence;
        at += three ? 2 : 0;
      } else if (c == '\n') {
        code = false;
      } else if (!fence && !code) {
        Citation citation =
            switch (c) {
              case '[', '(', '\u3010', '\uff08', '\uff3b' -> bracket(at);
              case '<' -> tag(marks, at);
              case 'h' -> link(at);
              default -> c > 127 ? marks.raised(at) : c >= '0' && c <= '9' ? told(at) : null;
            };
        if (citation != null) {
          found.add(citation);
          at = citation.end() - 1;
        }
      }
    }
    return found;
  }

  private @Nullable Citation tag(CitationMarks marks, int at) {
    looks++;
    return marks.tag(at);
  }

  private @Nullable Citation bracket(int open) {
    char opening = answer.charAt(open);
    boolean round = opening == '(' || opening == '\uff08';
    int close = answer.indexOf(closing(opening), open, Math.min(answer.length(), open + LONGEST));
    if (close < 0 || close == open + 1) {
      return null;
    }
    if (round && !Character.isLetter(answer.charAt(open + 1)) || opening == '[' && listed(open)) {
      return null;
    }
    looks++;
    Boolean resolves = sources.resolve(answer.substring(open + 1, close), !round);
    if (resolves == null) {
      return null;
    }
    int end = close + 1;
    if (!round && end < answer.length() && answer.charAt(end) == '(') {
      Matcher link = LINK.matcher(answer).region(end, answer.length());
      if (!link.lookingAt()) {
        return null;
      }
      resolves |= sources.address(answer.substring(end + 1, link.end() - 1));
      end = link.end();
    }
    return opening == '[' && indexes(open, close) ? null : new Citation(open, end, resolves, false);
  }

  private static char closing(char opening) {
    return switch (opening) {
      case '(' -> ')';
      case '\uff08' -> '\uff09';
      case '\u3010' -> '\u3011';
      case '\uff3b' -> '\uff3d';
      default -> ']';
    };
  }

  /** A list of JSON or code: {@code "days": [1, 2]}, {@code x = [1]}. */
  private boolean listed(int open) {
    int before = open - 1;
    while (before >= 0 && answer.charAt(before) == ' ') {
      before--;
    }
    char last = before < 0 ? '\n' : answer.charAt(before);
    return last == '=' || last == ':' && before > 0 && answer.charAt(before - 1) == '"';
  }

  /** An index into an array: {@code rows[0].name}, {@code a[1][2] = 2}. */
  private boolean indexes(int open, int close) {
    int first = open;
    while (first > 0 && answer.charAt(first - 1) == ']' && open - first < LONGEST) {
      first = Math.max(0, answer.lastIndexOf('[', first - 1));
    }
    int word = first;
    while (word > 0
        && Character.isLetterOrDigit(answer.charAt(word - 1))
        && first - word < LONGEST) {
      word--;
    }
    int after = close + 1;
    while (after < answer.length() && answer.charAt(after) == '[' && after - close < LONGEST) {
      after = Math.max(after, answer.indexOf(']', after)) + 1;
    }
    boolean variable =
        first - word == 1 && Character.isLowerCase(answer.charAt(word))
            || word > 0 && answer.charAt(word - 1) == '_' && word < first;
    return word < first && (variable || followedByWord(after));
  }

  private boolean followedByWord(int after) {
    if (answer.startsWith(" = ", after)) {
      return true;
    }
    char next = after < answer.length() ? answer.charAt(after) : ' ';
    return Character.isLetterOrDigit(next)
        || ".=".indexOf(next) >= 0
            && after + 1 < answer.length()
            && !Character.isWhitespace(answer.charAt(after + 1));
  }

  /** A link to a document's address. */
  private @Nullable Citation link(int at) {
    if (!answer.startsWith("http", at)
        || !sources.addressed()
        || at > 0 && Character.isLetterOrDigit(answer.charAt(at - 1))) {
      return null;
    }
    int end = at;
    while (end < answer.length()
        && answer.charAt(end) > ' '
        && ")>]\"'<\u3002\uff09".indexOf(answer.charAt(end)) < 0) {
      end++;
    }
    return sources.address(answer.substring(at, end)) ? new Citation(at, end, true, false) : null;
  }

  /** A source that a sentence names, at its number. */
  private @Nullable Citation told(int digit) {
    int noun = noun(digit);
    if (noun < 0) {
      return null;
    }
    looks++;
    int end = digit;
    while (end < answer.length() && Character.isLetterOrDigit(answer.charAt(end))) {
      end++;
    }
    String number = answer.substring(digit, end);
    boolean source =
        BY.matcher(answer).region(Math.max(0, noun - LONGEST / 2), noun).find()
            || TELLS.matcher(answer).region(end, answer.length()).lookingAt();
    return source && CitedSources.NUMBER.matcher(number).matches()
        ? new Citation(noun, end, sources.numbered(Integer.parseInt(number)), true)
        : null;
  }

  /** Where a word for a source stands right before a number, or -1. */
  private int noun(int digit) {
    int to = digit;
    while (to > 0 && " #".indexOf(answer.charAt(to - 1)) >= 0) {
      to--;
    }
    int from = to;
    while (from > 0 && Character.isLetter(answer.charAt(from - 1))) {
      from--;
    }
    return to < digit && NOUNS.contains(answer.substring(from, to).toLowerCase(Locale.ROOT))
        ? from
        : -1;
  }
}

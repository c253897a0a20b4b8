package dev.plumbline.evaluation.check;

/**
 * Reads words so that inflections and spellings meet: lower-case, cut to a stem of six letters or
 * without a plural s; 1,000 is 1000, 5.0 is 5, "thirty" is 30, "percent" is %, 2024-03-05 holds
 * "March". Scripts without spaces are read as overlapping pairs of characters. Numbers that count
 * the items of a list are no words of the text.
 */
final class WordReader {
  private static final int STEM = 6;
  private static final int MAX_DIGITS = 40;

  /** Words after a negation that it may turn round. */
  private static final int NEGATION_REACH = 3;

  /** French and Italian articles that an apostrophe joins to the next word. */
  private static final String ELIDED = "ldjnscmt";

  private final String text;
  private final char[] chars;
  private final Words words;
  private final char[] folded = new char[MAX_DIGITS];

  /** Hashes of the first letters of the word being read, by how many. */
  private final long[] prefixes = new long[STEM + 1];

  private boolean opens = true;
  private int denying = -1;
  private int lastItem;
  private boolean quoted;

  WordReader(String text, Words words) {
    this.text = text;
    this.chars = text.toCharArray();
    this.words = words;
    prefixes[0] = WordClass.START;
  }

  void read() {
    int at = 0;
    while (at < chars.length) {
      at = next(at);
    }
  }

  private int next(int at) {
    char c = chars[at];
    if (digitAt(at)) {
      return number(at);
    }
    if (c == '%' || c == '$' || c == '\u20ac' || c == '\u00a3') {
      add(at, at + 1, WordClass.mix(WordClass.START, c), WordClass.UNIT);
      return at + 1;
    }
    if (!letterAt(at)) {
      quoted = quotes(c);
      opens |= endsSentence(c, at);
      return at + 1;
    }
    if (unspaced(c)) {
      boolean pair = at + 1 < chars.length && unspaced(chars[at + 1]);
      long hash = WordClass.mix(WordClass.START, c);
      add(at, at + (pair ? 2 : 1), pair ? WordClass.mix(hash, chars[at + 1]) : hash, 0);
      return at + 1;
    }
    return word(at);
  }

  private int number(int start) {
    if (text.startsWith("24/7", start)) {
      add(start, start + 4, WordClass.START, WordClass.STOP);
      return start + 4;
    }
    int at = start;
    int length = 0;
    boolean decimal = false;
    while (at < chars.length) {
      char c = chars[at];
      if (digitAt(at)) {
        boolean leadingZero = length == 1 && folded[0] == '0' && !decimal;
        length = put(leadingZero ? 0 : length, c);
      } else if (c == '.' && digitAt(at + 1)) {
        decimal = true;
        length = put(length, c);
      } else if (!(c == ',' && thousandsAt(at + 1))) {
        break;
      }
      at++;
    }
    if (monthOfIsoDate(start, at)) {
      int month = Math.clamp((chars[start] - '0') * 10 + chars[start + 1] - '0', 1, 12);
      add(start, at, WordClass.month(month), WordClass.MONTH | WordClass.CAPITAL);
      return at;
    }
    while (decimal && length > 1 && folded[length - 1] == '0') {
      length--;
    }
    length = length > 1 && folded[length - 1] == '.' ? length - 1 : length;
    boolean item = at - start <= 2 && countsItem(start, at, Integer.parseInt(text, start, at, 10));
    int classes = item ? WordClass.STOP | WordClass.ITEM : WordClass.NUMBER;
    add(start, at, foldedHash(length), classes);
    return ordinal(at) ? at + 2 : at;
  }

  private int word(int start) {
    int at = start;
    int length = 0;
    boolean digits = false;
    for (; at < chars.length; at++) {
      char c = chars[at];
      if (c < 'a' || c > 'z') {
        if (digitAt(at)) {
          digits = true;
        } else if (letterAt(at) && !unspaced(c)) {
          c = lower(c);
        } else if (joins(start, at)) {
          c = '\'';
        } else {
          break;
        }
      }
      if (length < STEM) {
        prefixes[length + 1] = WordClass.mix(prefixes[length], c);
      }
      length++;
    }
    char last = lower(chars[at - 1]);
    boolean apostrophe = length > 2 && (chars[at - 2] == '\'' || chars[at - 2] == '\u2019');
    int written = apostrophe && last == 's' ? length - 2 : length;
    long hash = digits ? code(start, at) : prefixes[stem(written, chars[start + written - 1])];
    int classes = apostrophe && last == 't' ? WordClass.NEGATION : WordClass.of(hash);
    if ((classes & WordClass.NEGATION) != 0 && at < chars.length) {
      classes =
          switch (chars[at]) {
            case ',' -> WordClass.STOP;
            case '-' -> WordClass.STOP | WordClass.TWIST;
            default -> classes;
          };
    }
    boolean alias = (classes & (WordClass.SPELLED | WordClass.MONTH | WordClass.UNIT)) != 0;
    classes |= upper(chars[start]) ? WordClass.CAPITAL : 0;
    classes |= digits ? WordClass.MIXED : 0;
    add(start, at, alias ? WordClass.canonical(hash) : hash, classes);
    return at;
  }

  /** Length after folding: six letters at most, no plural s. */
  static int stem(int written, char last) {
    if (written > STEM) {
      return STEM;
    }
    return written > 3 && last == 's' ? written - 1 : written;
  }

  /** A code of letters and digits is compared whole. */
  private long code(int from, int to) {
    long hash = WordClass.START;
    for (int i = from; i < to; i++) {
      hash = WordClass.mix(hash, lower(chars[i]));
    }
    return hash;
  }

  /** An apostrophe inside a word, but not after a French or Italian article. */
  private boolean joins(int start, int at) {
    return (chars[at] == '\'' || chars[at] == '\u2019')
        && letterAt(at + 1)
        && !(at == start + 1 && ELIDED.indexOf(lower(chars[start])) >= 0);
  }

  private void add(int start, int end, long hash, int classes) {
    int classed = quoted ? classes | WordClass.QUOTED : classes;
    classed |= opens ? WordClass.OPENS : 0;
    opens = false;
    if ((classes & WordClass.NEGATION) != 0) {
      denying = words.size();
    } else if (denying >= 0 && words.size() - denying <= NEGATION_REACH) {
      if (sameClause(words.end(words.size() - 1), start)) {
        classed |= WordClass.DENIED;
      } else {
        denying = -1;
      }
    }
    words.add(start, end, hash, classed);
  }

  /**
   * Whether a number counts the items of a list: a period or bracket follows, and it opens a line,
   * or is 1 after a colon or sentence, or follows the item before it.
   */
  private boolean countsItem(int start, int end, int value) {
    if (end >= chars.length || chars[end] != '.' && chars[end] != ')') {
      return false;
    }
    int before = start - 1;
    while (before >= 0 && " \t*#-(".indexOf(chars[before]) >= 0) {
      before--;
    }
    boolean opens = before < 0 || chars[before] == '\n';
    boolean first = value == 1 && (opens || ":.".indexOf(chars[before]) >= 0);
    boolean counts = opens || first || lastItem > 0 && value == lastItem + 1;
    lastItem = counts ? value : lastItem;
    return counts;
  }

  private boolean sameClause(int from, int to) {
    for (int at = from; at < to; at++) {
      if (",;:.!?\n()".indexOf(chars[at]) >= 0) {
        return false;
      }
    }
    return true;
  }

  private boolean endsSentence(char c, int at) {
    return switch (c) {
      case '\n', ';', '。', '！', '？', '；' -> true;
      case '.', '!', '?' -> at + 1 == chars.length || Character.isWhitespace(chars[at + 1]);
      default -> false;
    };
  }

  private boolean quotes(char c) {
    return switch (c) {
      case '"' -> !quoted;
      case '\u201c', '\u00ab', '\u201e' -> true;
      case '\u201d', '\u00bb', '\n' -> false;
      default -> quoted;
    };
  }

  private int put(int length, char c) {
    if (length < MAX_DIGITS) {
      folded[length] = c;
      return length + 1;
    }
    return length;
  }

  private long foldedHash(int length) {
    long hash = WordClass.START;
    for (int i = 0; i < length; i++) {
      hash = WordClass.mix(hash, folded[i]);
    }
    return hash;
  }

  private boolean digitAt(int at) {
    return at < chars.length && chars[at] >= '0' && chars[at] <= '9';
  }

  private boolean letterAt(int at) {
    if (at >= chars.length) {
      return false;
    }
    char c = chars[at];
    return c < 128 ? c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' : Character.isLetter(c);
  }

  private boolean thousandsAt(int at) {
    return digitAt(at) && digitAt(at + 1) && digitAt(at + 2) && !digitAt(at + 3);
  }

  /** The middle of 2024-03-05, which is the same date as March 5, 2024. */
  private boolean monthOfIsoDate(int start, int end) {
    return end - start == 2
        && start >= 5
        && chars[start - 1] == '-'
        && digitAt(start - 2)
        && digitAt(start - 5)
        && end < chars.length
        && chars[end] == '-'
        && digitAt(end + 1)
        && digitAt(end + 2);
  }

  /** 1st, 2nd, 3rd, 4th are the number. */
  private boolean ordinal(int at) {
    return !letterAt(at + 2)
        && (text.startsWith("st", at)
            || text.startsWith("nd", at)
            || text.startsWith("rd", at)
            || text.startsWith("th", at));
  }

  private static char lower(char c) {
    return c < 128 ? (char) (c >= 'A' && c <= 'Z' ? c + 32 : c) : Character.toLowerCase(c);
  }

  private static boolean upper(char c) {
    return c < 128 ? c >= 'A' && c <= 'Z' : Character.isUpperCase(c);
  }

  private static boolean unspaced(char c) {
    return c >= '\u3040' && (Character.isIdeographic(c) || c <= '\u30ff')
        || c >= '\uac00' && c <= '\ud7a3';
  }
}

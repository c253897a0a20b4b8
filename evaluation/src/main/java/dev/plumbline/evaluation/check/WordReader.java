package dev.plumbline.evaluation.check;

import java.util.Arrays;

/**
 * Reads a text's words one after another so that inflections and spellings meet: lower-case, cut to
 * a stem of six letters or without a plural s; 1,000 is 1000, 5.0 is 5, "thirty" is 30, "percent"
 * is %, 2024-03-05 holds "March". Scripts without spaces are read as overlapping pairs of
 * characters. Numbers that count the items of a list are no words of the text.
 */
final class WordReader {
  /** Words after a negation that it may turn round. */
  private static final int NEGATION_REACH = 3;

  /** French and Italian articles that an apostrophe joins to the next word. */
  private static final String ELIDED = "ldjnscmt";

  /** Classes of which a word's form does not say all. */
  private static final int UNUSUAL = WordClass.ALIAS | WordClass.NEGATION;

  private final HashBits known;
  private char[] chars = {};
  private byte[] folded = {};
  private int length;
  private ListNumbers items = new ListNumbers(chars);
  private int at;
  private boolean opens;
  private boolean quoted;
  private int denied;
  private int start;
  private int end;
  private long hash;
  private int classes;

  /**
   * A reader.
   *
   * @param known what is known of words by their hash: classes, and bits of the caller's above them
   */
  WordReader(HashBits known) {
    this.known = known;
  }

  /** Goes to the beginning of a text; one reader can read many, which saves making its arrays. */
  void read(String text) {
    length = text.length();
    if (chars.length <= length) {
      chars = new char[length + 1];
      folded = new byte[length + 1 + Stems.AHEAD];
    }
    text.getChars(0, length, chars, 0);
    // The zeros after the text end every word and number, so that their loops need not ask.
    chars[length] = 0;
    CharKind.fold(chars, length, folded);
    Arrays.fill(folded, length, length + Stems.AHEAD, (byte) 0);
    items = new ListNumbers(chars);
    at = 0;
    opens = true;
    quoted = false;
    denied = 0;
  }

  /** Goes on to the next word, if there is one. */
  boolean next() {
    int from = at;
    while (from < length) {
      byte letter = folded[from];
      if (letter > 0) {
        plain(from);
        return true;
      }
      if (letter < 0) {
        int kind = CharKind.of(chars[from]);
        if (kind < CharKind.MARK) {
          special(kind, from);
          return true;
        }
        mark(from);
      }
      from++;
    }
    at = from;
    return false;
  }

  /** Where the word starts. */
  int start() {
    return start;
  }

  /** Where it ends, exclusive. */
  int end() {
    return end;
  }

  /** The hash of its folded form. */
  long hash() {
    return hash;
  }

  /** Its classes, and above them what the caller knows of it. */
  int classes() {
    return classes;
  }

  private void mark(int from) {
    quoted = Punctuation.quotes(chars[from], quoted);
    opens |= Punctuation.endsSentence(chars[from], chars[from + 1]);
  }

  private void special(int kind, int from) {
    switch (kind) {
      case CharKind.DIGIT -> number(from);
      case CharKind.UNIT ->
          sign(from, from + 1, WordClass.mix(WordClass.START, chars[from]), WordClass.UNIT);
      case CharKind.UNSPACED -> pair(from);
      default -> word(from);
    }
  }

  private void pair(int from) {
    boolean pair = CharKind.unspaced(chars[from + 1]);
    long one = WordClass.mix(WordClass.START, chars[from]);
    long read = pair ? WordClass.mix(one, chars[from + 1]) : one;
    sign(from, from + (pair ? 2 : 1), read, 0);
    at = from + 1;
  }

  private void number(int from) {
    int to = Numerals.end(chars, from);
    if (Numerals.allDay(chars, from)) {
      sign(from, to + 2, WordClass.START, WordClass.STOP);
    } else if (Numerals.monthOfIsoDate(chars, from, to)) {
      int month = Math.clamp((chars[from] - '0') * 10 + chars[from + 1] - '0', 1, 12);
      sign(from, to, WordClass.month(month), WordClass.MONTH | WordClass.CAPITAL);
    } else {
      int kind = items.counts(from, to) ? WordClass.STOP | WordClass.ITEM : WordClass.NUMBER;
      sign(from, to, Numerals.hash(chars, from, to), kind);
      at = Numerals.ordinal(chars, to) ? to + 2 : to;
    }
  }

  /** A word of ASCII letters, eight at a time; most are. */
  private void plain(int from) {
    int to = Stems.end(folded, from);
    if (CharKind.joins(folded[to])) {
      word(from);
      return;
    }
    long read = Stems.hash(folded, from, Stems.length(to - from, chars[to - 1]));
    int kind = (int) known.get(read);
    if ((kind & UNUSUAL) != 0) {
      if ((kind & WordClass.ALIAS) != 0) {
        read = WordClass.canonical(read);
        kind = kind & WordClass.ALL | callers(read);
      }
      if ((kind & WordClass.NEGATION) != 0) {
        kind = negation(kind, chars[to]);
      }
    }
    kind |= chars[from] <= 'Z' ? WordClass.CAPITAL : 0;
    found(from, to, read, kind);
  }

  private void word(int from) {
    int to = from + 1;
    boolean digits = false;
    while (true) {
      int kind = CharKind.of(chars[to]);
      if (kind == CharKind.DIGIT) {
        digits = true;
      } else if (kind > CharKind.UPPER && !joins(from, to)) {
        break;
      }
      to++;
    }
    char last = CharKind.lower(chars[to - 1]);
    boolean joined = to - from > 2 && apostrophe(chars[to - 2]);
    int written = joined && last == 's' ? to - from - 2 : to - from;
    long read =
        digits
            ? Stems.ofCode(chars, from, to)
            : Stems.hash(chars, from, Stems.length(written, chars[from + written - 1]));
    int kind = (int) known.get(read);
    if (digits) {
      kind &= ~WordClass.ALL;
    } else if ((kind & WordClass.ALIAS) != 0) {
      read = WordClass.canonical(read);
      kind = kind & WordClass.ALL | callers(read);
    }
    if (joined && last == 't') {
      kind = kind & ~WordClass.ALL | WordClass.NEGATION;
    }
    if ((kind & WordClass.NEGATION) != 0) {
      kind = negation(kind, chars[to]);
    }
    kind |= digits ? WordClass.MIXED : 0;
    kind |= CharKind.upper(chars[from]) ? WordClass.CAPITAL : 0;
    found(from, to, read, kind);
  }

  /** A negation before a comma or a hyphen denies nothing: "no, it does", "non-refundable". */
  private static int negation(int kind, char next) {
    return switch (next) {
      case ',' -> kind & ~WordClass.ALL | WordClass.STOP;
      case '-' -> kind & ~WordClass.ALL | WordClass.STOP | WordClass.TWIST;
      default -> kind;
    };
  }

  private int callers(long read) {
    return (int) known.get(read) & ~WordClass.ALL;
  }

  /** An apostrophe inside a word, but not after a French or Italian article. */
  private boolean joins(int from, int to) {
    return apostrophe(chars[to])
        && CharKind.letter(chars[to + 1])
        && !(to == from + 1 && ELIDED.indexOf(CharKind.lower(chars[from])) >= 0);
  }

  private static boolean apostrophe(char c) {
    return c == '\'' || c == '\u2019';
  }

  /** A word whose classes its form tells. */
  private void sign(int from, int to, long read, int kind) {
    found(from, to, read, kind | callers(read));
  }

  private void found(int from, int to, long read, int kind) {
    int classed = quoted ? kind | WordClass.QUOTED : kind;
    if (opens) {
      classed |= WordClass.OPENS;
      opens = false;
    }
    if ((kind & WordClass.NEGATION) != 0) {
      denied = NEGATION_REACH;
    } else if (denied > 0) {
      boolean reached = Punctuation.sameClause(chars, end, from);
      denied = reached ? denied - 1 : 0;
      classed |= reached ? WordClass.DENIED : 0;
    }
    start = from;
    end = to;
    hash = read;
    classes = classed;
    at = to;
  }
}

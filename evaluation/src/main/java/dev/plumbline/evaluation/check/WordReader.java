package dev.plumbline.evaluation.check;

/**
 * Reads a text's words one after another so that inflections and spellings meet: lower-case, cut to
 * a stem of six letters or without a plural s; 1,000 is 1000, 5.0 is 5, "thirty" is 30, "percent"
 * is %, 2024-03-05 holds "March". Scripts without spaces are read as overlapping pairs of
 * characters. Numbers that count the items of a list are no words of the text.
 */
final class WordReader {
  /** There is no other word. */
  static final int TEXT_ENDS = 0;

  /** A word opens a sentence, and is not passed yet. */
  static final int SENTENCE_OPENS = 1;

  /** A word says more than that it is there, and is not read yet. */
  static final int WORD_TELLS = 2;

  /** Words after a negation that it may turn round. */
  private static final int NEGATION_REACH = 3;

  /** Classes of which a word's form does not say all. */
  private static final int UNUSUAL = WordClass.ALIAS | WordClass.NEGATION;

  private final LetterBits letters = new LetterBits();
  private KnownWords known = WordClass.CLASSES;
  private char[] chars = {};
  private ListNumbers items = new ListNumbers(chars);
  private boolean opens;
  private char quotation;
  private int denied;
  private int start;
  private int end;
  private long hash;
  private int classes;

  /**
   * Goes to the beginning of a text; one reader can read many, which saves making its arrays.
   *
   * @param known what is known of words by their hash: classes, and bits of the caller's above them
   */
  void read(String text, KnownWords known) {
    this.known = known;
    int length = text.length();
    if (chars.length <= length) {
      chars = new char[length + length / 4 + 1];
    }
    text.getChars(0, length, chars, 0);
    // The zero after the text ends every word and number, so that their loops need not ask.
    chars[length] = 0;
    letters.read(text, chars);
    items = new ListNumbers(chars);
    opens = true;
    quotation = Quotation.NONE;
    denied = 0;
  }

  /** Goes on to the next word, if there is one. */
  boolean next() {
    for (int from = letters.next(); from >= 0; from = letters.next()) {
      letters.pass();
      if (letters.letter(from)) {
        plain(from);
        return true;
      }
      int kind = CharKind.of(chars[from]);
      if (kind < CharKind.MARK) {
        special(kind, from);
        return true;
      }
      if (kind == CharKind.MARK) {
        mark(from);
      }
    }
    return false;
  }

  /**
   * Passes words that say no more than that they are there, and stops before the next other one.
   * The words that the caller has numbered above their classes are marked by a bit, each at its own
   * place in a row; other words mark the row's first place.
   *
   * @return what it stopped at: {@link #TEXT_ENDS}, {@link #SENTENCE_OPENS}, where the next word
   *     then starts, or {@link #WORD_TELLS}, which {@link #next} reads; it does not tell whether
   *     words are denied
   */
  int skim(long[] marks, int row, long mark) {
    denied = 0;
    while (letters.left() != 0 || letters.nextBlock()) {
      long left = letters.left();
      long here = letters.letters();
      int block = letters.blockStart();
      long other = Long.lowestOneBit(left & letters.others());
      // All places before it; the whole block when there is none.
      long ahead = other - 1;
      long words = left & ahead;
      long touching = 0;
      if ((here & (ahead ^ ahead >>> 1)) != 0) {
        touching = Long.highestOneBit(words);
        words ^= touching;
      }
      if (opens && (words | touching) != 0) {
        opens = false;
        start = block + Long.numberOfTrailingZeros(words | touching);
        return SENTENCE_OPENS;
      }
      for (; words != 0; words &= words - 1) {
        // A space follows in this block.
        int first = Long.numberOfTrailingZeros(words);
        int from = block + first;
        int kind = known.get(hash(from, from + Long.numberOfTrailingZeros(~(here >>> first))));
        if ((kind & WordClass.TELLING) != 0) {
          letters.leave(left & -(words & -words));
          return WORD_TELLS;
        }
        marks[row + (kind >>> WordClass.BITS)] |= mark;
      }
      if (touching != 0) {
        int from = block + Long.numberOfTrailingZeros(touching);
        int to = letters.end(from);
        int kind = CharKind.joins(chars[to]) ? WordClass.TELLING : known.get(hash(from, to));
        if ((kind & WordClass.TELLING) != 0) {
          letters.leave(left & -touching);
          return WORD_TELLS;
        }
        marks[row + (kind >>> WordClass.BITS)] |= mark;
      }
      letters.leave(left & ~ahead);
      if (other != 0) {
        int from = block + Long.numberOfTrailingZeros(other);
        int kind = CharKind.of(chars[from]);
        if (kind < CharKind.MARK) {
          return WORD_TELLS;
        }
        if (kind == CharKind.MARK) {
          mark(from);
        }
        letters.pass();
      }
    }
    return TEXT_ENDS;
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
    char before = from == 0 ? 0 : chars[from - 1];
    quotation = Quotation.after(quotation, before, chars[from], chars[from + 1]);
    opens |= Punctuation.endsSentence(chars, from);
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
    found(from, from + (pair ? 2 : 1), read, callers(read));
    letters.goTo(from + 1);
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
      letters.goTo(Numerals.ordinal(chars, to) ? to + 2 : to);
    }
  }

  /** A word of ASCII letters; most are. */
  private void plain(int from) {
    int to = letters.end(from);
    if (CharKind.joins(chars[to])) {
      word(from);
      return;
    }
    long read = hash(from, to);
    int kind = known.get(read);
    if ((kind & UNUSUAL) != 0) {
      if ((kind & WordClass.ALIAS) != 0) {
        read = WordClass.canonical(read);
        kind = kind & WordClass.ALL | callers(read);
      }
      if ((kind & WordClass.NEGATION) != 0) {
        kind = Punctuation.negation(kind, chars[to]);
      }
    }
    kind |= chars[from] <= 'Z' ? WordClass.CAPITAL : 0;
    found(from, to, read, kind);
  }

  private long hash(int from, int to) {
    return WordClass.spread(letters.lowered(from, Stems.length(to - from, chars[to - 1])));
  }

  private void word(int from) {
    int to = from + 1;
    boolean digits = false;
    while (true) {
      int kind = CharKind.of(chars[to]);
      if (kind == CharKind.DIGIT) {
        digits = true;
      } else if (kind > CharKind.UPPER && !Punctuation.joins(chars, from, to)) {
        break;
      }
      to++;
    }
    char last = CharKind.lower(chars[to - 1]);
    boolean joined = to - from > 2 && Punctuation.apostrophe(chars[to - 2]);
    int written = joined && last == 's' ? to - from - 2 : to - from;
    long read =
        digits
            ? Stems.ofCode(chars, from, to)
            : Stems.hash(chars, from, Stems.length(written, chars[from + written - 1]));
    int kind = known.get(read);
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
      kind = Punctuation.negation(kind, chars[to]);
    }
    kind |= digits ? WordClass.MIXED : 0;
    kind |= CharKind.upper(chars[from]) ? WordClass.CAPITAL : 0;
    found(from, to, read, kind);
    letters.goTo(to);
  }

  private int callers(long read) {
    return known.get(read) & ~WordClass.ALL;
  }

  /** A word whose classes its form tells. */
  private void sign(int from, int to, long read, int kind) {
    found(from, to, read, kind | callers(read));
    letters.goTo(to);
  }

  private void found(int from, int to, long read, int kind) {
    int classed = quotation == Quotation.NONE ? kind : kind | WordClass.QUOTED;
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
  }
}

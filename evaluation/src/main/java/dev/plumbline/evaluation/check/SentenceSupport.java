package dev.plumbline.evaluation.check;

/**
 * How far the documents support a sentence: the weighted share of its words that occur in any of
 * them, mixed with the share that its nearest passage holds. Little when a number or code of it
 * occurs in none, or when the nearest document says the opposite; half when a name or quotation
 * does not occur.
 */
final class SentenceSupport {
  /** What the nearest passage counts; the rest is for words anywhere in the documents. */
  private static final double PASSAGE = 0.4;

  /** Weight of a function word; a content word has 1. */
  private static final double FUNCTION = 0.4;

  /** The same two in whole numbers. */
  private static final int FUNCTION_OF_FIVE = 2;

  private static final int FIVE = 5;

  /** Weight of the speaker, unless the documents say I too. */
  private static final double SPEAKER = 2;

  /** Most that a sentence with a wrong number or a contradiction can have. */
  private static final double WRONG = 0.3;

  /** Most that a sentence with an unknown name or quotation can have. */
  private static final double UNKNOWN = 0.55;

  /** Sentences with fewer words are too general to be contradicted. */
  private static final int MIN_CONTRADICTED = 2;

  /** A quotation has at least this many content words; fewer are a label or a term. */
  private static final int MIN_QUOTED = 3;

  /** A number so long is itself, whatever unit stands beside it: 2,341 mi are 2,341 miles. */
  private static final int TELLING_DIGITS = 4;

  /** Words that a document must have as they are. */
  private static final int EXACT =
      WordClass.NUMBER | WordClass.SPELLED | WordClass.MONTH | WordClass.MIXED;

  private final AnswerText answer;
  private final Words words;
  private final Reading reading;
  private final SourceTexts sources;

  /**
   * Support for sentences of one answer.
   *
   * @param reading the answer, and a conversation that may have given numbers and names
   */
  SentenceSupport(Reading reading, SourceTexts sources) {
    this.answer = reading.answerText();
    this.words = answer.words();
    this.reading = reading;
    this.sources = sources;
  }

  /** Support for the words from {@code from} to {@code to}, exclusive. */
  Support of(int from, int to) {
    boolean claims = false;
    double weight = 0;
    double found = 0;
    int classes = 0;
    Passages.Sought sought = sources.passages().sought();
    for (int i = from; i < to; i++) {
      int kind = words.classes(i);
      boolean held = sources.hold(i);
      boolean content = WordClass.carriesMeaning(kind);
      claims |= content && (kind & WordClass.COURTESY) == 0;
      classes |= held ? kind & ~WordClass.CAPITAL : kind;
      double own = weight(kind, held);
      weight += own;
      found += held ? own : 0;
      sought.add(i, content);
    }
    if (!claims) {
      return Support.NOTHING_CLAIMED;
    }
    int passage = sought.best(FIVE, FUNCTION_OF_FIVE);
    double inPassage = passage == Passages.UNKNOWN ? found : in(passage, from, to);
    double degree = ((1 - PASSAGE) * found + PASSAGE * inPassage) / weight;
    return withProblem(new Support(weight, degree, passage, false, ""), sought, classes, from, to);
  }

  /** Whether a number stands in the sentence that the conversation did not give. */
  boolean saysNumber(int from, int to) {
    for (int i = from; i < to; i++) {
      if (words.is(i, WordClass.NUMBER) && !said(i)) {
        return true;
      }
    }
    return false;
  }

  private static double weight(int kind, boolean held) {
    if (WordClass.carriesMeaning(kind)) {
      return 1;
    }
    if ((kind & WordClass.ITEM) != 0) {
      return 0;
    }
    return (kind & WordClass.SPEAKER) != 0 && !held ? SPEAKER : FUNCTION;
  }

  private double in(int passage, int from, int to) {
    double found = 0;
    for (int i = from; i < to && passage >= 0; i++) {
      found += sources.passages().has(passage, i) ? weight(words.classes(i), true) : 0;
    }
    return found;
  }

  private boolean said(int word) {
    return reading.said().get(words.hash(word)) != 0;
  }

  /**
   * Support for a sentence that may have a problem.
   *
   * @param classes of its words, but capitals only of those that no document has
   */
  private Support withProblem(
      Support support, Passages.Sought sought, int classes, int from, int to) {
    for (int i = from; (classes & EXACT) != 0 && i < to; i++) {
      if (wrongNumber(i, from, to) && !said(i)) {
        return support.atMost(WRONG, "the documents do not say " + measured(i, from, to));
      }
    }
    if (contradicted(support.passage(), sought, from, to)) {
      return support.atMost(WRONG, "a document says the opposite");
    }
    int name = (classes & WordClass.CAPITAL) == 0 ? -1 : missingName(from, to);
    if (name >= 0) {
      return support.atMost(UNKNOWN, "the documents do not mention " + words.written(name));
    }
    return (classes & WordClass.QUOTED) != 0 && misquotes(from, to)
        ? support.atMost(UNKNOWN, "it quotes words that no document says")
        : support;
  }

  /** A number, date or code that no document holds, or only with another unit. */
  private boolean wrongNumber(int i, int from, int to) {
    boolean unknown = !sources.hold(i);
    if (words.is(i, WordClass.NUMBER | WordClass.SPELLED)) {
      boolean sign = i > from && words.is(i - 1, WordClass.UNIT);
      boolean word = i + 1 < to && !words.is(i + 1, WordClass.STOP);
      long unit = sign ? words.hash(i - 1) : word ? words.hash(i + 1) : 0;
      boolean ownUnit = unknown || words.end(i) - words.start(i) < TELLING_DIGITS;
      return ownUnit && sources.measures(unit)
          ? !sources.says(words.hash(i), unit) && !(sign && saysNext(i, to))
          : unknown && words.is(i, WordClass.NUMBER);
    }
    if (words.is(i, WordClass.MONTH) && words.is(i, WordClass.CAPITAL)) {
      boolean dated =
          i > from && words.is(i - 1, WordClass.NUMBER)
              || i + 1 < to && words.is(i + 1, WordClass.NUMBER);
      return unknown && dated;
    }
    return unknown && words.is(i, WordClass.MIXED);
  }

  /**
   * Whether a document says a number with the word after it: $96 million are 96 million dollars.
   */
  private boolean saysNext(int i, int to) {
    return i + 1 < to && sources.says(words.hash(i), words.hash(i + 1));
  }

  private String measured(int i, int from, int to) {
    if (i > from && words.is(i - 1, WordClass.UNIT)) {
      String between = words.end(i - 1) == words.start(i) ? "" : " ";
      return words.written(i - 1) + between + words.written(i);
    }
    return i + 1 < to && sources.measures(words.hash(i + 1))
        ? words.written(i) + " " + words.written(i + 1)
        : words.written(i);
  }

  private boolean contradicted(int passage, Passages.Sought sought, int from, int to) {
    Passages passages = sources.passages();
    if (passage < 0 || !Clauses.mayContradict(sought.shared(passage), sought.contents())) {
      return false;
    }
    int negations = Clauses.negations(words, from, to);
    if (negations < 0 || !passages.turned(passage, negations)) {
      return false;
    }
    HashBits bits = new HashBits(16);
    int size = 0;
    long denied = 0;
    for (int i = from; i < to && size < Long.SIZE; i++) {
      if (words.content(i)) {
        long word = words.hash(i);
        if (bits.get(word) == 0) {
          bits.or(word, 1L << size++);
        }
        denied |= words.is(i, WordClass.DENIED) ? bits.get(word) : 0;
      }
    }
    if (size < MIN_CONTRADICTED) {
      return false;
    }
    return sources.contradicts(new Clauses.Claim(bits, size, denied), passage);
  }

  /**
   * First capitalised word inside a clause that nobody mentioned, or -1. Where most words are
   * capitalised, as in a heading or a language that does so with its nouns, a capital says nothing.
   */
  private int missingName(int from, int to) {
    int start = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || answer.opensClause(i)) {
        int name = missingNameInClause(start, i);
        if (name >= 0 && !noun(name, to)) {
          return name;
        }
        start = i;
      }
    }
    return -1;
  }

  /** Whether a capital says nothing, as of a German noun; two unknown ones in a row are a name. */
  private boolean noun(int word, int to) {
    boolean second = word + 1 < to && words.is(word + 1, WordClass.CAPITAL);
    return !(second && !sources.hold(word + 1)) && reading.capitalisesNouns();
  }

  private int missingNameInClause(int from, int to) {
    int first = -1;
    int capitals = 0;
    int content = 0;
    for (int i = from; i < to; i++) {
      if (!words.content(i)) {
        continue;
      }
      content++;
      if (words.is(i, WordClass.CAPITAL) && !words.is(i, WordClass.MONTH)) {
        capitals++;
        boolean mentioned =
            i == from
                || sources.hold(i)
                || words.is(i, WordClass.COURTESY)
                || first >= 0
                || said(i);
        first = mentioned ? first : i;
      }
    }
    return capitals >= 2 && capitals * 2 > content ? -1 : first;
  }

  private boolean misquotes(int from, int to) {
    int run = 0;
    long last = 0;
    boolean broken = false;
    for (int i = from; i <= to; i++) {
      boolean quoted = i < to && words.is(i, WordClass.QUOTED);
      if (!quoted || answer.opensQuotation(i)) {
        if (run >= MIN_QUOTED && broken) {
          return true;
        }
        run = 0;
        broken = false;
      }
      if (quoted && words.content(i)) {
        broken |= run > 0 && !sources.together(last, words.hash(i));
        last = words.hash(i);
        run++;
      }
    }
    return false;
  }
}

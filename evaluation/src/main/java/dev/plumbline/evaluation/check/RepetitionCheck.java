package dev.plumbline.evaluation.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the answer runs in circles: a stretch of words that comes again right after itself, a
 * long sentence said three times, or one character or a few letters without end. Lists, tables and
 * refrains of a few words are no circle.
 */
final class RepetitionCheck implements Check {
  static final String ID = "repetition";

  /** Words that must be repetition before anything fails. */
  private static final int MIN_REPEATED = 12;

  /** Longest stretch that is looked for, in words. */
  private static final int MAX_PERIOD = 40;

  /** Times that a stretch must come again. */
  private static final int MIN_TIMES = 3;

  /** Words of a sentence that nobody says three times. */
  private static final int LONG_SENTENCE = 8;

  /** Characters of a run of one character or of a few letters. */
  private static final int MAX_RUN = 60;

  /** Letters that may repeat inside a word. */
  private static final int MOST_LETTERS = 4;

  /** Of every number of letters up to the most. */
  private static final int MULTIPLE = 12;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String version() {
    return "1.3.0";
  }

  @Override
  public Cost cost() {
    return Cost.ANSWER;
  }

  @Override
  public CheckOutcome evaluate(Reading reading) {
    CheckOutcome unavailable = reading.unavailable();
    if (unavailable != null) {
      return unavailable;
    }
    if (reading.blank()) {
      return new CheckOutcome.NotApplicable("empty_answer");
    }
    int run = mayRun(reading.answer()) ? longRun(reading.answer()) : -1;
    if (run >= 0) {
      return Scores.failed(
          "character", Scores.range(run, run + MAX_RUN, "the same characters again and again"));
    }
    Words words = reading.answerText().words();
    CheckOutcome loop = loop(words);
    return loop == null ? sentences(words, reading.answerText().sentences()) : loop;
  }

  /**
   * A stretch that repeats right after itself. For every period the words that equal the one a
   * period before are counted; a run of them of (times - 1) periods is the stretch said that often.
   */
  private static @Nullable CheckOutcome loop(Words words) {
    for (int period = 1; period <= Math.min(MAX_PERIOD, words.size() / MIN_TIMES); period++) {
      CheckOutcome found = mayLoop(words, period) ? loop(words, period) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Any run of the least length has a word at a multiple of that length. */
  private static boolean mayLoop(Words words, int period) {
    for (int i = MIN_REPEATED; i < words.size(); i += MIN_REPEATED) {
      if (i >= period && words.hash(i) == words.hash(i - period)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable CheckOutcome loop(Words words, int period) {
    int needed = Math.max((MIN_TIMES - 1) * period, MIN_REPEATED);
    int run = 0;
    for (int i = period; i < words.size(); i++) {
      run = words.hash(i) == words.hash(i - period) ? run + 1 : 0;
      if (run >= needed) {
        if (!meaningful(words, i - period + 1, i + 1)) {
          run = 0;
          continue;
        }
        int first = i - run - period + 1;
        return Scores.failed(
            "loop",
            Scores.range(words.start(first), words.end(i), "the same words again and again"));
      }
    }
    return null;
  }

  /** Whether the repeated stretch has a word that is no number, so that columns do not count. */
  private static boolean meaningful(Words words, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!words.is(i, WordClass.NUMBER | WordClass.UNIT | WordClass.ITEM)) {
        return true;
      }
    }
    return false;
  }

  private static CheckOutcome sentences(Words words, List<AnswerSentence> sentences) {
    HashBits times = new HashBits(sentences.size());
    int repeated = 0;
    AnswerSentence last = null;
    for (AnswerSentence sentence : sentences) {
      if (sentence.to() - sentence.from() < LONG_SENTENCE) {
        continue;
      }
      long hash = WordClass.START;
      for (int i = sentence.from(); i < sentence.to(); i++) {
        hash = hash * 31 + words.hash(i);
      }
      long seen = times.get(hash);
      times.or(hash, seen == 0 ? 1 : seen == 1 ? 2 : 4);
      if (seen >= 3) {
        repeated++;
        last = sentence;
      }
    }
    return last == null
        ? Scores.passed()
        : new CheckOutcome.Scored(
            false,
            1 - Math.min(1, (2.0 + repeated) / sentences.size()),
            "sentence",
            List.of(Scores.range(last.start(), last.end(), "said at least three times")));
  }

  /**
   * Any run of the least length has two characters, of which the second stands at a multiple of
   * half that length, that equal those {@value #MULTIPLE} before.
   */
  private static boolean mayRun(String answer) {
    for (int at = MAX_RUN / 2; at < answer.length(); at += MAX_RUN / 2) {
      if (answer.charAt(at) == answer.charAt(at - MULTIPLE)
          && answer.charAt(at - 1) == answer.charAt(at - 1 - MULTIPLE)) {
        return true;
      }
    }
    return false;
  }

  /** Where the first run begins of one character, or of a few letters (haha), or -1. */
  private static int longRun(String answer) {
    int[] starts = new int[MOST_LETTERS];
    for (int at = 0; at < answer.length(); at++) {
      char c = answer.charAt(at);
      for (int period = 1; period <= MOST_LETTERS; period++) {
        boolean letter = period == 1 || Character.isLetter(c);
        int start = starts[period - 1];
        if (!letter) {
          starts[period - 1] = at + 1;
        } else if (at - start >= period && c != answer.charAt(at - period)) {
          starts[period - 1] = at - period + 1;
        } else if (at - start + 1 >= MAX_RUN && " \n-=_*#~.".indexOf(c) < 0) {
          return start;
        }
      }
    }
    return -1;
  }
}

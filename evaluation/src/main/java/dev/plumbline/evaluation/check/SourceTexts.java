package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Document;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one interaction, read once with an answer in hand: which of its words, pairs of
 * neighbouring content words and measured numbers ("30 days") occur in which document, and which of
 * its words stand together in one passage.
 */
final class SourceTexts {
  /** Bit of what the answer says; the bits below stand for documents. */
  private static final long ANSWER = 1L << 63;

  /** One bit per document in a mask; the documents after it share the last bit. */
  private static final int LAST_BIT = 62;

  private final List<Document> documents;
  private final List<Source> sources = new ArrayList<>();
  private final AnswerWords answer;
  private final Passages passages;
  private final long[] holding;
  private final HashBits pairs;
  private final HashBits measured = new HashBits(64);
  private final HashBits units = new HashBits(32);

  private SourceTexts(List<Document> documents, Words words) {
    this.documents = documents;
    answer = new AnswerWords(words);
    passages = new Passages(answer);
    holding = new long[answer.distinct() + 1];
    pairs = new HashBits(words.size());
    long last = 0;
    for (int i = 0; i < words.size(); i++) {
      if (words.content(i)) {
        pairs.or(pair(last, words.hash(i)), ANSWER);
        last = words.hash(i);
      }
    }
  }

  /** One document's text; its clauses are found when a sentence asks for them. */
  private static final class Source {
    private final String text;
    private final Words words;
    private @Nullable Clauses clauses;

    Source(String text) {
      this.text = text;
      this.words = Words.of(text);
    }

    Clauses clauses() {
      if (clauses == null) {
        clauses = new Clauses(text, words);
      }
      return clauses;
    }
  }

  static SourceTexts of(List<Document> documents, Words answer) {
    SourceTexts texts = new SourceTexts(documents, answer);
    for (int i = 0; i < documents.size(); i++) {
      texts.read(documents.get(i), i);
    }
    return texts;
  }

  /** Mask of the documents that hold a word of the answer, given by its place in it. */
  long holding(int word) {
    return holding[answer.number(word)];
  }

  /** The passages, one for every sentence of every document. */
  Passages passages() {
    return passages;
  }

  /** Whether two content words of the answer are neighbours in a document too. */
  boolean together(long first, long second) {
    return (pairs.get(pair(first, second)) & ~ANSWER) != 0;
  }

  /** Whether any document measures something in this unit. */
  boolean measures(long unit) {
    return units.get(unit) != 0;
  }

  /** Whether a document gives this number with this unit. */
  boolean says(long number, long unit) {
    return measured.get(pair(number, unit)) != 0;
  }

  /** Id of a document, or its title when it has no id. */
  String name(int document) {
    Document named = documents.get(document);
    return named.getId().isEmpty() ? named.getTitle() : named.getId();
  }

  /** The clauses of a document. */
  Clauses clauses(int document) {
    return sources.get(document).clauses();
  }

  private void read(Document document, int number) {
    long bit = 1L << Math.min(number, LAST_BIT);
    String title = document.getTitle();
    boolean titled = !title.isEmpty() && !document.getText().startsWith(title);
    int ahead = titled ? title.length() + 1 : 0;
    Source source = new Source(titled ? title + "\n" + document.getText() : document.getText());
    sources.add(source);
    Words read = source.words;
    long last = 0;
    boolean lastSaid = false;
    for (int i = 0; i < read.size(); i++) {
      long word = read.hash(i);
      int said = answer.find(word);
      if (read.is(i, WordClass.OPENS)) {
        passages.open(number, read.start(i) - ahead, i);
      }
      if (said != 0) {
        holding[said] |= bit;
        passages.add(said);
        if (i > 0 && read.is(i - 1, WordClass.NUMBER | WordClass.SPELLED)) {
          measured(read.hash(i - 1), word);
        }
      }
      if (i > 0 && read.is(i - 1, WordClass.UNIT) && read.is(i, WordClass.NUMBER)) {
        measured(word, read.hash(i - 1));
      }
      if (read.content(i)) {
        if (said != 0 && lastSaid) {
          pairs.orPresent(pair(last, word), bit);
        }
        last = word;
        lastSaid = said != 0;
      }
    }
    passages.close(document.getText().length());
  }

  private void measured(long number, long unit) {
    units.or(unit, 1);
    measured.or(pair(number, unit), 1);
  }

  private static long pair(long first, long second) {
    return first * 31 + second;
  }
}

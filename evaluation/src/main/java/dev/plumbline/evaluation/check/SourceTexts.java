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
  private static final int NUMBERS = WordClass.NUMBER | WordClass.SPELLED;
  private static final int MEASURES = NUMBERS | WordClass.UNIT;
  private static final int WITHOUT_MEANING = WordClass.STOP | WordClass.NEGATION;

  private final List<Document> documents;
  private final List<Source> sources = new ArrayList<>();
  private final AnswerWords answer;
  private final Passages passages;
  private final WordReader words;

  /** By the number of an answer's word; 0 takes the words that it does not have. */
  private final boolean[] held;

  private final boolean everyWord;
  private final boolean quotes;
  private final HashBits pairs = new HashBits(4);
  private final HashBits measured = new HashBits(4);
  private final HashBits units = new HashBits(4);

  private SourceTexts(List<Document> documents, Words words, WordReader reader) {
    this.documents = documents;
    answer = new AnswerWords(words);
    passages = new Passages(answer);
    this.words = reader;
    held = new boolean[answer.distinct() + 1];
    quotes = words.any(WordClass.QUOTED);
    everyWord = quotes || !passages.holdsAll();
  }

  /** One document's text; its clauses are found when a sentence asks for them. */
  private static final class Source {
    private final String text;

    /** Characters of the title ahead of the document's text. */
    private final int ahead;

    private @Nullable Clauses clauses;

    Source(Document document) {
      String title = document.getTitle();
      boolean titled = !title.isEmpty() && !document.getText().startsWith(title);
      ahead = titled ? title.length() + 1 : 0;
      text = titled ? title + "\n" + document.getText() : document.getText();
    }

    Clauses clauses() {
      if (clauses == null) {
        clauses = new Clauses(text, Words.of(text));
      }
      return clauses;
    }
  }

  /** Reads the documents for an answer of these words. */
  static SourceTexts of(List<Document> documents, Words answer, WordReader reader) {
    SourceTexts sources = new SourceTexts(documents, answer, reader);
    for (int i = 0; i < documents.size(); i++) {
      sources.read(documents.get(i), i);
    }
    sources.passages.addTo(sources.held);
    return sources;
  }

  /** Whether any document has the word at a place of the answer. */
  boolean hold(int word) {
    return held[answer.number(word)];
  }

  /** The passages, one for every sentence of every document. */
  Passages passages() {
    return passages;
  }

  /** Whether two content words of a quotation are neighbours in a document too. */
  boolean together(long first, long second) {
    return pairs.get(pair(first, second)) != 0;
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

  /** Whether a passage says the opposite of a claim. */
  boolean contradicts(Clauses.Claim claim, int passage) {
    Source source = sources.get(passages.document(passage));
    int start = passages.start(passage) + source.ahead;
    return source.clauses().contradict(claim, start, passages.end(passage) + source.ahead);
  }

  private void read(Document document, int number) {
    Source source = new Source(document);
    sources.add(source);
    words.read(source.text, answer.known());
    int before = 0;
    long hashBefore = 0;
    long lastSaid = 0;
    boolean found = next(number, source, 0);
    while (found) {
      int classes = words.classes();
      long hash = words.hash();
      int said = AnswerWords.numberIn(classes);
      if ((classes & WordClass.OPENS) != 0) {
        passages.open(number, words.start() - source.ahead);
      }
      held[said] = true;
      passages.add(said, classes);
      if ((before & MEASURES) != 0) {
        measured(hashBefore, before, hash, classes);
      }
      if (quotes && (classes & WITHOUT_MEANING) == 0) {
        if (said != 0 && lastSaid != 0) {
          pairs.or(pair(lastSaid, hash), 1);
        }
        lastSaid = said == 0 ? 0 : hash;
      }
      before = classes;
      hashBefore = hash;
      found = next(number, source, classes);
    }
    passages.close(number, document.getText().length());
  }

  /** Goes on to the next word that is of interest, after a word of these classes. */
  private boolean next(int document, Source source, int classes) {
    boolean each = everyWord || (classes & MEASURES) != 0;
    return (each || passages.skim(words, document, source.ahead)) && words.next();
  }

  /** Notes "30 days" where the answer has the word after the number, and "$30". */
  private void measured(long first, int firstClasses, long second, int secondClasses) {
    if ((firstClasses & NUMBERS) != 0 && AnswerWords.numberIn(secondClasses) != 0) {
      units.or(second, 1);
      measured.or(pair(first, second), 1);
    }
    if ((firstClasses & WordClass.UNIT) != 0 && (secondClasses & WordClass.NUMBER) != 0) {
      units.or(first, 1);
      measured.or(pair(second, first), 1);
    }
  }

  private static long pair(long first, long second) {
    return first * 31 + second;
  }
}

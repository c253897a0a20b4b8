package dev.plumbline.evaluation.check;

import dev.plumbline.evaluation.check.Tokens.Token;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.Interaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The documents of one interaction, prepared for asking whether they support a sentence. */
final class GroundingContext {
  private static final int MIN_COMPARED = 3;
  private static final double REPEATS = 0.8;
  private static final double DRAWS_ON = 0.3;

  private final List<Source> sources;
  private final Set<String> question;

  private GroundingContext(List<Source> sources, Set<String> question) {
    this.sources = sources;
    this.question = question;
  }

  /**
   * One document's words.
   *
   * @param words every word, folded
   * @param measured numbers joined to the word after them, such as {@code 30 day}
   * @param units words that stand after a number
   * @param clauses the words of each sentence, with whether it negates
   */
  private record Source(
      String id,
      Set<String> words,
      Set<String> measured,
      Set<String> units,
      List<Clause> clauses) {}

  private record Clause(Set<String> words, boolean negated) {}

  /**
   * Whether the documents support a sentence.
   *
   * @param documentId the document that comes nearest
   * @param note why not; empty when supported
   */
  record Support(boolean supported, String documentId, String note) {}

  static GroundingContext of(Interaction interaction) {
    List<Source> sources = new ArrayList<>();
    for (Document document : interaction.getDocumentsList()) {
      sources.add(source(document));
    }
    Set<String> question = new HashSet<>();
    String text = interaction.getQuestion();
    Tokens.of(text, 0, text.length()).forEach(token -> question.add(token.text()));
    return new GroundingContext(sources, question);
  }

  /** Whether the question used the word: repeating it claims nothing. */
  boolean asked(Token word) {
    return question.contains(word.text());
  }

  /** Looks for the document that covers the sentence best, and for what it lacks there. */
  Support support(List<Token> words, double coverage) {
    List<Token> claims =
        words.stream().filter(w -> w.content() && (w.number() || !asked(w))).toList();
    Source best = sources.getFirst();
    double bestShare = -1;
    for (Source source : sources) {
      double share = share(claims, source);
      if (share > bestShare) {
        best = source;
        bestShare = share;
      }
    }
    String missing = missingNumber(words);
    if (!missing.isEmpty()) {
      return new Support(false, best.id(), "the documents do not say " + missing);
    }
    if (bestShare < coverage) {
      return new Support(false, best.id(), "few of its words occur in any document");
    }
    if (contradicts(words, claims, best)) {
      return new Support(false, best.id(), "says the opposite of the document");
    }
    return new Support(true, best.id(), "");
  }

  private static double share(List<Token> claims, Source source) {
    if (claims.isEmpty()) {
      return 1;
    }
    return claims.stream().filter(word -> source.words().contains(word.text())).count()
        / (double) claims.size();
  }

  /** The first number that no document gives, or gives only with another unit; else empty. */
  private String missingNumber(List<Token> words) {
    for (int i = 0; i < words.size(); i++) {
      Token word = words.get(i);
      if (!word.number() || asked(word)) {
        continue;
      }
      String unit = i + 1 < words.size() ? words.get(i + 1).text() : "";
      String measured = word.text() + " " + unit;
      boolean unitKnown = sources.stream().anyMatch(s -> s.units().contains(unit));
      boolean said =
          sources.stream()
              .anyMatch(
                  s ->
                      unitKnown
                          ? s.measured().contains(measured)
                          : s.words().contains(word.text()));
      if (!said) {
        return unitKnown ? measured : word.text();
      }
    }
    return "";
  }

  /**
   * A sentence that repeats almost all of a clause contradicts it when only one of the two negates,
   * and no other clause that it draws on says it the same way round.
   */
  private static boolean contradicts(List<Token> words, List<Token> claims, Source source) {
    if (claims.size() < MIN_COMPARED) {
      return false;
    }
    boolean negated = words.stream().anyMatch(Token::negation);
    boolean opposite = false;
    for (Clause clause : source.clauses()) {
      double share =
          claims.stream().filter(word -> clause.words().contains(word.text())).count()
              / (double) claims.size();
      if (share >= DRAWS_ON && clause.negated() == negated) {
        return false;
      }
      opposite |= share >= REPEATS && clause.negated() != negated;
    }
    return opposite;
  }

  private static Source source(Document document) {
    String text =
        document.getTitle().isEmpty()
            ? document.getText()
            : document.getTitle() + "\n" + document.getText();
    Set<String> words = new HashSet<>();
    Set<String> measured = new HashSet<>();
    Set<String> units = new HashSet<>();
    List<Clause> clauses = new ArrayList<>();
    for (Sentences.Range sentence : Sentences.of(text)) {
      List<Token> tokens = Tokens.of(text, sentence.start(), sentence.end());
      Set<String> clause = new HashSet<>();
      for (int i = 0; i < tokens.size(); i++) {
        clause.add(tokens.get(i).text());
        if (tokens.get(i).number() && i + 1 < tokens.size()) {
          units.add(tokens.get(i + 1).text());
          measured.add(tokens.get(i).text() + " " + tokens.get(i + 1).text());
        }
      }
      words.addAll(clause);
      clauses.add(new Clause(clause, tokens.stream().anyMatch(Token::negation)));
    }
    return new Source(document.getId(), words, measured, units, clauses);
  }
}

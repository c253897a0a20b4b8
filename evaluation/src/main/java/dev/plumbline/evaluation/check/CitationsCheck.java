package dev.plumbline.evaluation.check;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.Interaction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether citations lead to documents and cover what is claimed. A citation covers the sentences of
 * its line up to it. The value is the covered share of the sentences that claim something.
 */
final class CitationsCheck implements Check {
  static final String ID = "citations";
  static final double DEFAULT_COVERAGE = 0.5;
  private static final int MAX_EVIDENCE = 5;

  /** Content words from which a sentence claims something. */
  private static final int CLAIM = 4;

  private final double coverage;
  private final boolean required;

  /**
   * A check.
   *
   * @param coverage least share of covered sentences
   * @param required whether an answer from documents must have citations at all
   */
  CitationsCheck(double coverage, boolean required) {
    this.coverage = coverage;
    this.required = required;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String version() {
    return coverage == DEFAULT_COVERAGE && !required
        ? "2.1.0"
        : "2.1.0+coverage=" + coverage + ",required=" + required;
  }

  @Override
  public Cost cost() {
    return Cost.ANSWER;
  }

  @Override
  public CheckOutcome evaluate(Reading reading) {
    Interaction interaction = reading.interaction();
    ContentState state = interaction.getDocumentsState();
    if (interaction.getDocumentsCount() == 0
        && (state == ContentState.CONTENT_STATE_UNSPECIFIED || state == ContentState.FULL)) {
      return new CheckOutcome.NotApplicable("no_documents");
    }
    if (state == ContentState.CUT || interaction.getDocumentsCount() == 0) {
      return new CheckOutcome.NotScorable("documents_not_captured");
    }
    CheckOutcome unavailable = reading.unavailable();
    if (unavailable != null) {
      return unavailable;
    }
    if (reading.blank()) {
      return new CheckOutcome.NotApplicable("empty_answer");
    }
    List<Citations.Citation> citations = reading.citations();
    if (citations.isEmpty() && !required) {
      return new CheckOutcome.NotApplicable("no_citations");
    }
    return score(reading, citations);
  }

  private CheckOutcome score(Reading reading, List<Citations.Citation> citations) {
    List<Evidence> broken =
        citations.stream()
            .filter(citation -> !citation.resolves())
            .map(c -> Scores.range(c.start(), c.end(), "there is no such document"))
            .limit(MAX_EVIDENCE)
            .toList();
    List<Evidence> bare = new ArrayList<>();
    int claims = 0;
    AnswerText text = reading.answerText();
    int before = 0;
    for (AnswerSentence sentence : text.sentences()) {
      if (sentence.claims(CLAIM)) {
        claims++;
        if (!covered(reading.answer(), before, sentence, citations)) {
          bare.add(Scores.range(sentence.start(), sentence.end(), "no citation"));
        }
      }
      before = sentence.end();
    }
    if (claims == 0 && broken.isEmpty()) {
      return citations.isEmpty() ? new CheckOutcome.NotApplicable("no_claims") : Scores.passed();
    }
    double value = claims == 0 ? 0 : (double) (claims - bare.size()) / claims;
    boolean uncovered = citations.isEmpty() || value < coverage;
    List<Evidence> evidence =
        Stream.concat(broken.stream(), uncovered ? bare.stream() : Stream.empty())
            .limit(MAX_EVIDENCE)
            .toList();
    String label =
        !broken.isEmpty()
            ? "unresolved"
            : citations.isEmpty() ? "none" : uncovered ? "uncovered" : "";
    return new CheckOutcome.Scored(label.isEmpty(), value, label, evidence);
  }

  /**
   * Whether a citation stands in a sentence or after it on its line; before it only where it opens
   * the line.
   *
   * @param before where the sentence before ends
   */
  private static boolean covered(
      String answer, int before, AnswerSentence sentence, List<Citations.Citation> citations) {
    int line = lineStart(answer, before, sentence.start());
    boolean opens = line == 0 || answer.charAt(line - 1) == '\n';
    int next = answer.indexOf('\n', sentence.start());
    int end = next < 0 ? answer.length() : next;
    int from = opens ? line : sentence.start();
    for (Citations.Citation citation : citations) {
      int first = citation.own() ? line : from;
      int last = citation.own() ? sentence.end() : end;
      if (citation.resolves() && citation.start() >= first && citation.start() < last) {
        return true;
      }
    }
    return false;
  }

  private static int lineStart(String answer, int least, int from) {
    int line = from;
    while (line > least && answer.charAt(line - 1) != '\n') {
      line--;
    }
    return line;
  }
}

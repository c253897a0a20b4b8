package dev.plumbline.evaluation.check;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.Interaction;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the answer's sentences are supported by the retrieved documents (see {@link
 * SentenceSupport}). Value = supported share: the mean support of the sentences that claim
 * anything, weighted by their content words, where a sentence just supported counts 0.8; PASS when
 * it reaches the threshold. Evidence: the unsupported sentences, with the nearest document and what
 * is wrong.
 *
 * <p>Courtesies, questions and admissions of not knowing claim nothing, unless they bring in a
 * number. NOT_APPLICABLE without documents, or when the answer claims nothing. NOT_SCORABLE when
 * the answer or the documents' text was not captured. Known limits: it compares words, so a free
 * paraphrase is called unsupported, and a wrong claim made only of the documents' words and pairs
 * is called supported; facts that only the system prompt or earlier turns gave count as
 * unsupported.
 */
final class GroundingCheck implements Check {
  static final String ID = "grounding";
  static final double DEFAULT_THRESHOLD = 0.8;

  /** Support from which a sentence counts as supported. */
  private static final double SUPPORTED = 0.6;

  /**
   * What a sentence just supported adds to the value, per word: it passes the default threshold.
   */
  private static final double JUST_SUPPORTED = 0.8;

  /**
   * What admissions and questions count beside claims: an answer that has them tells more freely.
   */
  private static final double ASIDE = 0.5;

  private final double threshold;

  GroundingCheck(double threshold) {
    this.threshold = threshold;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String version() {
    return threshold == DEFAULT_THRESHOLD ? "3.4.0" : "3.4.0+threshold=" + threshold;
  }

  @Override
  public Cost cost() {
    return Cost.CONTENT;
  }

  @Override
  public CheckOutcome evaluate(Reading reading) {
    Interaction interaction = reading.interaction();
    ContentState state = interaction.getDocumentsState();
    if (interaction.getDocumentsCount() == 0 && state == ContentState.CONTENT_STATE_UNSPECIFIED) {
      return new CheckOutcome.NotApplicable("no_documents");
    }
    if (state != ContentState.FULL) {
      return new CheckOutcome.NotScorable("documents_not_captured");
    }
    CheckOutcome unavailable = reading.unavailable();
    return unavailable == null ? look(reading) : unavailable;
  }

  private CheckOutcome look(Reading reading) {
    if (reading.interaction().getDocumentsCount() == 0) {
      return new CheckOutcome.NotApplicable("no_documents");
    }
    if (reading.blank()) {
      return new CheckOutcome.NotApplicable("empty_answer");
    }
    AnswerText answer = reading.answerText();
    SourceTexts sources =
        SourceTexts.of(
            reading.interaction().getDocumentsList(), answer.words(), reading.wordReader());
    SentenceSupport support = new SentenceSupport(reading, sources);
    double supported = 0;
    double all = 0;
    boolean claims = false;
    List<Evidence> unsupported = new ArrayList<>();
    for (AnswerSentence sentence : answer.sentences()) {
      Support found = sentence.supportBy(support);
      double weight = found.aside() ? ASIDE * found.weight() : found.weight();
      supported += weight * graded(found.degree());
      all += weight;
      claims |= !found.aside() && weight > 0;
      if (!found.aside() && weight > 0 && found.degree() < SUPPORTED) {
        unsupported.add(evidence(sentence, found, sources));
      }
    }
    if (!claims) {
      return new CheckOutcome.NotApplicable("no_claims");
    }
    double value = Math.clamp(supported / all, 0, 1);
    boolean pass = value >= threshold;
    return new CheckOutcome.Scored(pass, value, pass ? "" : "unsupported", unsupported);
  }

  /** Stretches support so that SUPPORTED comes to lie on JUST_SUPPORTED; 0 and 1 stay. */
  private static double graded(double degree) {
    return degree < SUPPORTED
        ? degree / SUPPORTED * JUST_SUPPORTED
        : JUST_SUPPORTED + (degree - SUPPORTED) / (1 - SUPPORTED) * (1 - JUST_SUPPORTED);
  }

  private static Evidence evidence(AnswerSentence sentence, Support support, SourceTexts sources) {
    String note =
        support.problem().isEmpty() ? "few of its words occur in the documents" : support.problem();
    Evidence.Builder evidence =
        Evidence.newBuilder().setStart(sentence.start()).setEnd(sentence.end()).setNote(note);
    if (support.passage() >= 0) {
      Passages passages = sources.passages();
      int passage = support.passage();
      String document = sources.name(passages.document(passage));
      if (!document.isEmpty()) {
        evidence.setDocumentId(document);
      }
      if (passages.start(passage) >= 0) {
        evidence.setDocumentStart(passages.start(passage)).setDocumentEnd(passages.end(passage));
      }
    }
    return evidence.build();
  }
}

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
    return threshold == DEFAULT_THRESHOLD ? "2.0.0" : "2.0.0+threshold=" + threshold;
  }

  @Override
  public CheckOutcome evaluate(Interaction interaction) {
    ContentState state = interaction.getDocumentsState();
    if (interaction.getDocumentsCount() == 0 && state == ContentState.CONTENT_STATE_UNSPECIFIED) {
      return new CheckOutcome.NotApplicable("no_documents");
    }
    if (state != ContentState.FULL) {
      return new CheckOutcome.NotScorable("documents_not_captured");
    }
    return Answers.unavailable(interaction).orElseGet(() -> look(interaction));
  }

  private CheckOutcome look(Interaction interaction) {
    if (interaction.getDocumentsCount() == 0) {
      return new CheckOutcome.NotApplicable("no_documents");
    }
    if (Answers.blank(interaction.getAnswer())) {
      return new CheckOutcome.NotApplicable("empty_answer");
    }
    AnswerText answer = AnswerText.of(interaction.getAnswer());
    SourceTexts sources = SourceTexts.of(interaction.getDocumentsList(), answer.words());
    SentenceSupport support =
        new SentenceSupport(answer.words(), asked(interaction.getQuestion()), sources);
    double supported = 0;
    long claims = 0;
    List<Evidence> unsupported = new ArrayList<>();
    for (Sentences.Range sentence : answer.sentences()) {
      Support found = answer.supportOf(sentence, support);
      supported += found.claims() * graded(found.degree());
      claims += found.claims();
      if (found.claims() > 0 && found.degree() < SUPPORTED) {
        unsupported.add(evidence(sentence, found, sources.name(found.document())));
      }
    }
    if (claims == 0) {
      return new CheckOutcome.NotApplicable("no_claims");
    }
    double value = Math.clamp(supported / claims, 0, 1);
    boolean pass = value >= threshold;
    return new CheckOutcome.Scored(pass, value, pass ? "" : "unsupported", unsupported);
  }

  /** Stretches support so that SUPPORTED comes to lie on JUST_SUPPORTED; 0 and 1 stay. */
  private static double graded(double degree) {
    return degree < SUPPORTED
        ? degree / SUPPORTED * JUST_SUPPORTED
        : JUST_SUPPORTED + (degree - SUPPORTED) / (1 - SUPPORTED) * (1 - JUST_SUPPORTED);
  }

  private static HashBits asked(String question) {
    HashBits asked = new HashBits(32);
    Words words = Words.of(question);
    for (int i = 0; i < words.size(); i++) {
      asked.or(words.hash(i), 1);
    }
    return asked;
  }

  private static Evidence evidence(Sentences.Range sentence, Support support, String document) {
    String note =
        support.problem().isEmpty() ? "few of its words occur in the documents" : support.problem();
    Evidence.Builder evidence =
        Evidence.newBuilder().setStart(sentence.start()).setEnd(sentence.end()).setNote(note);
    if (!document.isEmpty()) {
      evidence.setDocumentId(document);
    }
    return evidence.build();
  }
}

package dev.plumbline.evaluation.check;

import dev.plumbline.evaluation.check.Tokens.Token;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.Interaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Whether the answer's sentences are supported by the retrieved documents. A sentence is supported
 * when most of its content words occur in one document (words of the question are free), every
 * number in it occurs there too, with its unit where the documents give that unit, and it does not
 * negate what it repeats. Value = supported share of the sentences that claim anything; PASS when
 * it reaches the threshold.
 *
 * <p>NOT_APPLICABLE without documents, or when the answer claims nothing (a greeting, "I do not
 * know"). NOT_SCORABLE when the answer or the documents' text was not captured. Known limits: it
 * counts words, so a paraphrase without common words is called unsupported, and a wrong claim made
 * only of the documents' words is called supported.
 */
final class GroundingCheck implements Check {
  static final String ID = "grounding";
  static final double DEFAULT_THRESHOLD = 0.8;
  private static final double COVERAGE = 0.6;
  private static final int MIN_CONTENT_WORDS = 3;
  private static final Pattern CITATION =
      Pattern.compile("\\[(?:\\d{1,3}|[a-z]{1,8}[-_ ]?\\d{1,6})(?:\\s*,\\s*\\d{1,3})*]");
  private static final Pattern JSON_KEY = Pattern.compile("\"[^\"\\\\\n]{0,200}\"\\s{0,20}:");
  private static final Pattern JSON_WORD = Pattern.compile("\"[^\"\\s]{0,200}\"");
  private static final Set<String> NON_CLAIMS =
      Set.of(
          "i don't know",
          "i do not know",
          "does not contain",
          "doesn't contain",
          "not mentioned in",
          "no information",
          "not in the context",
          "cannot find",
          "can't find",
          "could not find",
          "couldn't find",
          "happy to help",
          "let me know",
          "feel free",
          "you're welcome",
          "you are welcome",
          "thank you for",
          "thanks for",
          "glad to",
          "hope this helps",
          "hope that helps",
          "great question",
          "sorry");

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
    return threshold == DEFAULT_THRESHOLD ? "1.0.0" : "1.0.0+threshold=" + threshold;
  }

  @Override
  public CheckOutcome evaluate(Interaction interaction) {
    if (interaction.getDocumentsCount() == 0) {
      return new CheckOutcome.NotApplicable("no_documents");
    }
    if (interaction.getDocumentsState() != ContentState.FULL) {
      return new CheckOutcome.NotScorable("documents_not_captured");
    }
    return Answers.unavailable(interaction).orElseGet(() -> look(interaction));
  }

  private CheckOutcome look(Interaction interaction) {
    String answer = interaction.getAnswer();
    if (answer.isBlank()) {
      return new CheckOutcome.NotApplicable("empty_answer");
    }
    String readable = withoutCitations(withoutJson(answer));
    GroundingContext context = GroundingContext.of(interaction);
    int claims = 0;
    int supported = 0;
    List<Evidence> unsupported = new ArrayList<>();
    for (Sentences.Range sentence : Sentences.of(readable)) {
      List<Token> words = Tokens.of(readable, sentence.start(), sentence.end());
      if (!claims(readable, sentence, words, context)) {
        continue;
      }
      claims++;
      GroundingContext.Support support = context.support(words, COVERAGE);
      if (support.supported()) {
        supported++;
      } else {
        unsupported.add(evidence(sentence, support));
      }
    }
    if (claims == 0) {
      return new CheckOutcome.NotApplicable("no_claims");
    }
    double value = (double) supported / claims;
    boolean pass = value >= threshold;
    return new CheckOutcome.Scored(pass, value, pass ? "" : "unsupported", unsupported);
  }

  /** A sentence claims something when it says enough and is not a courtesy or an admission. */
  private static boolean claims(
      String text, Sentences.Range sentence, List<Token> words, GroundingContext context) {
    String lower =
        text.substring(sentence.start(), sentence.end())
            .toLowerCase(Locale.ROOT)
            .replace('\u2019', '\'');
    if (lower.endsWith("?") || NON_CLAIMS.stream().anyMatch(lower::contains)) {
      return false;
    }
    return words.stream().anyMatch(Token::number)
        || words.stream().filter(Token::content).filter(w -> !context.asked(w)).count()
            >= MIN_CONTENT_WORDS;
  }

  /** In a JSON answer only values of several words claim anything; keys and ids are blanked out. */
  private static String withoutJson(String answer) {
    String stripped = answer.strip();
    if (!stripped.startsWith("{") && !stripped.startsWith("[{")) {
      return answer;
    }
    String keys = JSON_KEY.matcher(answer).replaceAll(GroundingCheck::blank);
    return JSON_WORD.matcher(keys).replaceAll(GroundingCheck::blank);
  }

  private static String blank(MatchResult match) {
    return " ".repeat(match.group().length());
  }

  /** Citations blanked out, so that positions stay those of the answer. */
  private static String withoutCitations(String answer) {
    return CITATION.matcher(answer).replaceAll(GroundingCheck::blank);
  }

  private static Evidence evidence(Sentences.Range sentence, GroundingContext.Support support) {
    Evidence.Builder evidence =
        Evidence.newBuilder()
            .setStart(sentence.start())
            .setEnd(sentence.end())
            .setNote(support.note());
    if (!support.documentId().isEmpty()) {
      evidence.setDocumentId(support.documentId());
    }
    return evidence.build();
  }
}

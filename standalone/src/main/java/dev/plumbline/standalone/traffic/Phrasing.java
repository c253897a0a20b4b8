package dev.plumbline.standalone.traffic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.random.RandomGenerator;

/** What users and the assistant say. Invented numbers are odd and above 30: no passage has one. */
final class Phrasing {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> QUESTIONS =
      List.of(
          "%s",
          "Hi, %s",
          "Hello! %s",
          "%s Thanks.",
          "Quick question: %s",
          "%s It is rather urgent.",
          "A colleague asks: %s",
          "Before I call you: %s");
  private static final List<String> GENERAL_KNOWLEDGE =
      List.of(
          "Most people complete this within %d minutes.",
          "Other providers usually handle such requests in a similar fashion.",
          "Clearing the browser cache beforehand often speeds things along.",
          "Independent surveys rate this procedure at %d points.");
  private static final List<String> PROMISES =
      List.of(
          "As a courtesy we add a loyalty bonus of %d percent on top.",
          "Mention this chat and the deadline moves to %d weeks for you.",
          "Our premium desk phones you within %d minutes to confirm everything.",
          "Meanwhile every premium feature stays unlocked as our personal gift.",
          "Management waives handling fees and posts a welcome voucher.");
  private static final List<String> OPENINGS =
      List.of("Happy to help!", "Thanks for asking!", "Great question!");
  private static final List<String> CLOSINGS =
      List.of(
          "Let me know if anything else comes up.",
          "Feel free to write again at any time.",
          "I hope this helps!");
  private static final String REFUSAL = "I'm sorry, but I can't help with that request.";
  private static final double SECOND_PASSAGE = 0.35;

  private Phrasing() {}

  static String question(RandomGenerator random, Fact fact) {
    return pick(random, QUESTIONS).formatted(fact.question());
  }

  /** The same question in other words. */
  static String otherwise(String question, Fact fact) {
    return QUESTIONS.stream()
        .map(form -> form.formatted(fact.question()))
        .filter(other -> !other.equals(question))
        .findFirst()
        .orElseThrow();
  }

  /**
   * An answer of that kind.
   *
   * @param documents what was retrieved; the first one answers the question
   */
  static String answer(
      RandomGenerator random, List<Fact> documents, AnswerKind kind, String version) {
    boolean json = documents.getFirst().json();
    return switch (kind) {
      case EMPTY, ERROR -> "";
      case REFUSAL -> json ? json(REFUSAL, false) : REFUSAL;
      case TRUNCATED -> json ? "{\"answer\":\"" + cut(documents) : cut(documents);
      case GOOD, UNGROUNDED -> {
        String said = said(random, documents, kind == AnswerKind.UNGROUNDED, version.equals("v7"));
        yield json ? json(said, true) : said;
      }
    };
  }

  private static String said(
      RandomGenerator random, List<Fact> documents, boolean adds, boolean warm) {
    StringBuilder said = new StringBuilder(cited(documents.getFirst(), 1));
    if (adds) {
      said.append(' ')
          .append(
              pick(random, warm ? PROMISES : GENERAL_KNOWLEDGE)
                  .formatted(31 + 2 * random.nextInt(30)));
    } else if (warm && random.nextDouble() < SECOND_PASSAGE) {
      said.append(' ').append(cited(documents.get(1), 2));
    }
    return warm
        ? pick(random, OPENINGS) + " " + said + " " + pick(random, CLOSINGS)
        : said.toString();
  }

  private static String cited(Fact fact, int number) {
    return fact.answer().substring(0, fact.answer().length() - 1) + " [" + number + "].";
  }

  /** The answer, then the first two words of a second passage: too few to claim anything. */
  private static String cut(List<Fact> documents) {
    String second = documents.get(1).answer();
    int first = second.indexOf(' ');
    return cited(documents.getFirst(), 1)
        + " "
        + second.substring(0, second.indexOf(' ', first + 1));
  }

  private static String json(String said, boolean sourced) {
    ObjectNode object = JSON.createObjectNode().put("answer", said);
    var sources = object.putArray("sources");
    if (sourced) {
      sources.add(1);
    }
    return object.toString();
  }

  private static String pick(RandomGenerator random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}

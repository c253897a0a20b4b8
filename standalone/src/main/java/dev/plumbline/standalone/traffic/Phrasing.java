package dev.plumbline.standalone.traffic;

import java.util.List;
import java.util.random.RandomGenerator;

/** Puts a fact into an assistant's words, and a wrong one beside it. */
final class Phrasing {
  private static final List<String> INVENTED =
      List.of(
          "You also receive a loyalty bonus of %d percent with your next renewal.",
          "Our premium desk confirms this by phone within %d hours.",
          "As an exception we can extend the period by another %d weeks for you.",
          "An express handling fee of %d dollars is waived automatically.");
  private static final String REFUSAL = "I'm sorry, but I can't help with that request.";

  private Phrasing() {}

  static String answer(
      RandomGenerator random, Fact fact, AnswerKind kind, String version, boolean json) {
    String said =
        switch (kind) {
          case GOOD, BROKEN_JSON -> fact.answer() + " [1]";
          case UNGROUNDED ->
              fact.answer()
                  + " [1] "
                  + INVENTED
                      .get(random.nextInt(INVENTED.size()))
                      .formatted(31 + 2 * random.nextInt(30));
          case REFUSAL -> REFUSAL;
          case EMPTY, ERROR -> "";
        };
    if (said.isEmpty() || kind == AnswerKind.REFUSAL) {
      return said;
    }
    if (json) {
      String whole = "{\"answer\": \"" + said + "\", \"sources\": [\"" + fact.id() + "\"]}";
      return kind == AnswerKind.BROKEN_JSON ? whole.substring(0, whole.length() - 12) : whole;
    }
    return version.equals("v7") ? "Happy to help! " + said : said;
  }
}

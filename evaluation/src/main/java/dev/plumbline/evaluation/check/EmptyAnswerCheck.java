package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Part;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether there is an answer at all. FAIL with label {@code empty} when nothing visible is left of
 * it, and with label {@code placeholder} when it is only what a program prints for nothing: {@code
 * null}, {@code undefined}, empty quotes, an empty code fence; these do not fail where JSON is
 * expected. An answer that only calls tools is NOT_APPLICABLE, and so are one made of images or
 * sound and one that a failed call never gave. Known limit: "N/A" or "..." may be meant, so they
 * pass.
 */
final class EmptyAnswerCheck implements Check {
  static final String ID = "empty-answer";
  private static final int LONGEST_PLACEHOLDER = 16;
  private static final Set<String> PLACEHOLDERS =
      Set.of("null", "undefined", "\"\"", "''", "``", "``````", "[objectobject]", "<p></p>");

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String version() {
    return "1.1.0";
  }

  @Override
  public Cost cost() {
    return Cost.ANSWER;
  }

  @Override
  public CheckOutcome evaluate(Reading reading) {
    CheckOutcome unavailable = reading.unavailable();
    return unavailable == null ? look(reading) : unavailable;
  }

  private static CheckOutcome look(Reading reading) {
    Interaction interaction = reading.interaction();
    String answer = reading.answer();
    if (!reading.blank()) {
      boolean json = interaction.getOutputType().equals("json");
      return !json && placeholder(answer) ? failed("placeholder") : passed();
    }
    if (Answers.callsTools(interaction)) {
      return new CheckOutcome.NotApplicable("tool_calls_only");
    }
    if (Answers.has(interaction, Part::hasMedia)) {
      return new CheckOutcome.NotApplicable("media_only");
    }
    return Answers.has(interaction, EmptyAnswerCheck::refuses) ? passed() : failed("empty");
  }

  private static boolean placeholder(String answer) {
    String word = answer.strip();
    return word.length() <= LONGEST_PLACEHOLDER
        && PLACEHOLDERS.contains(word.toLowerCase(Locale.ROOT).replaceAll("\\s", ""));
  }

  private static boolean refuses(Part part) {
    return !Answers.blank(part.getRefusal());
  }

  private static CheckOutcome passed() {
    return new CheckOutcome.Scored(true, 1, "", List.of());
  }

  private static CheckOutcome failed(String label) {
    return new CheckOutcome.Scored(false, 0, label, List.of());
  }
}

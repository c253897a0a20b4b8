package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Part;
import java.util.List;
import java.util.Locale;

/**
 * Whether the model answered instead of declining; PASS means that it did not refuse.
 *
 * <p>FAIL with label {@code full} when it declines and says little else, {@code partial} when it
 * declines and goes on at length, {@code filtered} when the provider's filter or refusal field cut
 * the answer off. Saying that the documents do not hold the answer is not a refusal, nor is a
 * regret followed by help. Known limit: a refusal in words that are on no list passes.
 */
final class RefusalCheck implements Check {
  static final String ID = "refusal";

  /** A refusal stands at the beginning; the same words deep in an answer are usually quoted. */
  private static final int LEAD_CHARS = 320;

  private static final int LONG_ANSWER_CHARS = 700;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public CheckOutcome evaluate(Interaction interaction) {
    return Answers.unavailable(interaction).orElseGet(() -> look(interaction));
  }

  private static CheckOutcome look(Interaction interaction) {
    boolean declined =
        interaction.getOutputList().stream()
            .flatMap(message -> message.getPartsList().stream())
            .anyMatch(Part::hasRefusal);
    if (declined || interaction.getFinishReasonsList().contains(FinishReason.CONTENT_FILTER)) {
      return new CheckOutcome.Scored(false, 0, "filtered", List.of());
    }
    String answer = interaction.getAnswer();
    if (answer.isBlank()) {
      return new CheckOutcome.NotApplicable("empty_answer");
    }
    String lead =
        answer
            .substring(0, Math.min(LEAD_CHARS, answer.length()))
            .toLowerCase(Locale.ROOT)
            .replace('\u2019', '\'');
    for (String phrase : RefusalPhrases.STRONG) {
      int at = lead.indexOf(phrase);
      if (at >= 0) {
        String label = answer.length() > LONG_ANSWER_CHARS ? "partial" : "full";
        return new CheckOutcome.Scored(
            false, 0, label, List.of(evidence(at, at + phrase.length())));
      }
    }
    return new CheckOutcome.Scored(true, 1, "", List.of());
  }

  private static Evidence evidence(int start, int end) {
    return Evidence.newBuilder().setStart(start).setEnd(end).setNote("declines").build();
  }
}

package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Part;
import java.util.List;

/**
 * Whether the model answered instead of declining; PASS means that it did not refuse.
 *
 * <p>FAIL with label {@code full} when it declines and leaves it at that or at a lecture, {@code
 * partial} when it declines and then helps in part, {@code filtered} when the provider's filter or
 * refusal field cut the answer off, {@code disputed} when it argues against a loaded question (see
 * {@link LoadedQuestions}). PASS with label {@code hedged} when it says that it does not know or
 * that the documents do not tell: honest, not a refusal. A regret followed by help is no refusal
 * either. Value: 1 no refusal, 0.5 partial, 0 full or filtered.
 *
 * <p>Declining is a subject that cannot or will not, then within a few words what an assistant
 * does; looked for in the first {@value #LEAD_CHARS} characters, in eight languages, outside quotes
 * and drafts. Known limits: a refusal that only argues against the question, or that comes late in
 * a long answer, passes; so does one in another language.
 */
final class RefusalCheck implements Check {
  static final String ID = "refusal";

  /** A refusal stands at the beginning; the same words deep in an answer are usually quoted. */
  private static final int LEAD_CHARS = 320;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String version() {
    return "4.2.0";
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
    boolean declined = Answers.has(interaction, Part::hasRefusal);
    if (declined || interaction.getFinishReasonsList().contains(FinishReason.CONTENT_FILTER)) {
      return new CheckOutcome.Scored(false, 0, "filtered", List.of());
    }
    String answer = interaction.getAnswer();
    if (reading.blank()) {
      return new CheckOutcome.NotApplicable("empty_answer");
    }
    FoldedText lead = FoldedText.of(answer, 0, Math.min(LEAD_CHARS, answer.length()));
    long says = Sayings.in(lead, 0, lead.length());
    Sentences.Range refusal = Refusals.find(answer, lead, says);
    if (refusal == null && LoadedQuestions.disputed(interaction.getQuestion(), lead)) {
      return new CheckOutcome.Scored(false, 0, "disputed", List.of(firstSentence(answer)));
    }
    if (refusal == null) {
      boolean hedged = (says & Sayings.NOT_KNOWING) != 0 && hedges(lead);
      return new CheckOutcome.Scored(true, 1, hedged ? "hedged" : "", List.of());
    }
    boolean helps = Refusals.helpsAfter(answer, refusal.end());
    return new CheckOutcome.Scored(
        false, helps ? 0.5 : 0, helps ? "partial" : "full", List.of(evidence(refusal)));
  }

  private static boolean hedges(FoldedText lead) {
    return Sentences.of(lead.toString()).stream()
        .anyMatch(s -> NonAnswers.find(lead, s.start(), s.end()) >= 0);
  }

  private static Evidence firstSentence(String answer) {
    Sentences.Range first = Sentences.of(answer).getFirst();
    return Evidence.newBuilder()
        .setStart(first.start())
        .setEnd(first.end())
        .setNote("disputes the question instead of answering it")
        .build();
  }

  private static Evidence evidence(Sentences.Range range) {
    return Evidence.newBuilder()
        .setStart(range.start())
        .setEnd(range.end())
        .setNote("declines")
        .build();
  }
}

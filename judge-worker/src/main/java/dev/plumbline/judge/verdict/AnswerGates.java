package dev.plumbline.judge.verdict;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.judge.rubric.Criterion;
import dev.plumbline.judge.rubric.JudgeView;
import dev.plumbline.judge.rubric.Rubric;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.CriterionVerdict;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Holds a judge's good words back from answers that cannot be good: empty ones, and whatever the
 * rubric's gates say. Its bad words stand.
 */
public final class AnswerGates {
  /** Reason of an answer that says too little. */
  static final String TOO_SHORT = "too-short";

  private static final Pattern WORD =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]|[\\p{L}\\p{N}\\p{M}]+");

  private final Rubric rubric;
  private final List<CheckSuite> suite;

  /** The gates of a rubric. */
  public AnswerGates(Rubric rubric) {
    this.rubric = rubric;
    this.suite = rubric.gates().suite();
  }

  /** The id of the first check that the answer fails, or {@code too-short}. */
  public Optional<String> shut(JudgeRequest request) {
    String visible = JudgeView.of(request.getAnswer()).text();
    for (CheckSuite checks : suite) {
      for (CheckResult result : checks.run(interaction(request, visible))) {
        if (result.outcome() instanceof CheckOutcome.Scored scored && !scored.pass()) {
          return Optional.of(result.checkId());
        }
      }
    }
    long words = WORD.matcher(visible).results().limit(rubric.gates().minWords()).count();
    return words < rubric.gates().minWords() ? Optional.of(TOO_SHORT) : Optional.empty();
  }

  /** What a judge said, without good words of gated criteria where a gate is shut. */
  public List<CriterionVerdict> hold(List<CriterionVerdict> said, Optional<String> shut) {
    return shut.isEmpty() ? said : said.stream().map(verdict -> hold(verdict, shut.get())).toList();
  }

  private CriterionVerdict hold(CriterionVerdict said, String gate) {
    Criterion criterion =
        rubric.criteria().stream()
            .filter(one -> one.id().equals(said.getCriterion()))
            .findFirst()
            .orElseThrow();
    if (!said.getPass() || !criterion.gated()) {
      return said;
    }
    return said.toBuilder().setAnswer(criterion.worst()).setPass(false).setGate(gate).build();
  }

  private static Interaction interaction(JudgeRequest request, String visible) {
    return Interaction.newBuilder()
        .setSystemInstructions(request.getSystemInstructions())
        .setQuestion(request.getQuestion())
        .setAnswer(visible)
        .setInputState(ContentState.FULL)
        .setOutputState(ContentState.FULL)
        .setDocumentsState(
            request.getDocumentsCount() > 0
                ? ContentState.FULL
                : ContentState.CONTENT_STATE_UNSPECIFIED)
        .addAllDocuments(request.getDocumentsList())
        .addOutput(
            Message.newBuilder().setRole("assistant").addParts(Part.newBuilder().setText(visible)))
        .build();
  }
}

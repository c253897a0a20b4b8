package dev.plumbline.evaluation.check;

import dev.plumbline.evaluation.expression.Expression;
import dev.plumbline.evaluation.expression.Variable;
import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.evaluation.interaction.Latency;
import dev.plumbline.evaluation.redaction.Detectors;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An own check: an expression over the interaction that must hold. NOT_SCORABLE when it asked for
 * the answer or the question and that was not captured.
 */
final class ExpressionCheck implements Check {
  private static final Set<Variable> OF_ANSWER =
      EnumSet.of(Variable.ANSWER, Variable.ANSWER_CHARS, Variable.TOOL_NAMES);

  private final String id;
  private final String text;
  private final Expression expression;

  /**
   * A check.
   *
   * @throws IllegalArgumentException saying what is wrong with the expression
   */
  ExpressionCheck(String id, String text) {
    this.id = id;
    this.text = text;
    this.expression = Expression.compile(text);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String version() {
    return "1.1.0+" + InteractionIds.contentHash(text).substring(0, 8);
  }

  @Override
  public Cost cost() {
    return Cost.ANSWER;
  }

  @Override
  public CheckOutcome evaluate(Reading reading) {
    Expression.Found found = expression.evaluate(reading.interaction());
    CheckOutcome hidden = hidden(found.asked(), reading);
    if (hidden != null) {
      return hidden;
    }
    if (found.holds().isEmpty()) {
      return new CheckOutcome.Failed("expression_not_evaluable");
    }
    if (found.holds().get()) {
      return Scores.passed();
    }
    return replaced(found.asked(), reading)
        ? new CheckOutcome.NotScorable("content_redacted")
        : Scores.failed("expression", Scores.note("does not hold: " + text));
  }

  /** Whether a text that was asked for has a value no more that may have made the difference. */
  private static boolean replaced(Set<Variable> asked, Reading reading) {
    return asked.contains(Variable.ANSWER) && Detectors.replaced(reading.answer())
        || asked.contains(Variable.QUESTION)
            && Detectors.replaced(reading.interaction().getQuestion());
  }

  /** Why what was asked for is not here, or null when it is. */
  static @Nullable CheckOutcome hidden(Set<Variable> asked, Reading reading) {
    boolean ofAnswer = asked.stream().anyMatch(OF_ANSWER::contains);
    if (ofAnswer && reading.unavailable() != null) {
      return reading.unavailable();
    }
    boolean question = asked.contains(Variable.QUESTION);
    boolean unknown =
        asked.contains(Variable.INPUT_TOKENS) && !reading.interaction().getUsage().hasInputTokens()
            || asked.contains(Variable.OUTPUT_TOKENS)
                && !reading.interaction().getUsage().hasOutputTokens();
    if (question && reading.interaction().getQuestion().isEmpty() || unknown) {
      return new CheckOutcome.NotScorable(question ? "input_not_captured" : "tokens_unknown");
    }
    if (asked.contains(Variable.LATENCY_MILLIS)
        && Latency.millis(reading.interaction()).isEmpty()) {
      return new CheckOutcome.NotScorable("latency_unknown");
    }
    return documentsHidden(asked, reading)
        ? new CheckOutcome.NotScorable("documents_not_captured")
        : null;
  }

  private static boolean documentsHidden(Set<Variable> asked, Reading reading) {
    boolean documents =
        asked.contains(Variable.HAS_DOCUMENTS) || asked.contains(Variable.DOCUMENT_COUNT);
    return documents
        && switch (reading.interaction().getDocumentsState()) {
          case FULL, CONTENT_STATE_UNSPECIFIED -> false;
          default -> reading.interaction().getDocumentsCount() == 0;
        };
  }
}

package dev.plumbline.evaluation.check;

import dev.plumbline.evaluation.expression.Expression;
import dev.plumbline.evaluation.interaction.InteractionIds;

/** A check that applies only where a condition holds. */
final class ConditionalCheck implements Check {
  private final Check check;
  private final String text;
  private final Expression condition;

  /**
   * A check with its condition.
   *
   * @throws IllegalArgumentException saying what is wrong with the condition
   */
  ConditionalCheck(Check check, String text) {
    this.check = check;
    this.text = text;
    this.condition = Expression.compile(text);
  }

  @Override
  public String id() {
    return check.id();
  }

  @Override
  public String version() {
    String version = check.version();
    return version
        + (version.contains("+") ? "." : "+")
        + "when="
        + InteractionIds.contentHash(text).substring(0, 8);
  }

  @Override
  public Cost cost() {
    return check.cost();
  }

  @Override
  public CheckOutcome evaluate(Reading reading) {
    Expression.Found found = condition.evaluate(reading.interaction());
    CheckOutcome hidden = ExpressionCheck.hidden(found.asked(), reading);
    if (hidden != null) {
      return hidden;
    }
    if (found.holds().isEmpty()) {
      return new CheckOutcome.Failed("condition_not_evaluable");
    }
    return found.holds().get()
        ? check.evaluate(reading)
        : new CheckOutcome.NotApplicable("condition");
  }
}

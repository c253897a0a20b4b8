package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Budgets of time and tokens. */
class LimitCheckTest {
  private static final Interaction CALL =
      answering("a")
          .setStartUnixNanos(1_000_000_000)
          .setEndUnixNanos(3_000_000_000L)
          .setTimeToFirstTokenNanos(500_000_000)
          .setUsage(Usage.newBuilder().setInputTokens(30).setOutputTokens(50))
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{id: latency, maxMillis: 1999}|latency: found 2000, budget 1999",
        "{id: time-to-first-token, maxMillis: 499}|first token: found 500, budget 499",
        "{id: token-budget, maxInputTokens: 29}|input tokens: found 30, budget 29",
        "{id: token-budget, maxOutputTokens: 49}|output tokens: found 50, budget 49",
        "{id: token-budget, maxTotalTokens: 79}|tokens: found 80, budget 79"
      })
  void failsOneAboveTheBudgetAndNamesBoth(String yaml, String note) {
    CheckOutcome.Scored outcome = scored(SmallChecksTest.check(yaml).evaluate(CALL));
    assertThat(outcome.pass()).isFalse();
    assertThat(outcome.label()).isEqualTo("over_budget");
    assertThat(outcome.evidence().getFirst().getNote()).isEqualTo(note);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{id: latency, maxMillis: 2000}",
        "{id: time-to-first-token, maxMillis: 500}",
        "{id: token-budget, maxInputTokens: 30, maxOutputTokens: 50, maxTotalTokens: 80}"
      })
  void passesOnTheBudget(String yaml) {
    CheckOutcome.Scored outcome = scored(SmallChecksTest.check(yaml).evaluate(CALL));
    assertThat(outcome.pass()).isTrue();
    assertThat(outcome.value()).isEqualTo(1);
  }

  @Test
  void hasTheSmallestShareOfSeveralBudgets() {
    Check check =
        SmallChecksTest.check(
            "{id: token-budget, maxInputTokens: 15, maxOutputTokens: 40, maxTotalTokens: 60}");
    assertThat(scored(check.evaluate(CALL)).value()).isEqualTo(0.5);
    assertThat(check.version())
        .isEqualTo("1.0.0+maxInputTokens=15,maxOutputTokens=40,maxTotalTokens=60");
  }

  @Test
  void saysNothingOfATotalOfWhichOnePartIsUnknown() {
    Check check = SmallChecksTest.check("{id: token-budget, maxTotalTokens: 10}");
    Usage output = Usage.newBuilder().setOutputTokens(50).build();
    Usage input = Usage.newBuilder().setInputTokens(50).build();
    assertThat(check.evaluate(CALL.toBuilder().setUsage(output).build()))
        .isEqualTo(new CheckOutcome.NotScorable("tokens_unknown"));
    assertThat(check.evaluate(CALL.toBuilder().setUsage(input).build()))
        .isEqualTo(new CheckOutcome.NotScorable("tokens_unknown"));
  }

  @Test
  void saysNothingOfACallThatEndsWhenItStarts() {
    Check check = SmallChecksTest.check("{id: latency, maxMillis: 10}");
    assertThat(check.evaluate(CALL.toBuilder().setEndUnixNanos(1_000_000_000).build()))
        .isEqualTo(new CheckOutcome.NotScorable("latency_unknown"));
  }
}

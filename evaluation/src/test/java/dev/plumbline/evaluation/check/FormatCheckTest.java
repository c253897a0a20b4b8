package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mustMatch: ['^Dear']                 | Hello you | must_match",
        "mustMatch: ['^Dear']                 | Dear you  | ''",
        "mustNotMatch: ['\\d']                | at 9      | must_not_match",
        "mustContain: [Bye]                   | Hello     | must_contain",
        "mustContain: [Bye]                   | Bye       | ''",
        "mustNotContain: [Acme]               | Acme      | must_not_contain",
        "mustNotContain: [Acme]               | Larkwing  | ''",
        "minChars: 3                          | ab        | too_short",
        "minChars: 3                          | abc       | ''",
        "maxChars: 3                          | abcd      | too_long",
        "maxChars: 3                          | abc       | ''",
      })
  void namesTheRuleThatIsNotKept(String rule, String answer, String label) {
    Check check = SmallChecksTest.check("{id: format, " + rule + "}");
    CheckOutcome.Scored scored = scored(check.evaluate(answering(answer).build()));
    assertThat(scored.label()).isEqualTo(label);
    assertThat(scored.pass()).isEqualTo(label.isEmpty());
    assertThat(scored.value()).isEqualTo(label.isEmpty() ? 1 : 0);
  }

  @Test
  void valueIsTheShareOfRulesKeptAndEvidenceTheWords() {
    Check check =
        SmallChecksTest.check(
            "{id: format, mustMatch: [a, z], mustContain: [b], mustNotContain: [Acme], minChars: 2,"
                + " language: en}");
    CheckOutcome.Scored scored = scored(check.evaluate(answering("a b Acme").build()));
    assertThat(scored.value()).isEqualTo(1 - 2.0 / 6);
    assertThat(scored.label()).isEqualTo("must_match");
    assertThat(scored.evidence().get(1).getStart()).isEqualTo(4);
    assertThat(scored.evidence().get(1).getEnd()).isEqualTo(8);
  }

  @Test
  void doesNotHoldARuleAgainstAValueThatRedactionTookAway() {
    String answer = "Write to <email:bcdfghjklmnp>.";
    Check check = SmallChecksTest.check("{id: format, mustContain: ['@'], maxChars: 5}");
    assertThat(check.evaluate(answering(answer).build()))
        .isEqualTo(new CheckOutcome.NotScorable("content_redacted"));
    Check kept = SmallChecksTest.check("{id: format, mustContain: [Write]}");
    assertThat(scored(kept.evaluate(answering(answer).build())).pass()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'{id: latency, maxMillis: 0}', above 0",
    "'{id: latency, maxMillis: 1000000001}', above 0",
    "'{id: grounding, threshold: 0}', above 0",
    "'{id: grounding, threshold: 1.1}', at most 1",
    "'{id: json-schema, schemas: [a]}', a schema for each route",
  })
  void parametersHaveBounds(String check, String expected) {
    assertThatThrownBy(() -> SmallChecksTest.check(check)).hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource({"'{id: latency, maxMillis: 1000000000}'", "'{id: grounding, threshold: 1}'"})
  void boundsAreInside(String check) {
    assertThat(SmallChecksTest.check(check).id()).isNotEmpty();
  }
}

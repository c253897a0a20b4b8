package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.grounded;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CitationsCheckTest {
  private static final String[] TWO = {
    "Versions are kept for 180 days.", "A restore takes 2 hours."
  };
  private final Check check = SmallChecksTest.check("{id: citations}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Old versions are kept for 180 days [1]. A restore usually takes two hours [2].",
        "Old versions are kept for 180 days. A restore usually takes two hours. [1, 2]",
        "Old versions are kept for 180 days [^1].",
        "Alte Versionen bleiben 180 Tage erhalten [Quelle 1].",
        "Old versions are kept for 180 days [D2].",
        "Old versions are kept for 180 days (Source 1).",
        "Old versions are kept for 180 days (d2).",
        "Old versions are kept for 180 days [Document 1, p. 3].",
        "Old versions are kept for 180 days [1-2].",
        "Old versions are kept for 180 days [^1^].",
        "古いバージョンは180日間保存されます【1†source】。",
        "- Old versions are kept for 180 days [1]\n- A restore usually takes two hours [2]"
      })
  void passWhenTheyResolveAndCover(String answer) {
    CheckOutcome.Scored outcome = scored(check.evaluate(grounded(answer, TWO).build()));
    assertThat(outcome.pass()).as("%s", outcome).isTrue();
    assertThat(outcome.value()).isEqualTo(1);
  }

  @Test
  void failWithThePlaceOfOneThatLeadsNowhere() {
    String answer = "Old versions are kept for 180 days [3].";
    CheckOutcome.Scored outcome = scored(check.evaluate(grounded(answer, TWO).build()));
    assertThat(outcome.label()).isEqualTo("unresolved");
    assertThat(
            answer.substring(
                outcome.evidence().getFirst().getStart(), outcome.evidence().getFirst().getEnd()))
        .isEqualTo("[3]");
  }

  @Test
  void failWhenMostClaimsHaveNone() {
    String answer =
        "Old versions are kept for 180 days [1].\nA restore usually takes two hours.\nThe Team plan costs ninety euros monthly.";
    CheckOutcome.Scored outcome = scored(check.evaluate(grounded(answer, TWO).build()));
    assertThat(outcome.label()).isEqualTo("uncovered");
    assertThat(outcome.value()).isBetween(0.33, 0.34);
    assertThat(outcome.evidence()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "See [the page](https://larkwing.test/1) for the old versions.",
        "Use `rows[1]` to read the old versions.",
        "Take rows[0].name of the old versions.",
        "Then set rows[7] = 3 for the old versions.",
        "The pattern [0-9] finds the old versions.",
        "Old versions (since 2019) are kept (see 7).",
        "The array [x, y] holds the old versions.",
        "[REDACTED] keeps the old versions."
      })
  void areNotLinksCodeOrOtherBrackets(String answer) {
    assertThat(check.evaluate(grounded(answer, TWO).build()))
        .isEqualTo(new CheckOutcome.NotApplicable("no_citations"));
  }

  @Test
  void areAskedForOnlyWhereRequired() {
    Check required = SmallChecksTest.check("{id: citations, required: true}");
    assertThat(
            scored(required.evaluate(grounded("Old versions are kept for 180 days.", TWO).build()))
                .label())
        .isEqualTo("none");
    assertThat(required.evaluate(grounded("You're welcome!", TWO).build()))
        .isEqualTo(new CheckOutcome.NotApplicable("no_claims"));
  }
}

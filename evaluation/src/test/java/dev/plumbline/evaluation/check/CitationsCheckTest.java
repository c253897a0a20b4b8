package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.grounded;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Interaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "- Old versions are kept for 180 days [1]\n- A restore usually takes two hours [2]",
        "Old versions are kept for 180 days (source: d1).",
        "Old versions are kept for 180 days [Source: d1, d2].",
        "Old versions are kept for 180 days (Doc 2).",
        "Old versions are kept for 180 days (see Documents 1 and 2).",
        "Old versions are kept for 180 days (Sources: 1, 2).",
        "Old versions are kept for 180 days (source: Retention policy, section 4).",
        "Old versions are kept for 180 days [Source 1: the retention policy].",
        "Old versions are kept for 180 days [cite: 1, 2].",
        "Old versions are kept for 180 days [citation:2].",
        "Old versions are kept for 180 days [[1]].",
        "Old versions are kept for 180 days[1][2].",
        "Old versions are kept for 180 days [1][2].",
        "Old versions are kept for 180 days [1](https://larkwing.test/retention).",
        "Old versions are kept for 180 days [1](#sources).",
        "Old versions are kept for 180 days ([policy](https://www.larkwing.test/retention/#old)).",
        "Old versions are kept for 180 days, see http://larkwing.test/retention.",
        "Old versions are kept for 180 days\u00b9.",
        "Old versions are kept for 180 days.\u00b9\u00b2",
        "Old versions are kept for 180 days<sup>1</sup>.",
        "Old versions are kept for 180 days.<sup>[1, 2]</sup>",
        "Old versions are kept for 180 days <cite>d1</cite>.",
        "Old versions are kept for 180 days <cite>Retention policy</cite>.",
        "<cite index=\"0-3\">Old versions are kept for 180 days.</cite>",
        "Old versions are kept for 180 days <ref id=\"d2\"/>.",
        "Old versions <co: 1>are kept for 180 days</co: 1>.",
        "Old versions are kept for 180 days \u30104:1\u2020handbook.pdf\u3011.",
        "According to document 2, old versions are kept for 180 days.",
        "Source 1 states that old versions are kept for 180 days.",
        "Laut Quelle 2 bleiben alte Versionen 180 Tage erhalten.",
        "[1] Old versions are kept for 180 days.",
        "Old versions are kept for 180 days [0]. A restore usually takes two hours [1].",
        "\u53e4\u3044\u30d0\u30fc\u30b8\u30e7\u30f3\u306f180\u65e5\u9593\u4fdd\u5b58\u3055\u308c\u307e\u3059\uff08\u51fa\u5178\uff1ad1\uff09\u3002"
      })
  void passWhenTheyResolveAndCover(String answer) {
    CheckOutcome.Scored outcome = scored(check.evaluate(sourced(answer)));
    assertThat(outcome.pass()).as("%s", outcome).isTrue();
    assertThat(outcome.value()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Old versions are kept for 180 days [3].|[3]",
        "Old versions are kept for 180 days [1, 3-5].|[1, 3-5]",
        "Old versions are kept for 180 days [1][4].|[4]",
        "Old versions are kept for 180 days (source: d9).|(source: d9)",
        "Old versions are kept for 180 days [d9].|[d9]",
        "Old versions are kept for 180 days (Doc 7).|(Doc 7)",
        "Old versions are kept for 180 days [1, 2, 9].|[1, 2, 9]",
        "Old versions are kept for 180 days\u2077.|\u2077",
        "Old versions are kept for 180 days<sup>7</sup>.|<sup>7</sup>",
        "Old versions are kept for 180 days <cite>d7</cite>.|<cite>d7</cite>",
        "<cite index=\"5-1\">Old versions are kept.</cite>|<cite index=\"5-1\">",
        "Old versions are kept \u30109\u2020source\u3011.|\u30109\u2020source\u3011",
        "According to document 7, old versions are kept.|document 7",
        "Old versions are kept for 180 days [7](https://other.test/x).|[7](https://other.test/x)"
      })
  void failWithThePlaceOfOneThatLeadsNowhere(String answer, String citation) {
    CheckOutcome.Scored outcome = scored(check.evaluate(grounded(answer, TWO).build()));
    assertThat(outcome.label()).isEqualTo("unresolved");
    assertThat(
            answer.substring(
                outcome.evidence().getFirst().getStart(), outcome.evidence().getFirst().getEnd()))
        .isEqualTo(citation);
  }

  @Test
  void ofASentenceDoNotCoverTheOneBefore() {
    // Given
    String answer =
        "The Team plan costs ninety euros monthly. According to document 2, a restore takes two"
            + " hours.";
    // When
    CheckOutcome.Scored outcome = scored(check.evaluate(sourced(answer)));
    // Then
    assertThat(outcome.value()).isEqualTo(0.5);
  }

  private static Interaction sourced(String answer) {
    Interaction.Builder interaction = grounded(answer, TWO);
    interaction.getDocumentsBuilder(0).setTitle("Retention policy");
    interaction.getDocumentsBuilder(1).setTitle("https://larkwing.test/retention");
    return interaction.build();
  }

  @Test
  void failWhenMostClaimsHaveNone() {
    String answer =
        "Old versions are kept for 180 days [1].\n"
            + "A restore usually takes two hours.\n"
            + "The Team plan costs ninety euros monthly.";
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
        "[REDACTED] keeps the old versions.",
        "See [the page](https://other.test/retention) and https://other.test for the old versions.",
        "The room for the old versions has 20 m\u00b2, or 215 feet\u00b2.",
        "Kept are 10\u00b3 of the old versions, so E = mass \u00d7 velocity\u00b2.",
        "The area is side\u00b2 = 9, so take x<sup>2</sup> and the 19<sup>th</sup> of the old"
            + " versions.",
        "Take the old versions of a[1][2] and rows_old[1].",
        "```\nold = rows[1]\n```\nThe old versions (1998) and [2019] are kept.",
        "{\"days\": [1, 2], \"kept\": \"the old versions\"}",
        "Set old = [1, 2] for the versions.",
        "I read <cite>Hamlet</cite> in the old versions.",
        "The old versions (document your work, see p. 3) are kept (ref: 245).",
        "Vitamin D (D3) is kept in the old versions.",
        "Upload document 2 of the old versions [citation needed].",
        "Old versions are kept (Source: Wikipedia)."
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

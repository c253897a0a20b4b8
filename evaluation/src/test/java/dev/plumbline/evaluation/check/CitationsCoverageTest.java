package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.grounded;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which sentences a citation covers: those of its line up to it, or all where it opens the line.
 */
class CitationsCoverageTest {
  private static final String KEPT = "Old versions are kept for half a year.";
  private static final String RESTORED = "A restore usually takes two hours.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KEPT [1] RESTORED|0.5",
        "KEPT RESTORED [1]|1",
        "[1] KEPT RESTORED|0.5",
        "KEPT;[1] RESTORED|0.5",
        "KEPT;RESTORED [1]|0.5",
        "[1] KEPT;RESTORED|0.5",
        "KEPT [3];RESTORED [1]|0.5",
        "KEPT;;[1]|0",
        "KEPT [1];Thanks for asking!|1",
        "KEPT [1];Here they are:|1",
        "KEPT [1];How long is a restore of old versions?|1",
        "KEPT [1];I don't know how long a restore of versions takes.|1",
        "KEPT [1];A restore takes long.|1",
        "KEPT [1];Restores usually take very long hours.|0.5"
      })
  void isAShareOfTheSentencesThatClaimSomething(String form, double value) {
    String answer = form.replace("KEPT", KEPT).replace("RESTORED", RESTORED).replace(';', '\n');
    assertThat(evaluate("{id: citations}", answer).value()).isEqualTo(value);
  }

  @Test
  void passesOnTheShareThatIsAskedFor() {
    String half = KEPT + " [1]\n" + RESTORED;
    assertThat(evaluate("{id: citations, coverage: 0.5}", half).pass()).isTrue();
    assertThat(evaluate("{id: citations, coverage: 0.5}", half).evidence()).isEmpty();
    assertThat(evaluate("{id: citations, coverage: 0.51}", half).label()).isEqualTo("uncovered");
  }

  @Test
  void marksTheBareSentencesBehindTheBrokenCitations() {
    // Given
    String answer = KEPT + " [7]\n" + RESTORED + " [8]";
    // When
    CheckOutcome.Scored outcome = evaluate("{id: citations}", answer);
    // Then
    assertThat(outcome.label()).isEqualTo("unresolved");
    assertThat(outcome.value()).isZero();
    assertThat(marked(answer, outcome)).containsExactly("[7]", "[8]", KEPT, RESTORED);
    assertThat(outcome.evidence())
        .extracting(Evidence::getNote)
        .contains("there is no such document", "no citation");
  }

  @Test
  void marksNoBareSentenceWhereEnoughAreCovered() {
    String answer = KEPT + " [1]\n" + RESTORED + " [2] [7]";
    CheckOutcome.Scored outcome = evaluate("{id: citations}", answer);
    assertThat(outcome.value()).isEqualTo(1);
    assertThat(outcome.pass()).isFalse();
    assertThat(marked(answer, outcome)).containsExactly("[7]");
  }

  @Test
  void marksFiveAtMost() {
    assertThat(evaluate("{id: citations}", KEPT + " [7] [7] [7] [7] [7] [7]").evidence())
        .hasSize(5);
    String bare = (RESTORED + "\n").repeat(8) + KEPT + " [1]";
    CheckOutcome.Scored outcome = evaluate("{id: citations}", bare);
    assertThat(outcome.evidence()).hasSize(5);
    assertThat(outcome.value()).isEqualTo(1 / 9.0, within(1e-9));
  }

  @Test
  void ofAnAnswerThatClaimsNothingIsWhetherItsCitationsResolve() {
    assertThat(evaluate("{id: citations}", "See [1].").pass()).isTrue();
    CheckOutcome.Scored broken = evaluate("{id: citations}", "See [7].");
    assertThat(broken.label()).isEqualTo("unresolved");
    assertThat(broken.value()).isZero();
  }

  @Test
  void needsDocuments() {
    Check check = SmallChecksTest.check("{id: citations}");
    for (ContentState none : List.of(ContentState.CONTENT_STATE_UNSPECIFIED, ContentState.FULL)) {
      assertThat(check.evaluate(grounded(KEPT + " [1]").setDocumentsState(none).build()))
          .isEqualTo(new CheckOutcome.NotApplicable("no_documents"));
    }
    assertThat(
            check.evaluate(
                grounded(KEPT + " [1]").setDocumentsState(ContentState.REFERENCED).build()))
        .isEqualTo(new CheckOutcome.NotScorable("documents_not_captured"));
    assertThat(
            scored(
                    check.evaluate(
                        grounded(KEPT + " [1]", "Kept.")
                            .setDocumentsState(ContentState.CONTENT_STATE_UNSPECIFIED)
                            .build()))
                .pass())
        .isTrue();
  }

  @Test
  void isNamedInTheVersionWhereItIsNotTheDefault() {
    assertThat(SmallChecksTest.check("{id: citations}").version()).doesNotContain("+");
    assertThat(SmallChecksTest.check("{id: citations, required: true}").version())
        .endsWith("+coverage=0.5,required=true");
    assertThat(SmallChecksTest.check("{id: citations, coverage: 0.9}").version())
        .endsWith("+coverage=0.9,required=false");
  }

  private static CheckOutcome.Scored evaluate(String yaml, String answer) {
    return scored(
        SmallChecksTest.check(yaml)
            .evaluate(grounded(answer, "Versions are kept.", "It takes two hours.").build()));
  }

  private static List<String> marked(String answer, CheckOutcome.Scored outcome) {
    return outcome.evidence().stream()
        .map(e -> answer.substring(e.getStart(), e.getEnd()))
        .toList();
  }
}

package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which checks a suite has. */
class CheckSuiteMembersTest {
  private final CheckSuite suite =
      CheckSuite.parse("checks: [{id: truncated}, {id: refusal}, {id: grounding}]");

  @Test
  void areThoseOfTheFileInItsOrder() {
    assertThat(suite.members())
        .extracting(CheckSuite.Member::id)
        .containsExactly("truncated", "refusal", "grounding");
    assertThat(suite.members())
        .extracting(CheckSuite.Member::cost)
        .containsExactly(Cost.FIELDS, Cost.ANSWER, Cost.CONTENT);
    assertThat(suite.run(answering("yes").build()))
        .extracting(result -> result.checkId() + "@" + result.version())
        .containsExactlyElementsOf(
            suite.members().stream().map(m -> m.id() + "@" + m.version()).toList());
  }

  @Test
  void mayBeOnlySomeOfThem() {
    assertThat(suite.only(List.of("grounding", "truncated")).members())
        .extracting(CheckSuite.Member::id)
        .containsExactly("truncated", "grounding");
    assertThatThrownBy(() -> suite.only(List.of("grounding", "refusall", "error")))
        .isInstanceOf(CheckConfigException.class)
        .hasMessageContaining("refusall: not among the configured checks, did you mean refusal?")
        .hasMessageContaining("error: not among the configured checks")
        .hasMessageNotContaining("grounding:");
  }

  @Test
  void mayBeBuiltInOnesByName() {
    assertThat(CheckSuite.named(List.of("refusal", "error")).members())
        .extracting(CheckSuite.Member::id)
        .containsExactly("refusal", "error");
    assertThatThrownBy(() -> CheckSuite.named(List.of("refusal", "latency", "refusall")))
        .isInstanceOf(CheckConfigException.class)
        .hasMessageContaining("checks.latency: found no budget")
        .hasMessageContaining("checks.refusall: unknown check, did you mean refusal?");
  }

  @Test
  void areToldWithTheirParameters() {
    assertThat(CheckSuite.builtIn()).hasSize(16);
    assertThat(CheckSuite.builtIn().get("refusal")).isEmpty();
    assertThat(CheckSuite.builtIn().get("grounding")).containsExactly("threshold");
    assertThat(CheckSuite.builtIn().keySet()).startsWith("empty-answer").endsWith("token-budget");
  }

  @Test
  void haveIdsOfSixtyFourCharactersAtMost() {
    String longest = "a" + "b".repeat(63);
    assertThat(CheckSuite.parse("checks: [{id: " + longest + ", maxChars: 5}]").members())
        .hasSize(1);
    for (String id : List.of(longest + "c", "9lives", "a_b", "Loud")) {
      assertThatThrownBy(() -> CheckSuite.parse("checks: [{id: " + id + ", maxChars: 5}]"))
          .as(id)
          .hasMessageContaining("expected an id of lower-case letters, digits and dashes");
    }
  }

  @Test
  void ofOnesOwnHaveTheKeysOfTheirKindOnly() {
    assertThatThrownBy(() -> CheckSuite.parse("checks: [{id: a, cel: 'true', maxChars: 5}]"))
        .hasMessageContaining("checks.a.maxChars: unknown key");
    assertThatThrownBy(
            () -> CheckSuite.parse("checks: [{id: a, schema: {type: object}, maxChars: 5}]"))
        .hasMessageContaining("checks.a.maxChars: unknown key");
    assertThatThrownBy(() -> CheckSuite.parse("checks: [{id: a, maxChars: 5, words: 5}]"))
        .hasMessageContaining("checks.a.words: unknown key");
  }

  @Test
  void thatRunOutOfStackAreErrorsForThemselves() {
    Check deep =
        new Check() {
          @Override
          public String id() {
            return "deep";
          }

          @Override
          public String version() {
            return "1";
          }

          @Override
          public Cost cost() {
            return Cost.FIELDS;
          }

          @Override
          public CheckOutcome evaluate(Reading reading) {
            throw new StackOverflowError();
          }
        };
    assertThat(new CheckSuite(List.of(deep)).run(answering("yes").build()).getFirst().outcome())
        .isEqualTo(new CheckOutcome.Failed("StackOverflowError"));
  }

  @Test
  void nameASeriesByTwelveCharacters() {
    assertThat(suite.version()).hasSize(12);
    assertThat(CheckSuite.parse("checks: [{id: truncated}]").version())
        .isNotEqualTo(suite.version());
  }
}

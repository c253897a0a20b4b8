package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Interactions.grounded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckSuiteTest {
  private final CheckSuite suite =
      CheckSuite.parse(
          "checks: [{id: empty-answer}, {id: refusal}, {id: json-schema}, {id: grounding}]");

  @ParameterizedTest
  @EnumSource(
      value = ContentState.class,
      names = {"NOT_CAPTURED", "REFERENCED", "CUT", "REDACTED"})
  void neverFailsContentThatWasNotCaptured(ContentState state) {
    Interaction hidden =
        grounded("", "A document.").setOutputState(state).setOutputType("json").build();
    assertThat(suite.run(hidden))
        .allSatisfy(r -> assertThat(r.outcome()).isInstanceOf(CheckOutcome.NotScorable.class));
  }

  @Test
  void keepsAThrowingCheckToItself() {
    List<CheckResult> results =
        new CheckSuite(List.of(new Throwing(), new EmptyAnswerCheck()))
            .run(answering("yes").build());
    assertThat(results.getFirst().outcome())
        .isEqualTo(new CheckOutcome.Failed("IllegalStateException"));
    assertThat(results.getLast().outcome()).isInstanceOf(CheckOutcome.Scored.class);
  }

  @Test
  void countsFailedChecksOnlyAndTwoStandsForMore() {
    assertThat(CheckSuite.postStratum(suite.run(answering("").build()))).isEqualTo(1);
    Interaction cut = answering("").setOutputState(ContentState.CUT).build();
    assertThat(CheckSuite.postStratum(suite.run(cut))).isZero();
    CheckResult failed =
        new CheckResult("x", "1", new CheckOutcome.Scored(false, 0, "", List.of()));
    CheckResult broken = new CheckResult("y", "1", new CheckOutcome.Failed("boom"));
    assertThat(CheckSuite.postStratum(List.of(failed, failed, failed, broken))).isEqualTo(2);
  }

  @Test
  void changesItsVersionWithAParameterButNotWithTheOrder() {
    assertThat(CheckSuite.parse("checks: [{id: grounding, threshold: 0.9}]").version())
        .isNotEqualTo(CheckSuite.parse("checks: [{id: grounding}]").version());
    assertThat(CheckSuite.parse("checks: [{id: grounding}, {id: refusal}]").version())
        .isEqualTo(CheckSuite.parse("checks: [{id: refusal}, {id: grounding}]").version());
  }

  @Test
  void tellsEveryProblemOfTheFileAtOnceWithItsLine() {
    String yaml =
        """
        cheks: []
        checks:
          - {id: grounding, threshold: 7}
          - {id: refusall}
          - {id: refusal, treshold: 1}
          - {id: grounding, treshold: 0.7}
          - {threshold: 1}
          - {id: json-schema, schemas: {setup: {type: objekt}, chat: [1]}}
        """;
    assertThat(catchThrowable(() -> CheckSuite.parse(yaml)))
        .isInstanceOf(CheckConfigException.class)
        .hasMessage(
            """
            line 1  cheks: unknown key, did you mean checks?
              line 3  checks.grounding.threshold: found 7, expected a number above 0, at most 1
              line 4  checks.refusall: unknown check, did you mean refusal? (a check of your\
             own has cel, schema, or the rules of format)
              line 5  checks.refusal.treshold: unknown key, expected one of id, when
              line 6  checks.grounding: found a second time
              line 6  checks.grounding.treshold: unknown key, did you mean threshold?
              line 7  checks[4].id: found nothing, expected a text
              line 8  checks.json-schema.schemas.setup: found no usable JSON Schema, expected draft\
             2020-12 without references to elsewhere or look-around in patterns
              line 8  checks.json-schema.schemas.chat: found no usable JSON Schema, expected draft\
             2020-12 without references to elsewhere or look-around in patterns""");
  }

  @Test
  void refusesWhatIsNoListOfChecks() {
    for (String yaml :
        List.of("", "checks:", "checks: grounding", "- x", "checks: [", "a: &x [*x]")) {
      assertThat(catchThrowable(() -> CheckSuite.parse(yaml)))
          .as(yaml)
          .isInstanceOf(CheckConfigException.class);
    }
  }

  @Test
  void readsASchemaFromYamlAsJson() {
    CheckSuite strict =
        CheckSuite.parse(
            "checks: [{id: json-schema, schemas: {refunds: {type: object, required: [days],"
                + " properties: {days: {type: integer, minimum: 1}}}}}]");
    assertThat(passes(strict, "{\"days\": 3}")).isTrue();
    assertThat(passes(strict, "{\"days\": 0}")).isFalse();
  }

  @Test
  void survivesHostileTextQuickly() {
    long seed = 7;
    Random random = new Random(seed);
    String[] hostile = {
      "(".repeat(65_536),
      "\ud800".repeat(4_096),
      "\u202e".repeat(4_096) + "30 days",
      "a1,".repeat(20_000),
      "[".repeat(20_000) + "1]",
      "\"".repeat(60_000),
      "I can't ".repeat(8_000),
      "not 1. ".repeat(9_000),
      random
          .ints(20_000, 0, 0xffff)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString()
    };
    for (String text : hostile) {
      Interaction interaction = grounded(text, text).setOutputType("json").build();
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () ->
              assertThat(suite.run(interaction))
                  .as("seed %s", seed)
                  .noneSatisfy(
                      r -> assertThat(r.outcome()).isInstanceOf(CheckOutcome.Failed.class)));
    }
  }

  private static boolean passes(CheckSuite suite, String answer) {
    return Outcomes.scored(suite.run(answering(answer).build()).getFirst().outcome()).pass();
  }

  private static final class Throwing implements Check {
    @Override
    public String id() {
      return "broken";
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
      throw new IllegalStateException("secret content");
    }
  }
}

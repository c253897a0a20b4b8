package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.FinishReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnChecksTest {
  @Test
  void anExpressionMustHold() {
    Check check =
        SmallChecksTest.check(
            "{id: short, cel: 'answer_chars < 10 && \"stop\" in finish_reasons'}");
    assertThat(
            scored(check.evaluate(answering("yes").addFinishReasons(FinishReason.STOP).build()))
                .pass())
        .isTrue();
    assertThat(scored(check.evaluate(answering("yes").build())).pass()).isFalse();
    assertThat(check.evaluate(answering("yes").setOutputState(ContentState.CUT).build()))
        .isInstanceOf(CheckOutcome.NotScorable.class);
    assertThat(
            SmallChecksTest.check("{id: fast, cel: 'output_tokens < 10'}")
                .evaluate(answering("a").build()))
        .isEqualTo(new CheckOutcome.NotScorable("tokens_unknown"));
    assertThat(
            SmallChecksTest.check("{id: odd, cel: 'tool_names[3] == \"x\"'}")
                .evaluate(answering("a").build()))
        .isEqualTo(new CheckOutcome.Failed("expression_not_evaluable"));
  }

  @Test
  void aConditionLimitsACheck() {
    Check check = SmallChecksTest.check("{id: refusal, when: 'route == \"chat\"'}");
    assertThat(check.evaluate(answering("I can't help with that.").build()))
        .isEqualTo(new CheckOutcome.NotApplicable("condition"));
    assertThat(
            scored(check.evaluate(answering("I can't help with that.").setRoute("chat").build()))
                .pass())
        .isFalse();
    assertThat(check.version())
        .isNotEqualTo(SmallChecksTest.check("{id: refusal, when: 'route == \"web\"'}").version());
  }

  @Test
  void rulesPointAtWhatBreaksThem() {
    Check check =
        SmallChecksTest.check(
            "{id: no-rivals, mustNotMatch: ['(?i)\\bacme\\b'], mustContain: [Larkwing]}");
    CheckOutcome.Scored outcome = scored(check.evaluate(answering("Try ACME instead.").build()));
    assertThat(outcome.label()).isEqualTo("must_not_match");
    assertThat(outcome.value()).isZero();
    Evidence evidence = outcome.evidence().getFirst();
    assertThat("Try ACME instead.".substring(evidence.getStart(), evidence.getEnd()))
        .isEqualTo("ACME");
    assertThat(scored(check.evaluate(answering("Larkwing").build())).pass()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de | You can open the settings and restore the file from there. | false",
        "de | Sie können die Datei in den Einstellungen und auf der Seite wiederherstellen. | true",
        "en | 设置中可以恢复文件。 | false",
        "en | OK | true",
        "question | Vous pouvez restaurer le fichier dans les paramètres de la page. | false",
        "question | You can restore the file from the settings of the page. | true"
      })
  void languageIsToldFromTheText(String language, String answer, boolean pass) {
    Check check = SmallChecksTest.check("{id: format, language: " + language + "}");
    assertThat(
            scored(
                    check.evaluate(
                        answering(answer)
                            .setQuestion("How do I restore the file that was on my page?")
                            .build()))
                .pass())
        .isEqualTo(pass);
  }

  @Test
  void aSchemaHoldsForEveryAnswer() {
    Check check = SmallChecksTest.check("{id: extract, schema: {type: object, required: [days]}}");
    assertThat(scored(check.evaluate(answering("{\"days\": 3}").build())).pass()).isTrue();
    assertThat(scored(check.evaluate(answering("three").build())).label()).isEqualTo("not_json");
  }

  @Test
  void whatCannotBeUsedStopsTheStart() {
    String yaml =
        """
        checks:
          - {id: a, cel: 'answr == "x"'}
          - {id: b, mustMatch: ['(?=x)']}
          - {id: c, cel: 'answer_chars + 1'}
          - {id: Loud, cel: 'true'}
          - {id: format}
          - {id: latency}
          - {id: latency2, maxMillis: 3}
          - {id: secrets, kinds: [jwtt]}
          - {id: refusal, when: 'route ='}
          - {id: format2, language: xx}
          - {id: prompt-leak, words: 2}
          - {id: citations, required: maybe}
        """;
    assertThat(catchThrowable(() -> CheckSuite.parse(yaml)).getMessage().lines().map(String::strip))
        .hasSize(12)
        .anySatisfy(l -> assertThat(l).startsWith("line 2  checks.a.cel: not an expression"))
        .anySatisfy(l -> assertThat(l).startsWith("line 3  checks.b.mustMatch[0]: found (?=x)"))
        .anySatisfy(
            l -> assertThat(l).contains("checks.latency: found no budget, expected maxMillis"))
        .anySatisfy(l -> assertThat(l).contains("found jwtt, did you mean jwt?"))
        .anySatisfy(l -> assertThat(l).contains("found 2, expected a whole number from 4 to 100"));
  }

  @Test
  void aChangedRuleIsANewVersion() {
    for (String[] pair :
        List.of(
            new String[] {"{id: a, cel: 'answer_chars > 1'}", "{id: a, cel: 'answer_chars > 2'}"},
            new String[] {"{id: a, mustMatch: [x]}", "{id: a, mustMatch: [y]}"},
            new String[] {"{id: a, maxChars: 5}", "{id: a, maxChars: 6}"},
            new String[] {"{id: a, schema: {type: object}}", "{id: a, schema: {type: array}}"},
            new String[] {"{id: citations}", "{id: citations, coverage: 0.9}"},
            new String[] {"{id: secrets}", "{id: secrets, kinds: [jwt]}"},
            new String[] {"{id: latency, maxMillis: 5}", "{id: latency, maxMillis: 6}"})) {
      assertThat(SmallChecksTest.check(pair[0]).version())
          .isNotEqualTo(SmallChecksTest.check(pair[1]).version())
          .isEqualTo(SmallChecksTest.check(pair[0]).version());
    }
  }

  @Test
  void theDocumentedExamplesWork() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reference", "checks.md"));
    List<CheckSuite> suites = new ArrayList<>();
    for (String block : page.split("```yaml\n")) {
      if (block.startsWith("checks:")) {
        suites.add(CheckSuite.parse(block.substring(0, block.indexOf("```"))));
      }
    }
    assertThat(suites).hasSizeGreaterThanOrEqualTo(2);
    CheckSuite own = suites.getLast();
    List<CheckResult> results = own.run(answering("Ask Acme.").setRoute("/api/extract").build());
    assertThat(results)
        .allSatisfy(r -> assertThat(scored(r.outcome()).pass()).as(r.checkId()).isFalse());
  }
}

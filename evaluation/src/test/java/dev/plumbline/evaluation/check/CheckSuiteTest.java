package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Interactions.grounded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckSuiteTest {
  private static final String ALL =
      "checks: [{id: empty-answer}, {id: refusal}, {id: json-schema}, {id: grounding}]";
  private static final String PLANS =
      "Previous versions are kept for 30 days on the Basic plan and for 180 days on the Team plan.";

  private final CheckSuite suite = CheckSuite.parse(ALL);

  @Test
  void failsAnEmptyAnswerButNotOneThatCallsTools() {
    assertThat(outcome("empty-answer", answering("  ").build()))
        .isInstanceOf(CheckOutcome.Scored.class);
    assertThat(passes("empty-answer", answering(" \n").build())).isFalse();
    assertThat(passes("empty-answer", answering("yes").build())).isTrue();
    assertThat(
            outcome("empty-answer", answering("").addFinishReasons(FinishReason.TOOL_CALL).build()))
        .isEqualTo(new CheckOutcome.NotApplicable("tool_calls_only"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I'm sorry, but I can't assist with that.",
        "I\u2019m sorry, but I cannot help with that request.",
        "Es tut mir leid, aber dabei kann ich nicht helfen.",
        "Je suis désolé, mais je ne peux pas vous aider.",
        "Lo siento, no puedo ayudarte con eso.",
        "Desculpe, não posso ajudar com isso.",
        "Mi dispiace, non posso aiutarti.",
        "申し訳ありませんが、お手伝いできません。",
        "抱歉，我无法协助您。"
      })
  void seesARefusalInManyLanguages(String answer) {
    assertThat(passes("refusal", answering(answer).build())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I'm sorry to hear that. Open Settings and choose Refund; the money arrives in 5 days.",
        "The context does not contain the answer, so I do not know.",
        "You cannot cancel after 14 days.",
        "To kill the process, run kill -9 and the id."
      })
  void doesNotTakeRegretOrIgnoranceForARefusal(String answer) {
    assertThat(passes("refusal", answering(answer).build())).isTrue();
  }

  @Test
  void supportsASentenceOfTheDocuments() {
    CheckOutcome outcome =
        outcome(
            "grounding",
            grounded("On the Team plan versions are kept for 180 days [1].", PLANS).build());
    assertThat(outcome).isEqualTo(new CheckOutcome.Scored(true, 1, "", List.of()));
  }

  @Test
  void doesNotSupportAnotherNumberAndPointsAtTheSentence() {
    String answer =
        "Versions are kept on the Team plan. The Team plan keeps versions for 365 days.";
    CheckOutcome.Scored scored =
        (CheckOutcome.Scored) outcome("grounding", grounded(answer, PLANS).build());
    assertThat(scored.pass()).isFalse();
    assertThat(scored.value()).isEqualTo(0.5);
    Evidence evidence = scored.evidence().getFirst();
    assertThat(answer.substring(evidence.getStart(), evidence.getEnd()))
        .isEqualTo("The Team plan keeps versions for 365 days.");
    assertThat(evidence.getNote()).contains("365");
    assertThat(evidence.getDocumentId()).isEqualTo("d1");
  }

  @Test
  void doesNotSupportTheRightNumberWithAnotherUnit() {
    assertThat(
            passes(
                "grounding",
                grounded(
                        "The Basic plan keeps previous versions for 180 days, the Team plan for 30 hours.",
                        PLANS,
                        "A restore takes 2 hours.")
                    .build()))
        .isFalse();
  }

  @Test
  void doesNotSupportANegatedRepetition() {
    assertThat(
            passes(
                "grounding",
                grounded(
                        "Shared folders are not included in the nightly backup.",
                        "Shared folders are included in the nightly backup.")
                    .build()))
        .isFalse();
  }

  @Test
  void readsTheSentencesOfAJsonAnswerNotItsKeysAndIds() {
    assertThat(
            passes(
                "grounding",
                grounded(
                        "{\"answer\": \"Set the proxy under Preferences, Network.\", \"sources\": [\"s-02\"]}",
                        "Set the proxy under Preferences, Network.")
                    .build()))
        .isTrue();
    assertThat(
            passes(
                "grounding",
                grounded(
                        "{\"answer\": \"Set the proxy under Preferences within 90 days.\"}",
                        "Set the proxy under Preferences, Network.")
                    .build()))
        .isFalse();
  }

  @Test
  void asksNothingOfAnAnswerThatClaimsNothing() {
    assertThat(
            outcome(
                "grounding",
                grounded("I do not know; the context does not contain it.", PLANS).build()))
        .isEqualTo(new CheckOutcome.NotApplicable("no_claims"));
    assertThat(outcome("grounding", answering("It is 30 days.").build()))
        .isEqualTo(new CheckOutcome.NotApplicable("no_documents"));
  }

  @Test
  void validatesJsonOnlyWhereItIsExpected() {
    Interaction.Builder json =
        answering("{\"days\": 30}")
            .setResponseSchema(
                "{\"type\":\"object\",\"properties\":{\"days\":{\"type\":\"integer\"}},\"required\":[\"days\"]}");
    assertThat(passes("json-schema", json.build())).isTrue();
    assertThat(passes("json-schema", json.setAnswer("{\"days\": \"30\"}").build())).isFalse();
    assertThat(passes("json-schema", json.setAnswer("{\"days\": 30").build())).isFalse();
    assertThat(passes("json-schema", json.setAnswer("{\"days\": 30} as you asked").build()))
        .isFalse();
    assertThat(outcome("json-schema", answering("thirty").build()))
        .isEqualTo(new CheckOutcome.NotApplicable("json_not_expected"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ContentState.class,
      names = {"NOT_CAPTURED", "REFERENCED", "CUT", "REDACTED"})
  void neverFailsContentThatWasNotCaptured(ContentState state) {
    Interaction hidden = grounded("", PLANS).setOutputState(state).setOutputType("json").build();
    assertThat(suite.run(hidden))
        .allSatisfy(r -> assertThat(r.outcome()).isInstanceOf(CheckOutcome.NotScorable.class));
  }

  @Test
  void keepsAThrowingCheckToItself() {
    Check broken =
        new Check() {
          @Override
          public String id() {
            return "broken";
          }

          @Override
          public String version() {
            return "1";
          }

          @Override
          public CheckOutcome evaluate(Interaction interaction) {
            throw new IllegalStateException("secret content");
          }
        };
    List<CheckResult> results =
        new CheckSuite(List.of(broken, new EmptyAnswerCheck())).run(answering("yes").build());
    assertThat(results.getFirst().outcome())
        .isEqualTo(new CheckOutcome.Failed("IllegalStateException"));
    assertThat(results.getLast().outcome()).isInstanceOf(CheckOutcome.Scored.class);
  }

  @Test
  void countsFailedChecksOnly() {
    assertThat(CheckSuite.postStratum(suite.run(answering("").build()))).isEqualTo(1);
    assertThat(
            CheckSuite.postStratum(
                suite.run(answering("").setOutputState(ContentState.CUT).build())))
        .isZero();
  }

  @Test
  void changesItsVersionWithAParameter() {
    CheckSuite stricter = CheckSuite.parse("checks: [{id: grounding, threshold: 0.9}]");
    assertThat(stricter.version())
        .isNotEqualTo(CheckSuite.parse("checks: [{id: grounding}]").version());
    assertThat(stricter.run(answering("x").build()).getFirst().version()).contains("0.9");
  }

  @Test
  void tellsEveryProblemOfTheFileAtOnce() {
    assertThatThrownBy(
            () ->
                CheckSuite.parse(
                    "checks: [{id: grounding, threshold: 7}, {id: refusall}, {id: refusal, when: x}]"))
        .isInstanceOf(CheckConfigException.class)
        .hasMessageContainingAll("found 7", "refusall", "checks.refusal.when: unknown parameter");
  }

  @Test
  void survivesHostileText() {
    Random random = new Random(7);
    String[] hostile = {
      "(".repeat(65_536),
      "\ud800".repeat(4_096),
      "\u202e".repeat(4_096) + "30 days",
      "a1,".repeat(20_000),
      "[".repeat(20_000) + "1]",
      random
          .ints(20_000, 0, 0xffff)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString()
    };
    for (String text : hostile) {
      Interaction interaction = grounded(text, text, PLANS).setOutputType("json").build();
      assertThat(suite.run(interaction))
          .noneSatisfy(r -> assertThat(r.outcome()).isInstanceOf(CheckOutcome.Failed.class));
    }
  }

  private boolean passes(String check, Interaction interaction) {
    return ((CheckOutcome.Scored) outcome(check, interaction)).pass();
  }

  private CheckOutcome outcome(String check, Interaction interaction) {
    return suite.run(interaction).stream()
        .filter(r -> r.checkId().equals(check))
        .findFirst()
        .orElseThrow()
        .outcome();
  }
}

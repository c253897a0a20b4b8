package dev.plumbline.evaluation.interaction;

import static dev.plumbline.evaluation.interaction.Trace.chat;
import static dev.plumbline.evaluation.interaction.Trace.said;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.redaction.Kind;
import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.v1.Interaction;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The normaliser's last step: no value is left, and every check says what it said before. */
class RedactingTest {
  private static final Redaction REDACTION =
      Redaction.of("0123456789abcdef0123456789abcdef".getBytes(UTF_8), EnumSet.allOf(Kind.class));
  private static final CheckSuite CHECKS =
      CheckSuite.parse(
          """
          checks:
            - {id: empty-answer}
            - {id: refusal}
            - {id: citations}
            - {id: grounding}
            - {id: tool-calls}
            - {id: repetition}
            - {id: prompt-leak, words: 4}
            - {id: personal-data}
            - {id: secrets}
          """);
  private static final String DOCUMENT =
      "Our shop answers mail to help@larkwing.test and calls to +49 30 901820 within two days.";

  @Test
  void leavesNoValueAnywhereInAnInteraction() throws Exception {
    // Given
    String[] canaries = {
      "ann1@corp.test",
      "ann2@corp.test",
      "ann3@corp.test",
      "ann4@corp.test",
      "ann5@corp.test",
      "ann6@corp.test",
      "ann7@corp.test",
      "ann8@corp.test"
    };
    String call =
        """
        [{"role":"user","parts":[{"type":"text","content":"I am %s"}]},
         {"role":"assistant","parts":[{"type":"reasoning","content":"ask %s"},
           {"type":"tool_call","id":"c1","name":"find","arguments":{"to":"%s"}}]},
         {"role":"tool","parts":[{"type":"tool_call_response","id":"c1","response":"sent to %s"}]}]
        """
            .formatted(canaries[0], canaries[1], canaries[2], canaries[3]);
    Trace trace =
        Trace.of(
            chat(
                1,
                0,
                "gen_ai.input.messages",
                call,
                "gen_ai.output.messages",
                said("assistant", "Done, " + canaries[4]),
                "gen_ai.system_instructions",
                "[{\"type\":\"text\",\"content\":\"Report to " + canaries[5] + "\"}]",
                "gen_ai.retrieval.documents",
                new ObjectMapper()
                    .writeValueAsString(
                        List.of(Map.of("id", "d1", "content", "by " + canaries[6]))),
                "gen_ai.conversation.id",
                canaries[7]));
    assertThat(trace.interaction().toString()).contains(canaries);
    // When
    Interaction redacted = trace.interactions(REDACTION).getFirst();
    // Then
    assertThat(redacted.toString()).doesNotContain("ann").doesNotContain("corp.test");
    assertThat(redacted.getRedactedMap()).containsEntry("email", 10);
    assertThat(redacted.getContentHash()).isNotEqualTo(trace.interaction().getContentHash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "How do I reach you? | Mail help@larkwing.test or call +49 30 901820. | PASS | PASS",
        "How do I reach you? | Calls to +49 30 7654321 are answered in two days. | FAIL | FAIL",
        "How do I reach you? | Mail to bob@corp.test is answered in two days. | PASS | FAIL",
        "I am bob@corp.test, is my mail answered? | Mail of bob@corp.test is answered in two days. | PASS | PASS",
        "How do I reach you? | Your card 4539 1488 0343 6467 is answered. | FAIL | FAIL"
      })
  void letsGroundingAndLeaksSayWhatTheySaidBefore(
      String question, String answer, String grounding, String leak) {
    Trace trace = asked(question, answer);
    Map<String, String> before = outcomes(trace.interaction());
    assertThat(before).containsEntry("grounding", grounding).containsEntry("personal-data", leak);
    assertThat(outcomes(trace.interactions(REDACTION).getFirst())).isEqualTo(before);
  }

  @Test
  void replacesValuesInARouteThatIsTheNameOfASpan() {
    Trace trace = Trace.of(Trace.span(1, 0, "mail to bob@corp.test"), chat(2, 1));
    assertThat(trace.interaction().getRoute()).isEqualTo("mail to bob@corp.test");
    assertThat(trace.interactions(REDACTION).getFirst().getRoute()).startsWith("mail to <email:");
  }

  @Test
  void tellsASecretInTheAnswerAfterItIsGone() {
    Trace trace = asked("What is the key?", "It is AKIAQ3EGRT2XK5V7PLMD.");
    Interaction redacted = trace.interactions(REDACTION).getFirst();
    assertThat(redacted.getAnswer()).doesNotContain("AKIA");
    assertThat(outcomes(redacted)).containsEntry("secrets", "FAIL");
  }

  @Test
  void holdsNoReplacedValueAgainstASchemaARuleOrAnExpression() {
    CheckSuite form =
        CheckSuite.parse(
            """
            checks:
              - id: contact
                schema:
                  type: object
                  required: [mail]
                  properties: {mail: {type: string, pattern: '@'}, card: {type: integer}}
              - {id: has-mail, mustMatch: ['@']}
              - {id: says-mail, cel: 'answer.contains("@")'}
            """);
    Trace trace =
        asked("Who?", "{\\\"mail\\\": \\\"bob@corp.test\\\", \\\"card\\\": 4539148803436467}");
    assertThat(outcomes(form, trace.interaction()).values()).containsOnly("PASS");
    Interaction redacted = trace.interactions(REDACTION).getFirst();
    assertThat(redacted.getAnswer()).startsWith("{\"mail\": \"<email:");
    assertThat(outcomes(form, redacted))
        .containsEntry("contact", "PASS")
        .containsEntry("has-mail", "content_redacted")
        .containsEntry("says-mail", "content_redacted");
    assertThat(
            outcomes(
                form,
                asked("Who?", "{\\\"ma\\\": \\\"bob@corp.test\\\"}")
                    .interactions(REDACTION)
                    .getFirst()))
        .as("what else is wrong is still told")
        .containsEntry("contact", "FAIL");
  }

  private static Trace asked(String question, String answer) {
    String documents = "[{\"id\":\"d1\",\"content\":\"" + DOCUMENT + "\"}]";
    return Trace.of(
        chat(
            1,
            0,
            "gen_ai.input.messages",
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\""
                + question
                + "\"}]}]",
            "gen_ai.output.messages",
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\""
                + answer
                + "\"}]}]",
            "gen_ai.retrieval.documents",
            documents));
  }

  private static Map<String, String> outcomes(Interaction interaction) {
    return outcomes(CHECKS, interaction);
  }

  private static Map<String, String> outcomes(CheckSuite checks, Interaction interaction) {
    Map<String, String> outcomes = new TreeMap<>();
    checks
        .run(interaction)
        .forEach(
            result ->
                outcomes.put(
                    result.checkId(),
                    switch (result.outcome()) {
                      case CheckOutcome.Scored scored -> scored.pass() ? "PASS" : "FAIL";
                      case CheckOutcome.NotApplicable none -> none.reason();
                      case CheckOutcome.NotScorable none -> none.reason();
                      case CheckOutcome.Failed failed -> failed.error();
                    }));
    return outcomes;
  }
}

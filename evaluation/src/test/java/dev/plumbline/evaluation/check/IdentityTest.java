package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores of two rules are never added: what is another rule has another id or version. */
class IdentityTest {
  @Test
  void everyCheckHasItsIdAndAVersion() {
    List<Check> checks = EveryCheck.checks().toList();
    assertThat(checks)
        .extracting(Check::id)
        .startsWith(CheckSuite.builtIn().keySet().toArray(String[]::new))
        .endsWith("names-a-source", "linear", "has-days", "of-a", "no-rivals", "polite")
        .doesNotHaveDuplicates();
    assertThat(checks)
        .extracting(Check::version)
        .allMatch(version -> version.matches("\\d+\\.\\d+\\.\\d+(\\+.+)?"));
    assertThat(checks).extracting(Check::cost).doesNotContainNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{id: grounding}|{id: grounding, threshold: 0.7}",
        "{id: citations}|{id: citations, coverage: 0.7}",
        "{id: citations}|{id: citations, required: true}",
        "{id: prompt-leak}|{id: prompt-leak, words: 8}",
        "{id: personal-data}|{id: personal-data, kinds: [email]}",
        "{id: secrets}|{id: secrets, kinds: [jwt]}",
        "{id: json-schema}|{id: json-schema, schemas: {a: {type: object}}}",
        "{id: x, mustContain: [a]}|{id: x, mustContain: [b]}",
        "{id: x, cel: 'answer.size() > 1'}|{id: x, cel: 'answer.size() > 2'}",
        "{id: x, schema: {type: object}}|{id: x, schema: {type: array}}",
        "{id: latency, maxMillis: 1}|{id: latency, maxMillis: 2}",
        "{id: token-budget, maxInputTokens: 1}|{id: token-budget, maxOutputTokens: 1}",
        "{id: refusal}|{id: refusal, when: 'has_documents'}"
      })
  void aChangedParameterIsAnotherVersion(String one, String other) {
    assertThat(SmallChecksTest.check(one).version())
        .isNotEqualTo(SmallChecksTest.check(other).version());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{id: grounding}|{id: grounding, threshold: 0.8}",
        "{id: citations}|{id: citations, coverage: 0.5, required: false}",
        "{id: prompt-leak}|{id: prompt-leak, words: 12}",
        "{id: secrets}|{id: secrets, kinds: [jwt, token, private-key, cloud-key]}"
      })
  void aDefaultWrittenDownIsTheSameVersion(String one, String other) {
    assertThat(SmallChecksTest.check(one).version())
        .doesNotContain("+")
        .isEqualTo(SmallChecksTest.check(other).version());
  }
}

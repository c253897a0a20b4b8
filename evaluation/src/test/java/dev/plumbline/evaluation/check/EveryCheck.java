package dev.plumbline.evaluation.check;

import java.util.stream.Stream;

/** Every built-in check, and one of each kind of own ones, as a config writes them. */
final class EveryCheck {
  private static final String YAML =
      """
      checks:
        - {id: empty-answer}
        - {id: refusal}
        - {id: truncated}
        - {id: error}
        - {id: json-schema, schemas: {refunds: {type: object, required: [days]}}}
        - {id: format, mustMatch: ["^Dear"], mustNotMatch: ['\\b(?i:acme)\\b', '(a+)+$'], mustContain: [x],
           mustNotContain: [password], minChars: 2, maxChars: 100, language: question}
        - {id: citations, required: true}
        - {id: grounding}
        - {id: tool-calls}
        - {id: repetition}
        - {id: prompt-leak, words: 6}
        - {id: personal-data}
        - {id: secrets}
        - {id: latency, maxMillis: 1000}
        - {id: time-to-first-token, maxMillis: 500}
        - {id: token-budget, maxOutputTokens: 100}
        - {id: names-a-source, cel: 'answer.contains("Source")'}
        - {id: linear, cel: 'answer.matches("^(a+)+$")'}
        - {id: has-days, schema: {type: object, required: [days]}}
        - {id: of-a, schema: {type: string, pattern: "^(a|aa)+$"}}
        - {id: no-rivals, mustNotMatch: ['(?i)acme']}
        - {id: polite, when: 'answer_chars > 3', mustMatch: ["please"]}
      """;

  private EveryCheck() {}

  static CheckSuite suite() {
    return CheckSuite.parse(YAML);
  }

  static Stream<Check> checks() {
    return CheckParser.parse(YAML).stream();
  }
}

package dev.plumbline.evaluation.sampling;

/** Policies of the sampling tests. */
final class Policies {
  static final String TWO_STRATA =
      """
      salt: judge-v1
      saltEpoch: "1"
      evaluators:
        - rubric: answer-quality
          version: "1"
          judge: primary
          criteria: [helpful, grounded]
          eligible: "route != 'internal'"
          strata:
            - {name: suspicious, when: "failed_checks >= 1 || checks['grounding'] == 'error'", rate: 0.5}
            - {name: rest, rate: 0.1}
      """;

  static final String AUTO =
      """
      salt: judge-v1
      saltEpoch: "1"
      budget: {callsPerHour: 1000}
      floors: {by: [model], judgedPerHour: 50}
      evaluators:
        - rubric: answer-quality
          version: "1"
          judge: primary
          criteria: [helpful]
          strata:
            - {name: suspicious, when: "failed_checks >= 1", rate: auto}
            - {name: rest, rate: auto}
      """;

  private Policies() {}
}

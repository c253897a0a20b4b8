package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.v1.Interaction;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a condition may ask about an interaction. */
final class Facts {
  private Facts() {}

  static Map<String, Object> of(
      Interaction interaction, List<CheckResult> results, Set<LateFact> late) {
    Map<String, String> checks = new HashMap<>();
    long failed = 0;
    for (CheckResult result : results) {
      String word =
          switch (result.outcome()) {
            case CheckOutcome.Scored scored -> scored.pass() ? "pass" : "fail";
            case CheckOutcome.NotApplicable na -> "not_applicable";
            case CheckOutcome.NotScorable ns -> "not_scorable";
            case CheckOutcome.Failed error -> "error";
          };
      checks.put(result.checkId(), word);
      failed += word.equals("fail") ? 1 : 0;
    }
    Map<String, Object> facts = new HashMap<>();
    facts.put("failed_checks", failed);
    facts.put("checks", checks);
    facts.put("answer_chars", (long) interaction.getAnswer().length());
    facts.put("has_documents", interaction.getDocumentsCount() > 0);
    facts.put("service", interaction.getService());
    facts.put("route", interaction.getRoute());
    facts.put("model", interaction.getModel().getServed());
    facts.put("prompt_version", interaction.getPrompt().getVersion());
    facts.put("environment", interaction.getEnvironment());
    facts.put("provider", interaction.getProvider());
    facts.put("output_state", interaction.getOutputState().name().toLowerCase(Locale.ROOT));
    facts.put("documents_state", interaction.getDocumentsState().name().toLowerCase(Locale.ROOT));
    facts.put("error_type", interaction.getErrorType());
    LateFact.put(facts, late);
    return facts;
  }
}

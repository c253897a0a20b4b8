package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.estimate.Judgement;
import dev.plumbline.v1.Slice;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An answer that a judge was asked about, as far as draws for people depend on it. No content: that
 * may be gone when a verdict comes.
 *
 * @param rubric rubric id
 * @param metric {@code rubric/criterion}
 * @param stratum name of the sampling stratum
 * @param verdict what the judge said; NONE when the asking ended without a usable verdict
 * @param slice a value for every dimension
 * @param checks check id to {@code pass}, {@code fail}, {@code not_applicable}, {@code
 *     not_scorable} or {@code error}
 * @param late what users did
 * @param suspicion how far the answer looks like an attack on the judge, 0 to 1
 */
public record JudgedAnswer(
    String traceId,
    String rubric,
    String metric,
    String stratum,
    Judgement verdict,
    Slice slice,
    Map<String, String> checks,
    Set<LateFact> late,
    double suspicion) {
  Map<String, Object> facts() {
    Map<String, Object> facts = new HashMap<>();
    facts.put("checks", checks);
    facts.put("failed_checks", checks.values().stream().filter("fail"::equals).count());
    facts.put("service", slice.getService());
    facts.put("route", slice.getRoute());
    facts.put("model", slice.getModel());
    facts.put("prompt_version", slice.getPromptVersion());
    facts.put("environment", slice.getEnvironment());
    facts.put("verdict", verdict.name().toLowerCase(Locale.ROOT));
    facts.put("stratum", stratum);
    facts.put("suspicion", suspicion);
    LateFact.put(facts, late);
    return facts;
  }
}

package dev.plumbline.standalone.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.evaluation.agreement.Agreement;
import dev.plumbline.evaluation.agreement.AgreementTable;
import dev.plumbline.evaluation.agreement.Coefficient;
import dev.plumbline.evaluation.estimate.Interval;
import dev.plumbline.evaluation.estimate.JudgedRate;
import dev.plumbline.evaluation.estimate.RateComparison;
import dev.plumbline.evaluation.estimate.RateComparison.Difference;
import dev.plumbline.evaluation.estimate.Reason;
import dev.plumbline.evaluation.estimate.VersionComparison.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Rates, comparisons and agreement as JSON; what is not there is null. */
public final class RateJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The fields of a rate, which no row can be grouped by. */
  public static final List<String> FIELDS =
      List.of(
          "n",
          "asked",
          "judged",
          "labelled",
          "raw",
          "weighted",
          "corrected",
          "low",
          "high",
          "se",
          "nEff",
          "lambda",
          "bounds",
          "unseenShare",
          "method",
          "state",
          "reason");

  private RateJson() {}

  /** A rate. */
  public static ObjectNode rate(JudgedRate rate) {
    ObjectNode json = JSON.objectNode();
    json.put("n", rate.n());
    json.put("asked", rate.asked());
    json.put("judged", rate.judged());
    json.put("labelled", rate.labelled());
    json.set("raw", number(rate.raw()));
    json.set("weighted", number(rate.weighted()));
    json.set("corrected", number(rate.corrected()));
    ends(json, rate.interval());
    json.set("se", number(rate.se()));
    json.set("nEff", number(rate.nEff()));
    json.set("lambda", number(rate.lambda()));
    json.set(
        "bounds",
        rate.bounds()
            .<JsonNode>map(b -> JSON.arrayNode().add(b.low()).add(b.high()))
            .orElse(JSON.nullNode()));
    json.set("unseenShare", number(rate.unseenShare()));
    json.put("method", rate.method().word());
    json.put("state", rate.state().name().toLowerCase(Locale.ROOT));
    json.put("reason", rate.reason().map(Reason::word).orElse(null));
    return json;
  }

  /** A comparison of two versions. */
  public static ObjectNode comparison(RateComparison comparison) {
    ObjectNode json = JSON.objectNode();
    json.put("verdict", word(comparison.verdict()));
    json.put("reason", comparison.reason().map(RateComparison.Refusal::word).orElse(null));
    difference(json, comparison.corrected());
    ObjectNode sequential = json.putObject("sequential");
    sequential.put("verdict", word(comparison.sequentialVerdict()));
    ends(sequential, comparison.sequential().map(Difference::interval));
    difference(json.putObject("weighted"), comparison.weighted());
    difference(json.putObject("raw"), comparison.raw());
    json.set("a", rate(comparison.a()));
    json.set("b", rate(comparison.b()));
    return json;
  }

  /** All measures of a table. */
  public static ObjectNode agreement(AgreementTable table, double level) {
    Agreement agreement = new Agreement(table, level);
    ObjectNode json = JSON.objectNode();
    json.put("n", table.items());
    json.put("nEff", table.effective());
    coefficient(json, "agreement", agreement.observed());
    coefficient(json, "kappa", agreement.kappa());
    coefficient(json, "ac1", agreement.ac1());
    boolean binary = table.categories().equals(List.of("0", "1"));
    coefficient(json, "sensitivity", binary ? agreement.hits(1) : Optional.empty());
    coefficient(json, "specificity", binary ? agreement.hits(0) : Optional.empty());
    json.put("scott", agreement.scott().orElse(null));
    json.put("alpha", agreement.alpha().orElse(null));
    return json;
  }

  private static void coefficient(ObjectNode json, String name, Optional<Coefficient> value) {
    json.put(name, value.map(Coefficient::value).orElse(null));
    json.put(name + "Se", value.map(Coefficient::se).orElse(null));
    json.put(name + "Low", value.map(c -> c.interval().low()).orElse(null));
    json.put(name + "High", value.map(c -> c.interval().high()).orElse(null));
  }

  private static void difference(ObjectNode json, Optional<Difference> difference) {
    json.put("difference", difference.map(Difference::value).orElse(null));
    json.put("se", difference.map(Difference::se).orElse(null));
    ends(json, difference.map(Difference::interval));
  }

  private static void ends(ObjectNode json, Optional<Interval> interval) {
    json.put("low", interval.map(Interval::low).orElse(null));
    json.put("high", interval.map(Interval::high).orElse(null));
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static JsonNode number(OptionalDouble value) {
    return value.isPresent() ? JSON.numberNode(value.getAsDouble()) : JSON.nullNode();
  }
}

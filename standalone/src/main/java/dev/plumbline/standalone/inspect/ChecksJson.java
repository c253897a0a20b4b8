package dev.plumbline.standalone.inspect;

import static dev.plumbline.standalone.inspect.InteractionJson.given;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;

/** A check's result as JSON. */
final class ChecksJson {
  private ChecksJson() {}

  static ObjectNode of(CheckResult result) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("check", result.checkId())
            .put("version", result.version());
    return switch (result.outcome()) {
      case CheckOutcome.Scored scored ->
          json.put("outcome", scored.pass() ? "PASS" : "FAIL")
              .put("value", scored.value())
              .put("label", given(scored.label()))
              .put(
                  "reason",
                  scored.evidence().isEmpty()
                      ? null
                      : given(scored.evidence().getFirst().getNote()));
      case CheckOutcome.NotApplicable none -> without(json, "NOT_APPLICABLE", none.reason());
      case CheckOutcome.NotScorable none -> without(json, "NOT_SCORABLE", none.reason());
      case CheckOutcome.Failed failed -> without(json, "ERROR", failed.error());
    };
  }

  private static ObjectNode without(ObjectNode json, String outcome, String reason) {
    return json.put("outcome", outcome).putNull("value").putNull("label").put("reason", reason);
  }
}

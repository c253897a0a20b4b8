package dev.plumbline.standalone.offline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.v1.Evidence;
import java.io.PrintStream;
import java.util.List;

/** Writes one line of JSON per row and check. */
public final class ResultLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;

  /** Lines to a stream, which stays open. */
  public ResultLines(PrintStream out) {
    this.out = out;
  }

  /** Writes a result: a value only with PASS or FAIL, a reason only with the others. */
  public void write(String id, CheckResult result) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("id", id)
            .put("check", result.checkId())
            .put("version", result.version());
    switch (result.outcome()) {
      case CheckOutcome.Scored(boolean pass, double value, String label, List<Evidence> evidence) ->
          line.put("outcome", pass ? "PASS" : "FAIL")
              .put("value", value)
              .put("label", label)
              .putNull("reason")
              .set("evidence", evidence(evidence));
      case CheckOutcome.NotApplicable(String reason) -> unscored(line, "NOT_APPLICABLE", reason);
      case CheckOutcome.NotScorable(String reason) -> unscored(line, "NOT_SCORABLE", reason);
      case CheckOutcome.Failed(String error) -> unscored(line, "ERROR", error);
    }
    out.println(line);
  }

  private static void unscored(ObjectNode line, String outcome, String reason) {
    line.put("outcome", outcome).putNull("value").put("label", "").put("reason", reason);
    line.putArray("evidence");
  }

  private static ArrayNode evidence(List<Evidence> evidence) {
    ArrayNode list = JSON.createArrayNode();
    for (Evidence item : evidence) {
      ObjectNode node = list.addObject();
      if (item.hasStart()) {
        node.put("start", item.getStart()).put("end", item.getEnd());
      }
      if (item.hasDocumentId()) {
        node.put("documentId", item.getDocumentId());
      }
      if (item.hasDocumentStart()) {
        node.put("documentStart", item.getDocumentStart())
            .put("documentEnd", item.getDocumentEnd());
      }
      if (item.hasToolCallId()) {
        node.put("toolCallId", item.getToolCallId());
      }
      node.put("note", item.getNote());
    }
    return list;
  }
}

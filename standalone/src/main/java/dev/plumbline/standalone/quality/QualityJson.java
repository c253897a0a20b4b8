package dev.plumbline.standalone.quality;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.console.quality.By;
import dev.plumbline.console.quality.RateTable.Line;
import java.util.List;

/** The table for programs: one object a line, with fields named as in the page's API. */
public final class QualityJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private QualityJson() {}

  /** One line. */
  public static ObjectNode of(Line line, List<By> by) {
    ObjectNode json = JSON.createObjectNode();
    for (int i = 0; i < by.size(); i++) {
      json.put(by.get(i).toString(), line.values().get(i));
    }
    json.put("metric", line.metric().id());
    json.put("kind", line.metric().kind().word());
    json.put("instrument", line.instrument());
    json.setAll(JSON.<ObjectNode>valueToTree(line.rate()));
    return json.set("change", JSON.valueToTree(line.change()));
  }
}

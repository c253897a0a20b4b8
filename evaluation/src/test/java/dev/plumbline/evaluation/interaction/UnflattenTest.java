package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnflattenTest {
  @Test
  void buildsATreeInTheOrderOfTheIndexes() {
    assertThat(
            array("m.10.a", "m.2.a", "m.2.list.1", "m.2.list.0", "m.version", "mm.0.a").toString())
        .isEqualTo("[{\"a\":\"x\",\"list\":[\"x\",\"x\"]},{\"a\":\"x\"}]");
  }

  @Test
  void isMissingWithoutAnIndex() {
    assertThat(array("m.name", "m.", "m", "m..0").isMissingNode()).isTrue();
  }

  @Test
  void boundsWhatKeysCanMakeIt() {
    assertThat(array("m.10001.a", "m.99999.a", "m.123456.a").isMissingNode()).isTrue();
    assertThat(array("m.0" + ".a".repeat(100_000)).toString()).hasSizeLessThan(250_000);
    String[] many = new String[20_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = "m." + i % 5000 + "." + i;
    }
    int slots = 0;
    for (JsonNode child : array(many)) {
      slots += child.size();
    }
    assertThat(slots).isEqualTo(10_001);
  }

  private static JsonNode array(String... keys) {
    Map<String, JsonNode> attributes = new HashMap<>();
    for (String key : keys) {
      attributes.put(key, TextNode.valueOf("x"));
    }
    return Unflatten.array(attributes, "m");
  }
}

package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnflattenTest {
  private static final JsonNode TEXT = TextNode.valueOf("hi");

  @Test
  void rebuildsAnIndexedTree() {
    JsonNode tree =
        Unflatten.array(Map.of("llm.input_messages.0.message.role", TEXT), "llm.input_messages");
    assertThat(tree.at("/0/message/role").asText()).isEqualTo("hi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p.", "p..role", "p.0..role", "p.0.role."})
  void ignoresAKeyWithAnEmptySegment(String key) {
    assertThat(Unflatten.array(Map.of(key, TEXT), "p").isMissingNode()).isTrue();
  }

  @Test
  void ignoresAKeyThatNestsWithoutEnd() {
    assertThat(Unflatten.array(Map.of("p" + ".0".repeat(100_000), TEXT), "p").isMissingNode())
        .isTrue();
  }
}

package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.plumbline.v1.Message;
import java.util.List;

/**
 * Turns that a client put as JSON text into one user message. Users paste JSON, too: only an input
 * that is one text, and that text a list of messages with roles, is taken apart.
 */
final class EmbeddedTurns {
  private EmbeddedTurns() {}

  static Content of(Content input) {
    if (input.messages().size() != 1 || input.messages().getFirst().getPartsCount() != 1) {
      return input;
    }
    Message only = input.messages().getFirst();
    JsonNode tree = Values.parsed(TextNode.valueOf(only.getParts(0).getText()));
    if (!tree.isArray() || !MessageReader.recognises(tree) || !hasRole(tree)) {
      return input;
    }
    List<Message> turns = MessageReader.read(tree, only.getRole());
    return new Content(turns, input.state(), input.source());
  }

  private static boolean hasRole(JsonNode tree) {
    for (JsonNode item : tree) {
      if (item.has("role")) {
        return true;
      }
    }
    return false;
  }
}

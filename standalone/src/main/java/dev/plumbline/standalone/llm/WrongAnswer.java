package dev.plumbline.standalone.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Responses with status 200 that are not the answer that was asked for. */
final class WrongAnswer {
  private static final int HUGE = 5 * 1024 * 1024;

  private WrongAnswer() {}

  /**
   * The body of a response.
   *
   * @param right what a right answer would have been
   */
  static String of(FaultScript.Kind kind, JsonNode request, long call, String right) {
    String content =
        switch (kind) {
          case MALFORMED -> "I would rather not answer in JSON.";
          case TRUNCATED -> right.substring(0, right.length() / 2);
          case EXTRA -> right.replaceFirst("}$", ",\"confidence\":1}");
          case ENUM -> right.replaceFirst(":\"[a-z_]+\"", ":\"excellent\"");
          case NAN -> right.replaceFirst(":\"[a-z_]+\"", ":NaN");
          case HUGE -> "x".repeat(HUGE);
          case REFUSED -> "";
        };
    ObjectNode response = Completion.response(request, "chatcmpl-simulated-" + call, content);
    if (kind == FaultScript.Kind.REFUSED) {
      ((ObjectNode) response.path("choices").path(0).path("message"))
          .putNull("content")
          .put("refusal", "Simulated: I cannot help with that.");
    }
    return response.toString();
  }
}

package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The attributes under which clients write a provider's request or response as it was sent, whole:
 * what is in it is looked for by the provider's own names, whichever client wrote it.
 */
final class Bodies {
  private static final List<String> REQUESTS =
      List.of(
          "gcp.vertex.agent.llm_request",
          "gen_ai.prompt",
          "gen_ai.prompt_json",
          "langfuse.observation.input",
          "mlflow.spanInputs",
          "traceloop.entity.input",
          "request_data",
          "genkit:input",
          "haystack.component.input",
          "braintrust.input_json",
          "lmnr.span.input",
          "confident.span.input",
          "ag.data.inputs",
          "input.value",
          "input");

  private static final List<String> RESPONSES =
      List.of(
          "gcp.vertex.agent.llm_response",
          "gen_ai.completion",
          "gen_ai.completion_json",
          "langfuse.observation.output",
          "mlflow.spanOutputs",
          "traceloop.entity.output",
          "response_data",
          "genkit:output",
          "haystack.component.output",
          "braintrust.output_json",
          "lmnr.span.output",
          "confident.span.output",
          "ag.data.outputs",
          "output.value",
          "output");

  private static final List<String> ASKED = List.of("messages", "contents", "input", "prompt");

  private static final List<String> MODELS = List.of("model", "modelId", "model_id");

  private static final List<String> ENDED =
      List.of(
          "choices",
          "candidates",
          "usage",
          "usageMetadata",
          "usage_metadata",
          "stop_reason",
          "stopReason",
          "finish_reason",
          "finishReason",
          "object");

  /** In the place of an attribute in a {@link Key}: any of those that hold a request. */
  static final String REQUEST = "any request";

  /** Any of those that hold a response. */
  static final String RESPONSE = "any response";

  /**
   * A body that a span has.
   *
   * @param attribute that holds it
   */
  record Body(String attribute, JsonNode tree) {}

  private Bodies() {}

  static boolean isAny(String attribute) {
    return attribute.equals(REQUEST) || attribute.equals(RESPONSE);
  }

  /** The objects among the attributes that may be a request or response. */
  static List<Body> in(ParsedAttributes attributes, String any) {
    List<Body> bodies = new ArrayList<>();
    for (String attribute : any.equals(REQUEST) ? REQUESTS : RESPONSES) {
      JsonNode tree = attributes.get(attribute);
      if (tree.isObject() && (any.equals(REQUEST) ? isRequest(tree) : isResponse(tree))) {
        bodies.add(new Body(attribute, tree));
      }
    }
    return List.copyOf(bodies);
  }

  /** Places within each of the attributes that hold a request. */
  static List<Source> inRequests(String... pointers) {
    return REQUESTS.stream()
        .flatMap(
            attribute -> Stream.of(pointers).<Source>map(at -> new Source.Inside(attribute, at)))
        .toList();
  }

  /** A model may be asked for JSON: an answer that is an object is no response. */
  private static boolean isResponse(JsonNode tree) {
    return ENDED.stream().anyMatch(tree::has) || tree.path("output").isArray();
  }

  private static boolean isRequest(JsonNode tree) {
    return ASKED.stream().anyMatch(tree::has)
        && (tree.has("messages") || tree.has("contents") || MODELS.stream().anyMatch(tree::has));
  }

  /** The first value at a place within bodies. */
  static Key.Found find(List<Body> bodies, JsonPointer inside) {
    for (Body body : bodies) {
      JsonNode value = body.tree().at(inside);
      if (!Values.absent(value)) {
        return new Key.Found(body.attribute() + "#" + inside, value);
      }
    }
    return Key.NOWHERE;
  }
}

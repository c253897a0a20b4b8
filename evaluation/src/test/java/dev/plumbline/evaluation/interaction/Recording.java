package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.Interaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One scenario as one real client sent it, with what was really asked and answered.
 *
 * @param scenario files, calls that the provider saw, and the fields that are on the wire
 * @param truth what the scenario was about
 * @param context what the application told the client
 */
record Recording(JsonNode scenario, JsonNode truth, JsonNode context) {
  private static final Normaliser NORMALISER = new Normaliser(NormaliserConfig.defaults());

  static Stream<Recording> all() {
    JsonNode all = RecordedPayloads.expectations();
    return children(all.path("scenarios")).stream()
        .map(
            scenario ->
                new Recording(
                    scenario,
                    all.path("groundTruths").path(scenario.path("groundTruth").asText()),
                    all));
  }

  /** Scenarios in which a model was asked for an answer. */
  static Stream<Recording> asked() {
    return all().filter(recording -> !recording.truth.path("kind").asText().equals("embed"));
  }

  String client() {
    return scenario.path("client").asText();
  }

  boolean contentOn() {
    return scenario.path("content").asText().equals("on");
  }

  boolean isAbout(String groundTruth) {
    return scenario.path("groundTruth").asText().equals(groundTruth);
  }

  /** Whether a value of this field is anywhere in the files. */
  boolean carries(Carried field) {
    return children(scenario.path("carried")).stream()
        .anyMatch(f -> f.asText().equals(field.key()));
  }

  List<String> files() {
    return children(scenario.path("files")).stream().map(JsonNode::asText).toList();
  }

  /** The calls that reached the provider, also those it refused. */
  List<JsonNode> calls() {
    return children(scenario.path("calls"));
  }

  List<JsonNode> answeredCalls() {
    return calls().stream().filter(call -> call.path("status").asInt() == 200).toList();
  }

  /** The answers of the model in all turns, tool loops included. */
  List<JsonNode> answers() {
    List<JsonNode> answers = new ArrayList<>();
    children(truth.path("turns")).forEach(turn -> answers.addAll(children(turn.path("calls"))));
    return answers;
  }

  /** What a field of every answer holds, where it holds anything. */
  List<JsonNode> ofAnswers(String field) {
    return answers().stream()
        .map(answer -> answer.path(field))
        .flatMap(value -> value.isArray() ? children(value).stream() : Stream.of(value))
        .filter(value -> !Values.empty(value))
        .toList();
  }

  List<JsonNode> documents() {
    return children(truth.path("documents"));
  }

  List<JsonNode> tools() {
    return children(truth.path("tools"));
  }

  /** The interactions in order of their start. */
  List<Interaction> interactions() {
    return interactions(files());
  }

  /** The interactions of these of its files, each of which may be there several times. */
  List<Interaction> interactions(List<String> delivered) {
    List<Interaction> made =
        RecordedPayloads.traces(delivered).stream()
            .flatMap(trace -> NORMALISER.normalise(trace).stream())
            .sorted(
                Comparator.comparingLong(Interaction::getStartUnixNanos)
                    .thenComparing(Interaction::getInteractionId))
            .toList();
    return Twins.distinct(made);
  }

  @Override
  public String toString() {
    return client() + "/" + scenario.path("scenario").asText();
  }

  static List<JsonNode> children(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}

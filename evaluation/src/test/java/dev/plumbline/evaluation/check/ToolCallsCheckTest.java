package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.Step;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolDefinition;
import dev.plumbline.v1.ToolResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallsCheckTest {
  private static final String SCHEMA =
      "{\"type\":\"object\",\"required\":[\"order\"],\"properties\":{\"order\":{\"type\":\"integer\"}}}";
  private final Check check = SmallChecksTest.check("{id: tool-calls}");

  @Test
  void passWhenToolArgumentsAndResultsFit() {
    assertThat(
            check.evaluate(
                turn(
                    call("a", "refund", "{\"order\": 7}"),
                    result("a", "{\"ok\":true,\"error\":null}"))))
        .isEqualTo(Scores.passed());
    assertThat(check.evaluate(answering("yes").build()))
        .isEqualTo(new CheckOutcome.NotApplicable("no_tool_calls"));
  }

  @Test
  void failAToolThatWasNotOffered() {
    CheckOutcome.Scored outcome = scored(check.evaluate(turn(call("a", "delete_all", "{}"))));
    assertThat(outcome.label()).isEqualTo("unknown_tool");
    assertThat(outcome.evidence().getFirst().getToolCallId()).isEqualTo("a");
  }

  @Test
  void failArgumentsThatDoNotFit() {
    assertThat(label(call("a", "refund", "{\"order\": \"seven\"}"))).isEqualTo("invalid_arguments");
    assertThat(label(call("a", "refund", "{}"))).isEqualTo("invalid_arguments");
    assertThat(label(call("a", "refund", "{\"order\": 7"))).isEqualTo("invalid_arguments");
  }

  @Test
  void doNotBlameArgumentsThatWereNotSent() {
    assertThat(check.evaluate(turn(call("a", "refund", "")))).isEqualTo(Scores.passed());
  }

  @Test
  void failIdsThatDoNotPair() {
    assertThat(label(call("a", "refund", "{\"order\": 7}"), result("b", "ok")))
        .isEqualTo("unpaired");
  }

  @Test
  void pointAtTheCallOrResultThatHasNoPartner() {
    // Given
    Part call = call("a", "refund", "{\"order\": 7}");
    Part other = call("b", "refund", "{\"order\": 8}");
    // When, Then
    assertThat(ids(call, result("a", "ok"), result("x", "ok"))).containsExactly("x");
    assertThat(ids(call, other, result("a", "ok"))).containsExactly("b");
    assertThat(check.evaluate(turn(call, other))).as("no results").isEqualTo(Scores.passed());
    assertThat(check.evaluate(turn(call, other, result("", "ok"), result("", "ok"))))
        .as("results without ids")
        .isEqualTo(Scores.passed());
    assertThat(check.evaluate(turn(call("", "refund", "{\"order\": 7}"), result("a", "ok"))))
        .as("calls without ids")
        .isEqualTo(Scores.passed());
  }

  @Test
  void askForNoResultOfACallThatTheAnswerEndsWith() {
    Part call = call("a", "refund", "{\"order\": 7}");
    Part last = call("b", "refund", "{\"order\": 8}");
    Interaction open = turn(call, result("a", "ok"), last).toBuilder().setAnswer("").build();
    assertThat(check.evaluate(open)).isEqualTo(Scores.passed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\": false}",
        "{\"error\": \"\"}",
        "{\"error\": null, \"isError\": false}",
        "{\"errors\": []}",
        "{\"note\": \"error\"",
        "The error is fixed."
      })
  void passResultsThatOnlySpeakOfErrors(String result) {
    assertThat(check.evaluate(turn(call("a", "refund", "{\"order\": 7}"), result("a", result))))
        .isEqualTo(Scores.passed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"error\": {\"code\": 5}}", "{\"error\": true}", "{\"is_error\": true}"})
  void failResultsThatAreErrors(String result) {
    assertThat(label(call("a", "refund", "{\"order\": 7}"), result("a", result)))
        .isEqualTo("tool_error");
  }

  @Test
  void callNoLoopWhatTurnsPagesOrWaits() {
    // Given
    Part first = call("a", "refund", "{\"order\": 7, \"page\": 1}");
    Part second = call("b", "refund", "{\"order\": 7, \"page\": 2}");
    Part third = call("c", "refund", "{\"order\": 7, \"page\": 3}");
    Part same = call("d", "refund", "{\"order\": 7}");
    Part again = call("e", "refund", "{\"order\": 7}");
    Part once = call("f", "refund", "{\"order\": 7}");
    // When, Then
    assertThat(check.evaluate(turn(first, second, third))).isEqualTo(Scores.passed());
    assertThat(
            check.evaluate(
                turn(
                    same,
                    result("d", "queued"),
                    again,
                    result("e", "running"),
                    once,
                    result("f", "done"))))
        .isEqualTo(Scores.passed());
    assertThat(
            label(
                same,
                result("d", "running"),
                again,
                result("e", "running"),
                once,
                result("f", "running")))
        .isEqualTo("loop");
  }

  @Test
  void failALoopWhateverTheSpacesAndOrderOfKeys() {
    assertThat(
            ids(
                call("a", "refund", "{\"order\": 7, \"x\": 1}"),
                call("b", "refund", "{\"x\":1,\"order\":7}"),
                call("c", "refund", "{ \"order\":7, \"x\":1 }")))
        .containsExactly("c");
  }

  @Test
  void failTheSameCallAgainAndAgain() {
    Part same = call("a", "refund", "{\"order\": 7}");
    assertThat(label(same, same, same)).isEqualTo("loop");
    assertThat(check.evaluate(turn(same, call("b", "refund", "{\"order\": 8}"), same)))
        .isEqualTo(Scores.passed());
  }

  @Test
  void failResultsAndStepsThatAreErrors() {
    Part call = call("a", "refund", "{\"order\": 7}");
    assertThat(label(call, result("a", "{\"error\": \"no such order\"}"))).isEqualTo("tool_error");
    assertThat(label(call, result("a", "{\"isError\": true}"))).isEqualTo("tool_error");
    Step step =
        Step.newBuilder().setKind(Step.Kind.TOOL).setName("refund").setErrorType("500").build();
    assertThat(scored(check.evaluate(turn(call).toBuilder().addSteps(step).build())).label())
        .isEqualTo("tool_error");
  }

  private List<String> ids(Part... parts) {
    return scored(check.evaluate(turn(parts))).evidence().stream()
        .map(Evidence::getToolCallId)
        .toList();
  }

  private String label(Part... parts) {
    return scored(check.evaluate(turn(parts))).label();
  }

  private static Interaction turn(Part... parts) {
    Interaction.Builder turn =
        answering("Done.")
            .addTools(ToolDefinition.newBuilder().setName("refund").setParameters(SCHEMA));
    for (Part part : parts) {
      turn.addInput(
          Message.newBuilder().setRole(part.hasToolCall() ? "assistant" : "tool").addParts(part));
    }
    return turn.build();
  }

  private static Part call(String id, String name, String arguments) {
    return Part.newBuilder()
        .setToolCall(ToolCall.newBuilder().setId(id).setName(name).setArguments(arguments))
        .build();
  }

  private static Part result(String id, String result) {
    return Part.newBuilder()
        .setToolResult(ToolResult.newBuilder().setId(id).setResult(result))
        .build();
  }
}

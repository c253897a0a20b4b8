package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.intake.ClientReport;
import dev.plumbline.evaluation.intake.ClientReport.Field;
import dev.plumbline.evaluation.intake.Remedies;
import dev.plumbline.evaluation.intake.Understanding;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the report says of real clients, and what it tells to set. */
class RecordedIntakeTest {
  /** Spans that the application makes itself are no client's. */
  private static final Set<String> OF_APPLICATIONS = Set.of("genai-openai-py", "feedback-py");

  @Test
  void knowsEveryRecordedClientByItsScope() {
    Recording.asked()
        .filter(recording -> !OF_APPLICATIONS.contains(recording.client()))
        .flatMap(recording -> recording.interactions().stream())
        .forEach(
            made ->
                assertThat(Remedies.name(made.getDialect()))
                    .as(made.getDialect())
                    .isNotEqualTo(made.getDialect()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          otel-openai-js | not_sent | CAPTURE_MESSAGE_CONTENT=true
          otel-openai-js | not_sent | OTEL_LOGS_EXPORTER=otlp
          javaagent-openai-java | not_sent | CAPTURE_MESSAGE_CONTENT=true
          langchain4j-javaagent | not_sent | OTEL_LOGS_EXPORTER=otlp
          openai-v2-py-legacy | not_sent | CAPTURE_MESSAGE_CONTENT=true
          openai-v2-py | not_sent | CAPTURE_MESSAGE_CONTENT=SPAN_ONLY
          genai-openai-py | not_sent | CAPTURE_MESSAGE_CONTENT=SPAN_ONLY
          openllmetry-js | not_sent | TRACELOOP_TRACE_CONTENT=true
          openllmetry-js-legacy | not_sent | TRACELOOP_TRACE_CONTENT=true
          traceloop-py | not_sent | TRACELOOP_TRACE_CONTENT=true
          traceloop-py-legacy | not_sent | TRACELOOP_TRACE_CONTENT=true
          openinference-openai-js | masked | OPENINFERENCE_HIDE_OUTPUTS=false
          openinference-langchain-js | masked | OPENINFERENCE_HIDE_OUTPUTS=false
          openinference-openai-py | masked | OPENINFERENCE_HIDE_OUTPUTS=false
          langfuse-js | masked | mask function
          langfuse-py | masked | mask function
          vercel-ai-v5 | not_sent | recordOutputs: true
          vercel-ai-v7 | not_sent | recordOutputs: true
          mastra | not_sent | hideOutput: false
          spring-ai | not_sent | spring.ai.chat.observations.log-completion=true
          """)
  void tellsTheSettingThatTurnsContentOnInEveryClient(String client, String state, String setting) {
    Field on = report(client, "rag_answer").get("answer");
    assertThat(on.states()).as("content on").containsOnlyKeys("found");
    assertThat(on.remedy()).isEmpty();
    Field off = report(client, "rag_answer_nocontent").get("answer");
    assertThat(off.states()).as("content off").containsOnlyKeys(state);
    assertThat(off.remedy()).contains(setting);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          otel-openai-js | gen_ai.prompt.version
          javaagent-openai-java | scoring.normaliser.promptVersionKeys
          spring-ai | gen_ai.prompt.version
          openllmetry-js | prompt_version
          openinference-openai-js | setPromptTemplate
          langfuse-js | langfusePrompt
          """)
  void callsAHashOfTheInstructionsDerivedAndTellsHowToNameAVersion(String client, String setting) {
    Field version = report(client, "rag_unfaithful").get("prompt_version");
    assertThat(version.states()).containsOnlyKeys("derived");
    assertThat(version.remedy()).contains(setting);
  }

  @ParameterizedTest
  @CsvSource({
    "otel-openai-js, true",
    "javaagent-openai-java, true",
    "spring-ai, true",
    "openai-v2-py-legacy, true",
    "openai-v2-py, false",
    "openllmetry-js, false",
    "vercel-ai-v5, false"
  })
  void knowsWhetherTheTextCameBesideTheSpanAndWasJoined(String client, boolean joined) {
    assertThat(reportOf(client, "rag_answer").inEvents()).isEqualTo(joined);
  }

  @Test
  void doesNotTellToTurnOnWhatIsOnWhenAClientDropsARefusal() {
    Map<Understanding, Long> seen =
        Recording.asked()
            .filter(r -> r.client().equals("otel-openai-js") && r.contentOn())
            .flatMap(r -> r.interactions().stream())
            .collect(Collectors.groupingBy(Understanding::of, Collectors.counting()));
    ClientReport report = ClientReport.of("s", "@opentelemetry/instrumentation-openai", seen);
    Field answer = report.fields().get(1);
    assertThat(answer.states()).containsOnlyKeys("found", "not_sent");
    assertThat(answer.remedy()).contains("refusal").doesNotContain("CAPTURE_MESSAGE_CONTENT");
  }

  @Test
  void countsNothingAsMissingThatTheAnswerCannotHave() {
    Map<String, Field> refused = report("otel-openai-js", "error_429");
    for (String field : new String[] {"finish", "usage", "response_id", "model"}) {
      assertThat(refused.get(field).states()).as(field).containsOnlyKeys("none");
      assertThat(refused.get(field).remedy()).isEmpty();
    }
    Map<String, Field> plain = report("otel-openai-js", "refusal");
    assertThat(plain.get("tools").states()).containsOnlyKeys("none");
  }

  private static Map<String, Field> report(String client, String scenario) {
    return reportOf(client, scenario).fields().stream()
        .collect(Collectors.toMap(Field::id, Function.identity()));
  }

  private static ClientReport reportOf(String client, String scenario) {
    Map<Understanding, Long> seen =
        Recording.asked()
            .filter(r -> r.client().equals(client))
            .filter(r -> r.scenario().path("scenario").asText().equals(scenario))
            .flatMap(r -> r.interactions().stream())
            .collect(Collectors.groupingBy(Understanding::of, Collectors.counting()));
    assertThat(seen).as(client + " " + scenario).isNotEmpty();
    return ClientReport.of("s", seen.keySet().iterator().next().client(), seen);
  }
}

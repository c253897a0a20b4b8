package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenAiSpansTest {
  @ParameterizedTest
  @CsvSource({
    "gen_ai.operation.name, chat",
    "openinference.span.kind, LLM",
    "ai.operationId, ai.generateText.doGenerate",
    "llm.request.type, chat",
    "gen_ai.request.model, m"
  })
  void knowsASpanByTheKeysThatTheNormaliserReads(String key, String value) {
    assertThat(GenAiSpans.isGenAi(Trace.span(1, 0, "x", key, value).build())).isTrue();
    assertThat(Trace.of(Trace.span(1, 0, "x", key, value)).interactions()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gen_ai.prompt.version", "gen_ai.conversation.id", "http.route"})
  void leavesSpansAloneThatOnlyCarryBaggage(String key) {
    assertThat(GenAiSpans.isGenAi(Trace.span(1, 0, "GET", key, "v").build())).isFalse();
  }

  @Test
  void knowsWhatASpanDoesInEveryVocabulary() {
    assertThat(operation("ai.operationId", "ai.streamText")).isEqualTo(Operation.AGENT);
    assertThat(operation("ai.operationId", "ai.embedMany.doEmbed")).isEqualTo(Operation.EMBEDDING);
    assertThat(operation("mlflow.spanType", "\"RETRIEVER\"")).isEqualTo(Operation.RETRIEVAL);
    assertThat(operation("gen_ai.operation.name", "my_own")).isEqualTo(Operation.AGENT);
    assertThat(operation("embedding.model_name", "m")).isEqualTo(Operation.EMBEDDING);
    assertThat(operation("http.method", "GET")).isEqualTo(Operation.NONE);
  }

  private static Operation operation(String key, String value) {
    return Operation.of(
        Values.map(Trace.span(1, 0, "x", key, value).build().getAttributesList()), "x");
  }
}

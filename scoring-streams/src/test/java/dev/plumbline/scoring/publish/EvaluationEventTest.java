package dev.plumbline.scoring.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Slice;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EvaluationEventTest {
  private static final Score JUDGED =
      Score.newBuilder()
          .setScoreId("5c0")
          .setInteractionId("1a")
          .setTraceId("4bf92f3577b34da6a3ce929d0e0e4736")
          .setSpanId("00f067aa0ba902b7")
          .setRevision(2)
          .setEndUnixMillis(1_750_000_000_123L)
          .setEvaluator(
              Evaluator.newBuilder()
                  .setId("quality/helpful")
                  .setVersion("3")
                  .setKind(Evaluator.Kind.JUDGE))
          .setOutcome(Outcome.FAIL)
          .setValue(0)
          .setPi(0.05)
          .setUpstreamWeight(4)
          .setJudgeId("primary")
          .addEvidence(Evidence.newBuilder().setNote("declines"))
          .setSlice(
              Slice.newBuilder()
                  .setTenant("acme")
                  .setService("shop")
                  .setEnvironment("")
                  .setModel("gpt-4o")
                  .setPromptVersion("v7"))
          .build();

  @Test
  void aScoreIsAnEventOnTheAnswersSpanInTheConventionsWords() {
    LogRecord event = event(JUDGED);

    assertThat(event.getEventName()).isEqualTo("gen_ai.evaluation.result");
    assertThat(HexFormat.of().formatHex(event.getTraceId().toByteArray()))
        .isEqualTo(JUDGED.getTraceId());
    assertThat(HexFormat.of().formatHex(event.getSpanId().toByteArray()))
        .isEqualTo(JUDGED.getSpanId());
    assertThat(event.getTimeUnixNano()).isEqualTo(1_750_000_000_123_000_000L);
    assertThat(event.getObservedTimeUnixNano()).isEqualTo(1_750_000_009_000_000_000L);
    assertThat(attributes(event.getAttributesList()))
        .containsEntry("gen_ai.evaluation.name", text("quality/helpful"))
        .containsEntry("gen_ai.evaluation.score.value", fraction(0))
        .containsEntry("gen_ai.evaluation.score.label", text("fail"))
        .containsEntry("gen_ai.evaluation.explanation", text("declines"))
        .containsEntry("gen_ai.response.model", text("gpt-4o"))
        .containsEntry("gen_ai.prompt.version", text("v7"))
        .containsEntry("plumbline.evaluator.id", text("quality/helpful"))
        .containsEntry("plumbline.evaluator.version", text("3"))
        .containsEntry("plumbline.evaluator.kind", text("LLM"))
        .containsEntry("plumbline.inclusion_probability", fraction(0.05))
        .containsEntry("plumbline.upstream_weight", fraction(4))
        .containsEntry("log.record.uid", text("5c0-2"))
        .doesNotContainKeys("error.type", "plumbline.route");
    assertThat(attributes(resource(JUDGED).getResource().getAttributesList()))
        .containsExactly(Map.entry("service.name", text("shop")));
  }

  @Test
  void whatIsNoVerdictHasNoValueAndABrokenEvaluatorWarns() {
    Score.Builder none = JUDGED.toBuilder().clearValue();

    LogRecord notScorable = event(none.setOutcome(Outcome.NOT_SCORABLE).build());
    LogRecord broken = event(none.setOutcome(Outcome.ERROR).setReason("timeout").build());

    assertThat(attributes(notScorable.getAttributesList()))
        .containsEntry("gen_ai.evaluation.score.label", text("not_scorable"))
        .doesNotContainKeys("gen_ai.evaluation.score.value", "error.type");
    assertThat(notScorable.getSeverityText()).isEqualTo("INFO");
    assertThat(broken.getSeverityText()).isEqualTo("WARN");
    assertThat(attributes(broken.getAttributesList()))
        .containsEntry("error.type", text("evaluator_error"))
        .containsEntry("plumbline.score.reason", text("timeout"));
  }

  private static ResourceLogs resource(Score score) {
    return EvaluationEvent.of(score, 1_750_000_009_000L).getResourceLogs(0);
  }

  private static LogRecord event(Score score) {
    return resource(score).getScopeLogs(0).getLogRecords(0);
  }

  private static Map<String, AnyValue> attributes(List<KeyValue> attributes) {
    return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
  }

  private static AnyValue text(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }

  private static AnyValue fraction(double value) {
    return AnyValue.newBuilder().setDoubleValue(value).build();
  }
}

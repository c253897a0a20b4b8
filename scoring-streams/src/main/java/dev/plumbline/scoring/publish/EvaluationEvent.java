package dev.plumbline.scoring.publish;

import com.google.protobuf.ByteString;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Slice;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A score as the OpenTelemetry event {@code gen_ai.evaluation.result}, on the span of the answer.
 * What the convention has no attribute for (who evaluated, with which probability, which revision)
 * stands under {@code plumbline.}. {@code log.record.uid} is the same whenever the same revision of
 * the same score is written, so that a receiver can drop what it has.
 */
public final class EvaluationEvent {
  /** The event's name. */
  public static final String NAME = "gen_ai.evaluation.result";

  /** The instrumentation scope of all of them. */
  public static final String SCOPE = "dev.plumbline.scoring";

  private EvaluationEvent() {}

  /**
   * The request that holds the event alone.
   *
   * @param observedMillis arrival time; the event's own time is the end of the answer
   */
  public static ExportLogsServiceRequest of(Score score, long observedMillis) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(resource(score.getSlice()))
                .addScopeLogs(
                    ScopeLogs.newBuilder()
                        .setScope(InstrumentationScope.newBuilder().setName(SCOPE))
                        .addLogRecords(event(score, observedMillis))))
        .build();
  }

  private static Resource resource(Slice slice) {
    return Resource.newBuilder()
        .addAllAttributes(
            new Attributes()
                .text("service.name", slice.getService())
                .text("deployment.environment.name", slice.getEnvironment())
                .list())
        .build();
  }

  private static LogRecord event(Score score, long observedMillis) {
    boolean broke = score.getOutcome() == Outcome.ERROR;
    SeverityNumber severity =
        broke ? SeverityNumber.SEVERITY_NUMBER_WARN : SeverityNumber.SEVERITY_NUMBER_INFO;
    return LogRecord.newBuilder()
        .setEventName(NAME)
        .setTimeUnixNano(nanos(score.getEndUnixMillis()))
        .setObservedTimeUnixNano(nanos(observedMillis))
        .setSeverityNumber(severity)
        .setSeverityText(broke ? "WARN" : "INFO")
        .setTraceId(bytes(score.getTraceId()))
        .setSpanId(bytes(score.getSpanId()))
        .addAllAttributes(attributes(score, broke).list())
        .build();
  }

  private static Attributes attributes(Score score, boolean broke) {
    Slice slice = score.getSlice();
    Evaluator evaluator = score.getEvaluator();
    Attributes attributes =
        new Attributes()
            .text("gen_ai.evaluation.name", evaluator.getId())
            .text("gen_ai.evaluation.score.label", word(score.getOutcome()))
            .text("gen_ai.evaluation.explanation", explanation(score))
            .text("error.type", broke ? "evaluator_error" : "")
            .text("log.record.uid", score.getScoreId() + "-" + score.getRevision())
            .text("gen_ai.response.model", slice.getModel())
            .text("gen_ai.prompt.version", slice.getPromptVersion())
            .text("plumbline.tenant", slice.getTenant())
            .text("plumbline.route", slice.getRoute())
            .text("plumbline.evaluator.id", evaluator.getId())
            .text("plumbline.evaluator.version", evaluator.getVersion())
            .text("plumbline.evaluator.kind", kind(evaluator.getKind()))
            .text("plumbline.judge.id", score.getJudgeId())
            .text("plumbline.score.id", score.getScoreId())
            .number("plumbline.score.revision", score.getRevision())
            .text("plumbline.score.label", score.getLabel())
            .text("plumbline.score.reason", score.getReason())
            .text("plumbline.interaction.id", score.getInteractionId())
            .fraction("plumbline.inclusion_probability", score.getPi())
            .fraction("plumbline.upstream_weight", score.getUpstreamWeight())
            .text("plumbline.stratum", score.getStratum())
            .text("plumbline.plan.id", score.getPlanId());
    return score.hasValue()
        ? attributes.fraction("gen_ai.evaluation.score.value", score.getValue())
        : attributes;
  }

  /** The evaluator's own words, where it has some. */
  private static String explanation(Score score) {
    return String.join(
        " ",
        score.getEvidenceList().stream()
            .map(evidence -> evidence.getNote())
            .filter(note -> !note.isEmpty())
            .distinct()
            .toList());
  }

  /** The words that feedback says who gave it with, so that none is taken for a user's. */
  private static String kind(Evaluator.Kind kind) {
    return switch (kind) {
      case CHECK -> "CODE";
      case JUDGE -> "LLM";
      case HUMAN -> "HUMAN_EXPERT";
      case END_USER -> "HUMAN_END_USER";
      case KIND_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(Math.max(0, millis));
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}

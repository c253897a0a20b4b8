package dev.plumbline.judge.call;

import dev.plumbline.judge.provider.JudgeReply;
import dev.plumbline.v1.VerdictStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;

/**
 * What calls to judges do and cost, by requested model. Every call is counted once by its outcome,
 * also one whose verdict is dropped later: the money is spent.
 */
public final class CallMetrics {
  private final MeterRegistry registry;

  /** Meters in this registry. */
  public CallMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows whether this judge is held back: 1 or 0. */
  public void watch(Endpoint endpoint) {
    Gauge.builder("plumbline.judge.circuit.open", endpoint, e -> e.circuit().isOpen() ? 1 : 0)
        .tag("model", endpoint.config().model())
        .register(registry);
  }

  void called(String model, JudgeReply reply, Duration time) {
    String outcome =
        switch (reply) {
          case JudgeReply.Answered answered -> answered.refused() ? "refused" : "answered";
          case JudgeReply.Limited limited -> "rate_limited";
          case JudgeReply.Failed failed -> failed.timeout() ? "timeout" : "failed";
          case JudgeReply.Rejected rejected -> "rejected_" + lower(rejected.cause());
        };
    registry.counter("plumbline.judge.calls", "model", model, "outcome", outcome).increment();
    registry.timer("plumbline.judge.call.duration", "model", model).record(time);
  }

  void spent(String model, long inputTokens, long outputTokens, long costMicroUsd) {
    registry.counter("plumbline.judge.input.tokens", "model", model).increment(inputTokens);
    registry.counter("plumbline.judge.output.tokens", "model", model).increment(outputTokens);
    registry.counter("plumbline.judge.cost.usd", "model", model).increment(costMicroUsd / 1e6);
  }

  void retried(String model, VerdictStatus becauseOf) {
    registry
        .counter("plumbline.judge.retries", "model", model, "reason", label(becauseOf))
        .increment();
  }

  void malformed(String evaluator, String flaw) {
    registry
        .counter(
            "plumbline.judge.malformed",
            "evaluator",
            evaluator,
            "reason",
            flaw.toLowerCase(Locale.ROOT))
        .increment();
  }

  void unquoted(String evaluator, int answers) {
    registry.counter("plumbline.judge.unquoted", "evaluator", evaluator).increment(answers);
  }

  void stripped(String evaluator, int characters) {
    registry
        .counter("plumbline.judge.stripped.characters", "evaluator", evaluator)
        .increment(characters);
  }

  /** The status as a label: {@code rate_limited_expired}. */
  public static String label(VerdictStatus status) {
    return lower(status).replaceFirst("^verdict_", "");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

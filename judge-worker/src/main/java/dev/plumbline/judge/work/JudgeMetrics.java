package dev.plumbline.judge.work;

import dev.plumbline.v1.Verdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What calls to judges cost, and how they ended. */
public final class JudgeMetrics {
  private final MeterRegistry registry;
  private final AtomicLong inFlight = new AtomicLong();

  /** Meters in this registry. */
  public JudgeMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("plumbline.judge.in.flight", inFlight, AtomicLong::get).register(registry);
  }

  void started() {
    inFlight.incrementAndGet();
  }

  void ended(Verdict verdict) {
    inFlight.decrementAndGet();
    String outcome = verdict.getStatus().name().toLowerCase(Locale.ROOT).replace("verdict_", "");
    String evaluator = verdict.getEvaluator().getId();
    registry
        .counter("plumbline.judge.verdicts", "evaluator", evaluator, "outcome", outcome)
        .increment();
    registry
        .counter("plumbline.judge.attempts", "evaluator", evaluator)
        .increment(verdict.getAttempts());
    registry
        .counter("plumbline.judge.tokens", "evaluator", evaluator, "outcome", "input")
        .increment(verdict.getInputTokens());
    registry
        .counter("plumbline.judge.tokens", "evaluator", evaluator, "outcome", "output")
        .increment(verdict.getOutputTokens());
    registry
        .counter("plumbline.judge.cost.usd", "evaluator", evaluator)
        .increment(verdict.getCostMicroUsd() / 1e6);
    registry
        .timer("plumbline.judge.latency", "evaluator", evaluator)
        .record(java.time.Duration.ofMillis(verdict.getLatencyMillis()));
  }

  void dropped(String reason, long count) {
    registry.counter("plumbline.judge.dropped", "reason", reason).increment(count);
  }
}

package dev.plumbline.judge.call;

import dev.plumbline.judge.provider.JudgeReply;
import dev.plumbline.v1.VerdictStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What calls to judges do and cost, by requested model. Every call is counted once by its outcome,
 * also one whose verdict is dropped later: the money is spent.
 */
public final class CallMetrics {
  private final MeterRegistry registry;
  private final MultiGauge circuits;

  /** Meters in this registry. */
  public CallMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.circuits =
        MultiGauge.builder("plumbline.judge.circuit.open")
            .description("1 while calls to the model are held back after failures")
            .register(registry);
  }

  /** Shows for each model whether a judge of it is held back, 1 or 0; in place of those before. */
  public void watch(Collection<Endpoint> endpoints) {
    Map<String, List<Endpoint>> byModel =
        endpoints.stream().collect(Collectors.groupingBy(e -> e.config().model()));
    circuits.register(
        byModel.entrySet().stream()
            .map(
                e ->
                    MultiGauge.Row.of(
                        Tags.of("model", e.getKey()), e.getValue(), CallMetrics::open))
            .toList(),
        true);
  }

  /** Shows how much of the day's budget is spent, from 0 to 1 and a little above. */
  public void watch(BudgetFuse fuse) {
    Gauge.builder("plumbline.judge.budget.spent.ratio", fuse, BudgetFuse::spentShare)
        .description("Share of the day's judge budget that is spent")
        .register(registry);
  }

  private static double open(List<Endpoint> endpoints) {
    return endpoints.stream().anyMatch(endpoint -> endpoint.circuit().isOpen()) ? 1 : 0;
  }

  void called(String model, JudgeReply reply, Duration time) {
    String outcome =
        switch (reply) {
          case JudgeReply.Answered answered -> answered.refused() ? "refused" : "answered";
          case JudgeReply.Limited limited -> "rate_limited";
          case JudgeReply.Failed failed -> failed.timeout() ? "timeout" : "failed";
          case JudgeReply.Rejected rejected -> "rejected_" + lower(rejected.cause());
        };
    counter("plumbline.judge.calls", "Calls to judges", "model", model, "outcome", outcome)
        .increment();
    Timer.builder("plumbline.judge.call.duration")
        .description("Time of a call to a judge")
        .tag("model", model)
        .register(registry)
        .record(time);
  }

  void spent(String model, long inputTokens, long outputTokens, long costMicroUsd) {
    counter("plumbline.judge.input.tokens", "Tokens sent to judges", "model", model)
        .increment(inputTokens);
    counter("plumbline.judge.output.tokens", "Tokens that judges wrote", "model", model)
        .increment(outputTokens);
    counter("plumbline.judge.cost.usd", "US dollars that calls cost by list price", "model", model)
        .increment(costMicroUsd / 1e6);
  }

  void retried(String model, VerdictStatus becauseOf) {
    counter(
            "plumbline.judge.retries",
            "Calls made again",
            "model",
            model,
            "reason",
            label(becauseOf))
        .increment();
  }

  void malformed(String evaluator, String flaw) {
    counter(
            "plumbline.judge.malformed",
            "Judge answers that cannot be used",
            "evaluator",
            evaluator,
            "reason",
            flaw.toLowerCase(Locale.ROOT))
        .increment();
  }

  void unquoted(String evaluator, int answers) {
    counter(
            "plumbline.judge.unquoted",
            "Reasons of judges whose quote is not in the material",
            "evaluator",
            evaluator)
        .increment(answers);
  }

  void gated(String evaluator, String gate) {
    counter(
            "plumbline.judge.gated",
            "Good verdicts that a gate of the rubric held back",
            "evaluator",
            evaluator,
            "reason",
            gate)
        .increment();
  }

  void stripped(String evaluator, int characters) {
    counter(
            "plumbline.judge.stripped.characters",
            "Invisible characters taken out of what a judge reads",
            "evaluator",
            evaluator)
        .increment(characters);
  }

  /** The status as a label: {@code rate_limited_expired}. */
  public static String label(VerdictStatus status) {
    return lower(status).replaceFirst("^verdict_", "");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private Counter counter(String name, String help, String... tags) {
    return Counter.builder(name).description(help).tags(tags).register(registry);
  }
}

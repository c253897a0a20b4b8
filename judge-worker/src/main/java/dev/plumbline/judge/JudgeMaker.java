package dev.plumbline.judge;

import dev.plumbline.judge.call.CallMetrics;
import dev.plumbline.judge.call.Circuit;
import dev.plumbline.judge.call.Endpoint;
import dev.plumbline.judge.call.LimitsConfig;
import dev.plumbline.judge.call.RubricJudge;
import dev.plumbline.judge.call.RubricJudge.CallTools;
import dev.plumbline.judge.provider.ApiKey;
import dev.plumbline.judge.provider.EndpointConfig;
import dev.plumbline.judge.provider.HttpJudgeClient;
import dev.plumbline.judge.rubric.JudgePrompt;
import dev.plumbline.judge.rubric.Rubric;
import dev.plumbline.judge.rubric.Rubrics;
import dev.plumbline.runtime.config.ConfigDirectory;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the judges of a config directory, anew for each change of it. What did not change goes on:
 * an endpoint with the same config and key keeps its circuit, and the time until which it asked to
 * be left alone. A version of a rubric that is gone answers requests that were made for it, until
 * they are too old to be tried; an endpoint that is gone is not called again. One thread uses it.
 */
final class JudgeMaker {
  private static final long FOREVER = Long.MAX_VALUE;

  private final LimitsConfig limits;
  private final HttpClient http;
  private final CallTools tools;
  private final CallMetrics metrics;
  private final Clock clock;
  private List<Connected> connected = List.of();
  private Map<String, Asked> asked = Map.of();

  /** An endpoint, and the key that its client sends. */
  private record Connected(Endpoint endpoint, @Nullable ApiKey key) {}

  /** What is asked under a rubric's name and version, and until when. */
  private record Asked(JudgePrompt prompt, long untilMillis) {}

  JudgeMaker(
      LimitsConfig limits, HttpClient http, CallTools tools, CallMetrics metrics, Clock clock) {
    this.limits = limits;
    this.http = http;
    this.tools = tools;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * The judges of the directory.
   *
   * @throws dev.plumbline.runtime.config.ConfigException when the section {@code judge}, a rubric
   *     or a key file cannot be used; then nothing has changed
   */
  Judges make(ConfigDirectory config) {
    List<EndpointConfig> endpoints = JudgeConfig.judgesOf(config);
    Map<String, Rubric> rubrics = Rubrics.load(config);
    List<Connected> next = endpoints.stream().map(this::connect).toList();
    connected = next;
    asked = asked(rubrics);
    metrics.watch(next.stream().map(Connected::endpoint).toList());
    Map<Judges.Name, Judges.Entry> entries = new HashMap<>();
    for (Connected one : next) {
      asked.forEach(
          (evaluator, what) ->
              entries.put(
                  new Judges.Name(one.endpoint().config().id(), evaluator),
                  new Judges.Entry(
                      new RubricJudge(one.endpoint(), what.prompt(), limits, tools),
                      what.untilMillis())));
    }
    return new Judges(entries, clock);
  }

  private Connected connect(EndpointConfig config) {
    ApiKey key = ApiKey.read(config.apiKeyFile()).orElse(null);
    for (Connected known : connected) {
      if (known.endpoint().config().equals(config) && ApiKey.same(known.key(), key)) {
        return known;
      }
    }
    return new Connected(
        new Endpoint(
            config, new HttpJudgeClient(config, key, http, clock), new Circuit(config.id(), clock)),
        key);
  }

  private Map<String, Asked> asked(Map<String, Rubric> rubrics) {
    long now = clock.millis();
    Map<String, Asked> next = new HashMap<>();
    asked.forEach(
        (evaluator, what) -> {
          long until = Math.min(what.untilMillis(), now + limits.maxAge().toMillis());
          if (until > now) {
            next.put(evaluator, new Asked(what.prompt(), until));
          }
        });
    rubrics.forEach(
        (evaluator, rubric) -> next.put(evaluator, new Asked(new JudgePrompt(rubric), FOREVER)));
    return next;
  }
}

package dev.plumbline.judge;

import dev.plumbline.judge.call.CallMetrics;
import dev.plumbline.judge.call.Circuit;
import dev.plumbline.judge.call.Endpoint;
import dev.plumbline.judge.call.Judge;
import dev.plumbline.judge.call.LimitsConfig;
import dev.plumbline.judge.call.RubricJudge;
import dev.plumbline.judge.call.RubricJudge.CallTools;
import dev.plumbline.judge.call.Verdicts;
import dev.plumbline.judge.provider.ApiKey;
import dev.plumbline.judge.provider.EndpointConfig;
import dev.plumbline.judge.provider.OpenAiClient;
import dev.plumbline.judge.rubric.JudgePrompt;
import dev.plumbline.judge.rubric.Rubric;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every judge with every rubric. A request that names none of them gets an error. */
final class Judges implements Judge {
  private final Map<Name, Judge> judges = new HashMap<>();
  private final Clock clock;

  private record Name(String judgeId, String evaluator) {}

  Judges(
      List<EndpointConfig> endpoints,
      Collection<Rubric> rubrics,
      LimitsConfig limits,
      HttpClient http,
      CallTools tools,
      CallMetrics metrics,
      Clock clock) {
    this.clock = clock;
    List<JudgePrompt> prompts = rubrics.stream().map(JudgePrompt::new).toList();
    for (EndpointConfig config : endpoints) {
      ApiKey key = ApiKey.read(config.apiKeyFile()).orElse(null);
      Endpoint endpoint =
          new Endpoint(
              config, new OpenAiClient(config, key, http, clock), new Circuit(config.id(), clock));
      metrics.watch(endpoint);
      for (JudgePrompt prompt : prompts) {
        judges.put(
            new Name(config.id(), prompt.rubric().evaluator()),
            new RubricJudge(endpoint, prompt, limits, tools));
      }
    }
  }

  @Override
  public Verdict judge(JudgeRequest request) throws InterruptedException {
    Evaluator evaluator = request.getEvaluator();
    Judge judge =
        judges.get(
            new Name(request.getJudgeId(), evaluator.getId() + "@" + evaluator.getVersion()));
    return judge == null
        ? Verdicts.error(
            request, "this worker has no such judge or version of the rubric", clock.millis())
        : judge.judge(request);
  }
}

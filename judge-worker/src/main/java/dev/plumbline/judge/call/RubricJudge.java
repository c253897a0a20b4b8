package dev.plumbline.judge.call;

import dev.plumbline.judge.provider.EndpointConfig;
import dev.plumbline.judge.rubric.JudgePrompt;
import dev.plumbline.judge.verdict.AnswerGates;
import dev.plumbline.judge.verdict.AnswerReader;
import dev.plumbline.v1.JudgeIdentity;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One endpoint with one rubric. A request is called for, waited for and called for again, until
 * there is a verdict; then who judged, and what it took, is written on it.
 */
public final class RubricJudge implements Judge {
  final Endpoint endpoint;
  final JudgePrompt prompt;
  final AnswerReader reader;
  final AnswerGates gates;
  final LimitsConfig limits;
  final CallTools tools;
  private final String promptHash;

  /**
   * What a call needs from outside.
   *
   * @param clock for ages and durations
   * @param pause waits between tries
   * @param retries how long
   * @param boundary a fresh random token per call, 32 hex characters
   * @param fuse stops calls when the day's budget is spent
   */
  public record CallTools(
      InstantSource clock,
      Pause pause,
      RetrySchedule retries,
      Supplier<String> boundary,
      BudgetFuse fuse,
      CallMetrics metrics) {}

  /** A judge. */
  public RubricJudge(Endpoint endpoint, JudgePrompt prompt, LimitsConfig limits, CallTools tools) {
    this.endpoint = endpoint;
    this.prompt = prompt;
    this.reader = new AnswerReader(prompt.rubric());
    this.gates = new AnswerGates(prompt.rubric());
    this.limits = limits;
    this.tools = tools;
    this.promptHash = prompt.hash(text(endpoint.config().parameters()));
  }

  @Override
  public Verdict judge(JudgeRequest request) throws InterruptedException {
    return new Attempts(this, request).run();
  }

  /**
   * Everything that may change what this judge says.
   *
   * @param reportedModel the snapshot that the endpoint reported; empty when it never answered
   */
  JudgeIdentity identity(String reportedModel) {
    EndpointConfig config = endpoint.config();
    return JudgeIdentity.newBuilder()
        .setJudgeId(config.id())
        .setProvider(config.provider())
        .setEndpoint(config.baseUrl())
        .setRequestedModel(config.model())
        .setReportedModel(reportedModel)
        .setRubricId(prompt.rubric().id())
        .setRubricVersion(prompt.rubric().version())
        .setPromptHash(promptHash)
        .putAllParameters(config.parameters())
        .build();
  }

  private static String text(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .sorted()
        .collect(Collectors.joining(","));
  }
}

package dev.plumbline.judge.work;

import dev.plumbline.judge.JudgeLimits;
import dev.plumbline.judge.JudgeSettings;
import dev.plumbline.judge.provider.JudgeClient;
import dev.plumbline.judge.provider.JudgeReply;
import dev.plumbline.judge.rubric.JudgePrompt;
import dev.plumbline.judge.verdict.AnswerParser;
import dev.plumbline.v1.CriterionVerdict;
import dev.plumbline.v1.JudgeIdentity;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import dev.plumbline.v1.VerdictStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Gets a verdict for one request: calls, waits and tries again, one repair attempt for an answer
 * that does not parse. A failure is a verdict with a status. Only interruption is thrown.
 */
public final class Judging {
  private static final long BASE_MILLIS = 500;
  private static final long CAP_MILLIS = 30_000;

  private final JudgeSettings judge;
  private final JudgePrompt prompt;
  private final JudgeClient client;
  private final JudgeLimits limits;
  private final InstantSource clock;
  private final Pause pause;
  private final Supplier<String> boundary;
  private final DoubleSupplier random;

  /** Waits; a test does not. */
  public interface Pause {
    /** Blocks for about this long. */
    void pause(Duration time) throws InterruptedException;
  }

  /**
   * A judge with a rubric.
   *
   * @param boundary a fresh random token per call
   * @param random uniform in [0, 1), for the jitter
   */
  public Judging(
      JudgeSettings judge,
      JudgePrompt prompt,
      JudgeClient client,
      JudgeLimits limits,
      InstantSource clock,
      Pause pause,
      Supplier<String> boundary,
      DoubleSupplier random) {
    this.judge = judge;
    this.prompt = prompt;
    this.client = client;
    this.limits = limits;
    this.clock = clock;
    this.pause = pause;
    this.boundary = boundary;
    this.random = random;
  }

  /** The verdict on a request. */
  public Verdict judge(JudgeRequest request) throws InterruptedException {
    long started = clock.millis();
    Attempts attempts = new Attempts(request);
    Verdict verdict = attempts.run(started);
    long now = clock.millis();
    return verdict.toBuilder()
        .setLatencyMillis(now - started)
        .setFinishedUnixMillis(now)
        .setAttempts(attempts.made)
        .setInputTokens(attempts.inputTokens)
        .setOutputTokens(attempts.outputTokens)
        .setCostMicroUsd(judge.costMicroUsd(attempts.inputTokens, attempts.outputTokens))
        .build();
  }

  /** A verdict without a call, for a request that names nobody. */
  static Verdict unanswerable(JudgeRequest request, String detail, long now) {
    return base(request)
        .setStatus(VerdictStatus.VERDICT_ERROR)
        .setDetail(detail)
        .setFinishedUnixMillis(now)
        .build();
  }

  private static Verdict.Builder base(JudgeRequest request) {
    return Verdict.newBuilder()
        .setJudgmentKey(request.getJudgmentKey())
        .setTenant(request.getTenant())
        .setInteractionId(request.getInteractionId())
        .setTraceId(request.getTraceId())
        .setRevision(request.getRevision())
        .setEvaluator(request.getEvaluator())
        .setPurpose(request.getPurpose())
        .setVote(request.getVote())
        .setContribution(request.getContribution())
        .setContentHash(request.getContentHash());
  }

  /** The tries of one request. */
  private final class Attempts {
    private final JudgeRequest request;
    private int made;
    private boolean repaired;
    private long inputTokens;
    private long outputTokens;
    private String reported = "";

    Attempts(JudgeRequest request) {
      this.request = request;
    }

    Verdict run(long started) throws InterruptedException {
      String material = prompt.material(request, boundary.get());
      while (true) {
        made++;
        JudgeReply reply = client.ask(prompt.system(), material, prompt.schema());
        boolean last =
            made >= limits.maxAttempts() || clock.millis() - started >= limits.maxAge().toMillis();
        switch (reply) {
          case JudgeReply.Answered answered -> {
            Optional<Verdict> verdict = answered(answered, last);
            if (verdict.isPresent()) {
              return verdict.get();
            }
            material +=
                "\nYour last answer was not the JSON object that was asked for. Answer with it alone.";
          }
          case JudgeReply.Limited limited -> {
            if (last) {
              return ended(VerdictStatus.VERDICT_RATE_LIMITED_EXPIRED, "rate limited");
            }
            pause.pause(limited.retryAfter().orElseGet(this::backOff));
          }
          case JudgeReply.Failed failed -> {
            if (last) {
              return ended(
                  failed.timeout() ? VerdictStatus.VERDICT_TIMEOUT : VerdictStatus.VERDICT_ERROR,
                  failed.detail());
            }
            pause.pause(backOff());
          }
          case JudgeReply.Rejected rejected -> {
            return ended(
                rejected.tooLarge()
                    ? VerdictStatus.VERDICT_INPUT_TOO_LARGE
                    : VerdictStatus.VERDICT_ERROR,
                rejected.detail());
          }
        }
      }
    }

    private Optional<Verdict> answered(JudgeReply.Answered answered, boolean last) {
      inputTokens += answered.inputTokens();
      outputTokens += answered.outputTokens();
      reported = answered.model();
      if (answered.refused()) {
        return Optional.of(ended(VerdictStatus.VERDICT_REFUSED, "the judge refused"));
      }
      Optional<List<CriterionVerdict>> criteria =
          AnswerParser.parse(answered.text(), prompt.rubric());
      if (criteria.isPresent()) {
        return Optional.of(
            base(request)
                .setStatus(VerdictStatus.VERDICT_OK)
                .addAllCriteria(criteria.get())
                .setIdentity(identity())
                .build());
      }
      if (repaired || last) {
        return Optional.of(
            ended(VerdictStatus.VERDICT_MALFORMED, "not the JSON that was asked for"));
      }
      repaired = true;
      return Optional.empty();
    }

    private Verdict ended(VerdictStatus status, String detail) {
      return base(request).setStatus(status).setDetail(detail).setIdentity(identity()).build();
    }

    /** Exponential with full jitter. */
    private Duration backOff() {
      double cap = Math.min(CAP_MILLIS, BASE_MILLIS * Math.pow(2, made - 1.0));
      return Duration.ofMillis((long) (random.getAsDouble() * cap));
    }

    private JudgeIdentity identity() {
      return JudgeIdentity.newBuilder()
          .setJudgeId(judge.id())
          .setProvider(judge.provider())
          .setEndpoint(judge.baseUrl())
          .setRequestedModel(judge.model())
          .setReportedModel(reported)
          .setRubricId(prompt.rubric().id())
          .setRubricVersion(prompt.rubric().version())
          .setPromptHash(prompt.hash())
          .putParameters("temperature", Double.toString(judge.temperature()))
          .build();
    }
  }
}

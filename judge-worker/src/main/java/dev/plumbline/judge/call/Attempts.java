package dev.plumbline.judge.call;

import dev.plumbline.judge.provider.JudgeReply;
import dev.plumbline.judge.rubric.Material;
import dev.plumbline.judge.rubric.Suspicion;
import dev.plumbline.judge.verdict.Answer;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import dev.plumbline.v1.VerdictStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The calls of one request. It ends with the first usable answer, refusal or rejection, after one
 * repair of a malformed answer, or with the last failure once it has had its calls or is too old. A
 * request that comes late still gets one call, unless the endpoint may not be called.
 */
final class Attempts {
  private final RubricJudge judge;
  private final JudgeRequest request;
  private final String model;
  private final long deadlineMillis;
  private int calls;
  private int failures;
  private String repair = "";
  private String reportedModel = "";
  private long inputTokens;
  private long outputTokens;
  private Duration lastCall = Duration.ZERO;

  Attempts(RubricJudge judge, JudgeRequest request) {
    this.judge = judge;
    this.request = request;
    this.model = judge.endpoint.config().model();
    long from =
        request.getRequestedUnixMillis() > 0
            ? request.getRequestedUnixMillis()
            : judge.tools.clock().millis();
    this.deadlineMillis = from + judge.limits.maxAge().toMillis();
  }

  Verdict run() throws InterruptedException {
    while (true) {
      Optional<Verdict> blocked = waitForPermission();
      if (blocked.isPresent()) {
        return blocked.get();
      }
      Optional<Verdict> verdict = call();
      if (verdict.isPresent()) {
        return verdict.get();
      }
    }
  }

  /** Waits until the endpoint may be called; the verdict if that is too late. */
  private Optional<Verdict> waitForPermission() throws InterruptedException {
    Optional<Circuit.Blocked> blocked = judge.endpoint.circuit().enter();
    while (blocked.isPresent()) {
      Duration look = blocked.get().look();
      if (tooLateAfter(look)) {
        return Optional.of(
            switch (blocked.get().barrier()) {
              case RATE_LIMIT ->
                  ended(VerdictStatus.VERDICT_RATE_LIMITED_EXPIRED, "rate limited until too late");
              case OPEN ->
                  ended(VerdictStatus.VERDICT_CIRCUIT_OPEN_EXPIRED, "circuit open until too late");
            });
      }
      judge.tools.pause().pause(judge.tools.retries().spread(look));
      blocked = judge.endpoint.circuit().enter();
    }
    return Optional.empty();
  }

  /** One permitted call; empty when another one is to follow. */
  private Optional<Verdict> call() throws InterruptedException {
    Optional<String> blown = judge.tools.fuse().enter(request.getJudgmentKey());
    if (blown.isPresent()) {
      judge.endpoint.circuit().abandoned();
      String detail = "the budget of the day is spent: " + blown.get();
      return Optional.of(ended(VerdictStatus.VERDICT_BUDGET_SKIPPED, detail));
    }
    Material material = judge.prompt.material(request, judge.tools.boundary().get());
    long started = judge.tools.clock().millis();
    JudgeReply reply;
    Spend spent = Spend.NONE;
    boolean ended = false;
    try {
      calls++;
      reply =
          judge
              .endpoint
              .client()
              .ask(judge.prompt.system(), material.text() + repair, judge.prompt.schema());
      spent = spent(reply);
      lastCall = Duration.ofMillis(Math.max(0, judge.tools.clock().millis() - started));
      judge.endpoint.circuit().ended(reply, lastCall);
      ended = true;
    } finally {
      judge.tools.fuse().ended(request.getJudgmentKey(), spent);
      if (!ended) {
        judge.endpoint.circuit().abandoned();
      }
    }
    judge.tools.metrics().called(model, reply, lastCall);
    judge.tools.metrics().stripped(judge.prompt.rubric().id(), material.stripped());
    return switch (reply) {
      case JudgeReply.Answered answered -> answered(answered, material);
      case JudgeReply.Limited limited ->
          again(VerdictStatus.VERDICT_RATE_LIMITED_EXPIRED, "rate limited", limited.retryAfter());
      case JudgeReply.Failed failed ->
          again(
              failed.timeout() ? VerdictStatus.VERDICT_TIMEOUT : VerdictStatus.VERDICT_ERROR,
              failed.detail(),
              failed.retryAfter());
      case JudgeReply.Rejected rejected -> Optional.of(rejected(rejected));
    };
  }

  private Spend spent(JudgeReply reply) {
    return reply instanceof JudgeReply.Answered answered
        ? new Spend(
            0,
            answered.inputTokens() + answered.outputTokens(),
            price(answered.inputTokens(), answered.outputTokens()))
        : Spend.NONE;
  }

  private long price(long inputs, long outputs) {
    return judge.endpoint.config().price().microUsd(inputs, outputs);
  }

  private Optional<Verdict> answered(JudgeReply.Answered answered, Material material) {
    String evaluator = judge.prompt.rubric().id();
    reportedModel = answered.model();
    inputTokens += answered.inputTokens();
    outputTokens += answered.outputTokens();
    judge
        .tools
        .metrics()
        .spent(
            model,
            answered.inputTokens(),
            answered.outputTokens(),
            price(answered.inputTokens(), answered.outputTokens()));
    if (answered.refused()) {
      return Optional.of(ended(VerdictStatus.VERDICT_REFUSED, "the judge refused"));
    }
    return switch (judge.reader.read(answered.text(), material.documents())) {
      case Answer.Usable usable -> {
        judge.tools.metrics().unquoted(evaluator, usable.unquoted());
        Optional<String> shut = judge.gates.shut(request);
        shut.ifPresent(gate -> judge.tools.metrics().gated(evaluator, gate));
        yield Optional.of(
            ended(VerdictStatus.VERDICT_OK, "").toBuilder()
                .addAllCriteria(judge.gates.hold(usable.criteria(), shut))
                .setRationale(usable.rationale())
                .build());
      }
      case Answer.Malformed malformed -> {
        String flaw =
            answered.cutOff() ? "cut_off" : malformed.flaw().name().toLowerCase(Locale.ROOT);
        judge.tools.metrics().malformed(evaluator, flaw);
        boolean last =
            !repair.isEmpty() || calls >= judge.limits.maxAttempts() || tooLateAfter(Duration.ZERO);
        repair = judge.prompt.repair(flaw);
        yield last ? Optional.of(ended(VerdictStatus.VERDICT_MALFORMED, flaw)) : Optional.empty();
      }
    };
  }

  private Verdict rejected(JudgeReply.Rejected rejected) {
    VerdictStatus status =
        switch (rejected.cause()) {
          case TOO_LARGE -> VerdictStatus.VERDICT_INPUT_TOO_LARGE;
          case FILTERED -> VerdictStatus.VERDICT_REFUSED;
          case UNAUTHORIZED, UNPAID, INVALID -> VerdictStatus.VERDICT_ERROR;
        };
    return ended(status, rejected.detail());
  }

  /** Waits before the next call, unless there is none: then this failure is the verdict. */
  private Optional<Verdict> again(
      VerdictStatus status, String detail, Optional<Duration> retryAfter)
      throws InterruptedException {
    Duration wait = judge.tools.retries().afterFailure(++failures);
    if (retryAfter.isPresent() && wait.compareTo(retryAfter.get()) < 0) {
      wait = judge.tools.retries().spread(retryAfter.get());
    }
    if (calls >= judge.limits.maxAttempts() || tooLateAfter(wait)) {
      return Optional.of(ended(status, detail));
    }
    judge.tools.metrics().retried(model, status);
    judge.tools.pause().pause(wait);
    return Optional.empty();
  }

  private boolean tooLateAfter(Duration wait) {
    return judge.tools.clock().millis() + wait.toMillis() > deadlineMillis;
  }

  private Verdict ended(VerdictStatus status, String detail) {
    return Verdicts.base(request)
        .setStatus(status)
        .setDetail(detail)
        .setIdentity(judge.identity(reportedModel))
        .setAttempts(calls)
        .setLatencyMillis(lastCall.toMillis())
        .setInputTokens(inputTokens)
        .setOutputTokens(outputTokens)
        .setCostMicroUsd(price(inputTokens, outputTokens))
        .setFinishedUnixMillis(judge.tools.clock().millis())
        .setSuspicion(Suspicion.of(request))
        .build();
  }
}

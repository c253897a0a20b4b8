package dev.plumbline.judge.call;

import dev.plumbline.judge.provider.JudgeReply;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an endpoint may be called now (reliability.md 2.5). It opens at 50 % failures over the
 * last 20 calls, at 10 rate limits in a row, or when the key is refused or the account has no money
 * left; then one call probes it after 30 s, doubling to 5 min. While an endpoint's Retry-After
 * runs, nobody calls it. Being rate limited is otherwise no failure: the endpoint works.
 */
public final class Circuit {
  private static final Logger LOGGER = LoggerFactory.getLogger(Circuit.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int LIMITED_IN_ROW = 10;

  private final String judgeId;
  private final Clock clock;
  private final CircuitBreaker breaker;
  private final RepeatedFailureLog invalid;
  private int limitedInRow;

  /** Why the last call that did not work did not; empty when there was none. */
  private volatile String lastFailure = "";

  private volatile long waitUntilMillis = Long.MIN_VALUE;

  /** Why a call may not be made now. */
  enum Barrier {
    RATE_LIMIT,
    OPEN
  }

  /**
   * A call that may not be made now.
   *
   * @param look when to ask again
   */
  record Blocked(Barrier barrier, Duration look) {}

  /**
   * A closed circuit.
   *
   * @param judgeId for the log
   */
  public Circuit(String judgeId, Clock clock) {
    this.judgeId = judgeId;
    this.clock = clock;
    this.invalid =
        new RepeatedFailureLog(
            LOGGER,
            "the endpoint of judge "
                + judgeId
                + " rejects requests as invalid; they end as judge_error, without a verdict",
            clock);
    this.breaker =
        CircuitBreaker.of(
            judgeId,
            CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindow(20, 20, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(
                    IntervalFunction.ofExponentialBackoff(
                        Duration.ofSeconds(30), 2, Duration.ofMinutes(5)))
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event ->
                LOGGER
                    .atWarn()
                    .addKeyValue("judge", judgeId)
                    .addKeyValue("state", event.getStateTransition().getToState())
                    .addKeyValue("lastFailure", lastFailure)
                    .log("the circuit of a judge changed"));
  }

  /** Asks for one call. Empty: make it, then {@link #ended} or {@link #abandoned}. */
  Optional<Blocked> enter() {
    long wait = waitUntilMillis - clock.millis();
    if (waitUntilMillis != Long.MIN_VALUE && wait > 0) {
      return Optional.of(new Blocked(Barrier.RATE_LIMIT, Duration.ofMillis(wait)));
    }
    return breaker.tryAcquirePermission()
        ? Optional.empty()
        : Optional.of(new Blocked(Barrier.OPEN, LOOK_EVERY));
  }

  /** A permitted call ended. */
  synchronized void ended(JudgeReply reply, Duration time) {
    switch (reply) {
      case JudgeReply.Answered answered -> succeeded(time);
      case JudgeReply.Limited limited -> {
        lastFailure = "rate limited";
        limited.retryAfter().ifPresent(this::waitFor);
        limited(time);
      }
      case JudgeReply.Failed failed -> {
        lastFailure = failed.detail();
        failed.retryAfter().ifPresent(this::waitFor);
        limitedInRow = 0;
        failed(time);
      }
      case JudgeReply.Rejected rejected -> {
        switch (rejected.cause()) {
          case UNAUTHORIZED ->
              shut(
                  "the judge's endpoint refuses the API key; no answer is judged until it works",
                  rejected,
                  time);
          case UNPAID ->
              shut(
                  "the account at the judge's endpoint has no money or quota left;"
                      + " no answer is judged until it has",
                  rejected,
                  time);
          case INVALID -> {
            invalid.failed(rejected.detail(), null);
            succeeded(time);
          }
          case TOO_LARGE, FILTERED -> succeeded(time);
        }
      }
    }
  }

  private void shut(String message, JudgeReply.Rejected rejected, Duration time) {
    LOGGER
        .atError()
        .addKeyValue("judge", judgeId)
        .addKeyValue("reason", rejected.detail())
        .log(message);
    lastFailure = rejected.detail();
    failed(time);
    open();
  }

  /** A permitted call was given up before it ended. */
  synchronized void abandoned() {
    breaker.releasePermission();
  }

  /** Whether calls are held back; for a gauge. */
  public boolean isOpen() {
    return breaker.getState() != State.CLOSED;
  }

  private void succeeded(Duration time) {
    limitedInRow = 0;
    breaker.onSuccess(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void failed(Duration time) {
    breaker.onError(time.toMillis(), TimeUnit.MILLISECONDS, FailedCall.INSTANCE);
  }

  private void limited(Duration time) {
    limitedInRow++;
    if (breaker.getState() == State.HALF_OPEN) {
      failed(time);
      return;
    }
    breaker.releasePermission();
    if (limitedInRow >= LIMITED_IN_ROW) {
      limitedInRow = 0;
      open();
    }
  }

  private void open() {
    if (breaker.getState() == State.CLOSED) {
      breaker.transitionToOpenState();
    }
  }

  private void waitFor(Duration time) {
    waitUntilMillis = Math.max(waitUntilMillis, clock.millis() + time.toMillis());
  }

  /** What the breaker counts; it is never thrown. */
  private static final class FailedCall extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final FailedCall INSTANCE = new FailedCall();

    private FailedCall() {
      super("a failed call", null, false, false);
    }
  }
}

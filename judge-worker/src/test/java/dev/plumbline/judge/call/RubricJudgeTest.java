package dev.plumbline.judge.call;

import static dev.plumbline.judge.fixtures.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.judge.fixtures.Rubrics;
import dev.plumbline.judge.fixtures.TestClock;
import dev.plumbline.judge.provider.EndpointConfig;
import dev.plumbline.judge.provider.JudgeReply;
import dev.plumbline.judge.provider.PriceConfig;
import dev.plumbline.judge.rubric.JudgePrompt;
import dev.plumbline.runtime.config.ByteSize;
import dev.plumbline.v1.CriterionVerdict;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import dev.plumbline.v1.VerdictStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RubricJudgeTest {
  private static final String GOOD =
      "{\"helpful\":\"yes\",\"grounded_quotes\":[\"paid within 14 days\"],\"grounded\":\"yes\"}";
  private static final Duration CALL = Duration.ofMillis(250);

  private final TestClock clock = new TestClock();
  private final Deque<JudgeReply> script = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Circuit circuit = new Circuit("primary", clock);
  private BudgetFuse fuse = new BudgetFuse(BudgetConfig.none(), 1, clock);
  private final AtomicInteger boundaries = new AtomicInteger();

  @Test
  void theVerdictSaysWhoJudgedAndWhatItTook() throws Exception {
    // Given
    script(answers(GOOD));
    // When
    Verdict verdict = judge(request(7));
    // Then
    assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.VERDICT_OK);
    assertThat(verdict.getCriteriaList())
        .extracting(CriterionVerdict::getCriterion, CriterionVerdict::getPass)
        .containsExactly(tuple("helpful", true), tuple("grounded", true));
    assertThat(verdict.getJudgmentKey()).isEqualTo(request(7).getJudgmentKey());
    assertThat(verdict.getTraceId()).isEqualTo(request(7).getTraceId());
    assertThat(verdict.getContribution()).isEqualTo(request(7).getContribution());
    assertThat(verdict.getIdentity().getRequestedModel()).isEqualTo("judge-model");
    assertThat(verdict.getIdentity().getReportedModel()).isEqualTo("judge-2026-09-01");
    assertThat(verdict.getIdentity().getEndpoint()).isEqualTo("http://judge/v1");
    assertThat(verdict.getIdentity().getPromptHash())
        .isEqualTo(new JudgePrompt(Rubrics.answerQuality()).hash("temperature=0.0"));
    assertThat(verdict.getIdentity().getParametersMap()).containsEntry("temperature", "0.0");
    assertThat(verdict.getAttempts()).isEqualTo(1);
    assertThat(verdict.getLatencyMillis()).isEqualTo(250);
    assertThat(verdict.getInputTokens()).isEqualTo(1_000);
    assertThat(verdict.getOutputTokens()).isEqualTo(100);
    assertThat(verdict.getCostMicroUsd()).as("1000 x 0.15 + 100 x 0.60").isEqualTo(210);
    assertThat(verdict.getFinishedUnixMillis()).isEqualTo(clock.millis());
  }

  @Test
  void aSpentBudgetEndsARequestWithoutACall() throws Exception {
    // Given
    fuse = new BudgetFuse(new BudgetConfig(3L, null, null), 1, clock);
    fuse.own(0, new Spend(1, 0, 0));
    script(answers("no"), limited(null), answers(GOOD));
    // When a retry would be one call too many
    Verdict verdict = judge(request(1));
    // Then
    assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.VERDICT_BUDGET_SKIPPED);
    assertThat(verdict.getDetail()).isEqualTo("the budget of the day is spent: calls");
    assertThat(verdict.getAttempts()).isEqualTo(2);
    assertThat(judge(request(2)))
        .returns(VerdictStatus.VERDICT_BUDGET_SKIPPED, Verdict::getStatus)
        .returns(0, Verdict::getAttempts);
    assertThat(asked).hasSize(2);
  }

  @Test
  void oneRepairIsTriedAndItsTokensCountToo() throws Exception {
    // Given
    script(answers("Looks fine to me!"), answers(GOOD));
    // When
    Verdict verdict = judge(request(1));
    // Then
    assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.VERDICT_OK);
    assertThat(verdict.getAttempts()).isEqualTo(2);
    assertThat(verdict.getInputTokens()).isEqualTo(2_000);
    assertThat(asked.get(1)).contains("could not be used (not_json)").doesNotContain("Looks fine");
    assertThat(
            registry
                .counter(
                    "plumbline.judge.malformed",
                    "evaluator",
                    "answer-quality",
                    "reason",
                    "not_json")
                .count())
        .isOne();
  }

  @Test
  void aSecondMalformedAnswerIsTheVerdict() throws Exception {
    script(answers("no"), answers("{}"), answers(GOOD));
    Verdict verdict = judge(request(1));
    assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.VERDICT_MALFORMED);
    assertThat(verdict.getDetail()).isEqualTo("missing_key");
    assertThat(verdict.getCriteriaList()).isEmpty();
    assertThat(verdict.getAttempts()).isEqualTo(2);
  }

  @Test
  void everyCallHasABoundaryOfItsOwn() throws Exception {
    script(answers("no"), limited(null), answers(GOOD));
    judge(request(1));
    assertThat(asked.stream().map(text -> text.substring(2, 34)).distinct()).hasSize(3);
  }

  @Test
  void aRefusalIsNotTriedAgain() throws Exception {
    script(new JudgeReply.Answered("", true, "judge-2026-09-01", 900, 10));
    Verdict verdict = judge(request(1));
    assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.VERDICT_REFUSED);
    assertThat(verdict.getAttempts()).isEqualTo(1);
    assertThat(verdict.getInputTokens()).isEqualTo(900);
  }

  @ParameterizedTest
  @EnumSource(JudgeReply.Cause.class)
  void aRejectionIsNotTriedAgain(JudgeReply.Cause cause) throws Exception {
    script(new JudgeReply.Rejected(cause, "status 4xx"));
    Verdict verdict = judge(request(1));
    assertThat(verdict.getStatus())
        .isEqualTo(
            switch (cause) {
              case TOO_LARGE -> VerdictStatus.VERDICT_INPUT_TOO_LARGE;
              case FILTERED -> VerdictStatus.VERDICT_REFUSED;
              case UNAUTHORIZED, UNPAID, INVALID -> VerdictStatus.VERDICT_ERROR;
            });
    assertThat(asked).hasSize(1);
  }

  @Test
  void aRateLimitIsWaitedOutAsLongAsItAsks() throws Exception {
    // Given
    script(limited(Duration.ofSeconds(20)), limited(null), answers(GOOD));
    long started = clock.millis();
    // When
    Verdict verdict = judge(request(1));
    // Then
    assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.VERDICT_OK);
    assertThat(verdict.getAttempts()).isEqualTo(3);
    assertThat(clock.pauses().get(0)).isBetween(Duration.ofSeconds(20), Duration.ofMillis(20_500));
    assertThat(clock.pauses().get(1)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(clock.millis() - started).isLessThan(23_000);
    assertThat(
            registry
                .counter(
                    "plumbline.judge.retries",
                    "model",
                    "judge-model",
                    "reason",
                    "rate_limited_expired")
                .count())
        .isEqualTo(2);
  }

  @Test
  void afterItsLastCallTheLastFailureIsTheVerdict() throws Exception {
    script(failed(false), failed(true), limited(null), failed(false), failed(true), answers(GOOD));
    Verdict verdict = judge(request(1));
    assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.VERDICT_TIMEOUT);
    assertThat(verdict.getAttempts()).isEqualTo(5);
    assertThat(verdict.getIdentity().getReportedModel()).isEmpty();
  }

  @Test
  void aWaitBeyondTheRequestsAgeEndsItAtOnce() throws Exception {
    // Given
    script(limited(Duration.ofMinutes(16)));
    // When
    Verdict verdict = judge(request(1));
    // Then
    assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.VERDICT_RATE_LIMITED_EXPIRED);
    assertThat(clock.pauses()).isEmpty();
  }

  @Test
  void anOldRequestGetsOneCallAndNoRetry() throws Exception {
    // Given
    JudgeRequest old =
        request(1).toBuilder()
            .setRequestedUnixMillis(clock.millis() - Duration.ofMinutes(20).toMillis())
            .build();
    script(failed(false), answers(GOOD));
    // When
    Verdict verdict = judge(old);
    // Then
    assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.VERDICT_ERROR);
    assertThat(verdict.getAttempts()).isEqualTo(1);
  }

  @Test
  void waitsForAnOpenCircuitAndThenProbes() throws Exception {
    // Given
    openCircuit();
    script(answers(GOOD));
    long started = clock.millis();
    // When
    Verdict verdict = judge(request(1));
    // Then
    assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.VERDICT_OK);
    assertThat(clock.millis() - started).isBetween(30_000L, 32_000L);
  }

  @Test
  void aRequestThatOutlivesAnOpenCircuitExpiresWithoutACall() throws Exception {
    // Given
    openCircuit();
    JudgeRequest aging =
        request(1).toBuilder()
            .setRequestedUnixMillis(clock.millis() - Duration.ofMinutes(15).toMillis() + 10_000)
            .build();
    // When
    Verdict verdict = judge(aging);
    // Then
    assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.VERDICT_CIRCUIT_OPEN_EXPIRED);
    assertThat(verdict.getAttempts()).isZero();
    assertThat(asked).isEmpty();
  }

  @Test
  void aQuoteThatIsNotInTheDocumentsMakesTheAnswerUngrounded() throws Exception {
    script(answers(GOOD.replace("14", "30")));
    Verdict verdict = judge(request(1));
    assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.VERDICT_OK);
    assertThat(verdict.getCriteria(1).getAnswer()).isEqualTo("no");
    assertThat(verdict.getCriteria(1).getPass()).isFalse();
  }

  private void openCircuit() {
    for (int i = 0; i < 20; i++) {
      assertThat(circuit.enter()).isEmpty();
      circuit.ended(failed(false), CALL);
    }
  }

  private Verdict judge(JudgeRequest request) throws InterruptedException {
    EndpointConfig config =
        new EndpointConfig(
            "primary",
            "openai",
            "http://judge/v1/",
            "judge-model",
            "",
            null,
            Duration.ofSeconds(30),
            0.0,
            "",
            new PriceConfig(0.15, 0.60));
    Endpoint endpoint =
        new Endpoint(
            config,
            (system, user, schema) -> {
              asked.add(user);
              clock.advance(CALL);
              return script.remove();
            },
            circuit);
    return new RubricJudge(
            endpoint,
            new JudgePrompt(Rubrics.answerQuality()),
            new LimitsConfig(10, ByteSize.mib(1), 5, Duration.ofMinutes(15)),
            new RubricJudge.CallTools(
                clock,
                clock,
                new RetrySchedule(new Random(5)),
                () -> "%032x".formatted(boundaries.incrementAndGet()),
                fuse,
                new CallMetrics(registry)))
        .judge(request);
  }

  private void script(JudgeReply... replies) {
    script.addAll(Arrays.asList(replies));
  }

  private static JudgeReply answers(String text) {
    return new JudgeReply.Answered(text, false, "judge-2026-09-01", 1_000, 100);
  }

  private static JudgeReply limited(Duration retryAfter) {
    return new JudgeReply.Limited(Optional.ofNullable(retryAfter));
  }

  private static JudgeReply failed(boolean timeout) {
    return new JudgeReply.Failed(timeout ? "no answer" : "status 500", timeout, Optional.empty());
  }
}

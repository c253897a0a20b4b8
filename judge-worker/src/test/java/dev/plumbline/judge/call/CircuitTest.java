package dev.plumbline.judge.call;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.plumbline.judge.fixtures.TestClock;
import dev.plumbline.judge.provider.JudgeReply;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CircuitTest {
  private static final JudgeReply ANSWERED = new JudgeReply.Answered("{}", false, "m", 1, 1);
  private static final JudgeReply FAILED =
      new JudgeReply.Failed("status 500", false, Optional.empty());
  private static final JudgeReply LIMITED = new JudgeReply.Limited(Optional.empty());

  private final TestClock clock = new TestClock();
  private final Circuit circuit = new Circuit("primary", clock);

  @Test
  void opensAtHalfOfTwentyCallsFailed() {
    // Given
    times(10, ANSWERED);
    times(9, FAILED);
    // When
    boolean before = circuit.isOpen();
    times(1, FAILED);
    // Then
    assertThat(before).isFalse();
    assertThat(circuit.isOpen()).isTrue();
    assertThat(circuit.enter()).map(Circuit.Blocked::barrier).contains(Circuit.Barrier.OPEN);
  }

  @Test
  void saysWhyItOpened() {
    // Given
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(Circuit.class);
    lines.start();
    log.addAppender(lines);
    // When
    try {
      times(20, FAILED);
    } finally {
      log.detachAppender(lines);
    }
    // Then
    assertThat(lines.list)
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.getKeyValuePairs())
                    .extracting(pair -> pair.key + "=" + pair.value)
                    .containsExactly("judge=primary", "state=OPEN", "lastFailure=status 500"));
  }

  @Test
  void letsOneProbeThroughAfterThirtySecondsThenSixty() {
    // Given
    times(20, FAILED);
    clock.advance(Duration.ofSeconds(29));
    assertThat(circuit.enter()).isPresent();
    clock.advance(Duration.ofMillis(1_001));
    // When: the first probe fails
    assertThat(circuit.enter()).isEmpty();
    assertThat(circuit.enter()).as("a second call while the probe runs").isPresent();
    circuit.ended(FAILED, Duration.ZERO);
    // Then: the second comes a minute later, and closes the circuit
    clock.advance(Duration.ofSeconds(59));
    assertThat(circuit.enter()).isPresent();
    clock.advance(Duration.ofMillis(1_001));
    assertThat(circuit.enter()).isEmpty();
    circuit.ended(ANSWERED, Duration.ZERO);
    assertThat(circuit.isOpen()).isFalse();
  }

  @Test
  void waitsAtMostFiveMinutesBetweenProbes() {
    times(20, FAILED);
    clock.advance(Duration.ofMillis(30_001));
    for (int probe = 0; probe < 8; probe++) {
      assertThat(circuit.enter()).isEmpty();
      circuit.ended(FAILED, Duration.ZERO);
      clock.advance(Duration.ofMillis(300_001));
    }
    assertThat(circuit.enter()).isEmpty();
  }

  @Test
  void aProbeThatIsGivenUpMakesRoomForAnother() {
    times(20, FAILED);
    clock.advance(Duration.ofMillis(30_001));
    assertThat(circuit.enter()).isEmpty();
    circuit.abandoned();
    assertThat(circuit.enter()).isEmpty();
  }

  @Test
  void opensAfterTenRateLimitsInARowAndNotBefore() {
    times(9, LIMITED);
    times(1, ANSWERED);
    times(9, LIMITED);
    assertThat(circuit.isOpen()).isFalse();
    times(1, LIMITED);
    assertThat(circuit.isOpen()).isTrue();
  }

  @Test
  void aRateLimitedProbeOpensItAgain() {
    times(20, FAILED);
    clock.advance(Duration.ofMillis(30_001));
    times(1, LIMITED);
    assertThat(circuit.enter()).isPresent();
  }

  @Test
  void nobodyCallsWhileARetryAfterRuns() {
    // Given
    enterAndEnd(new JudgeReply.Limited(Optional.of(Duration.ofSeconds(10))));
    circuit.ended(new JudgeReply.Limited(Optional.of(Duration.ofSeconds(2))), Duration.ZERO);
    // When
    clock.advance(Duration.ofMillis(9_999));
    // Then: the longer wish holds
    assertThat(circuit.enter())
        .contains(new Circuit.Blocked(Circuit.Barrier.RATE_LIMIT, Duration.ofMillis(1)));
    clock.advance(Duration.ofMillis(1));
    assertThat(circuit.enter()).isEmpty();
  }

  @Test
  void aRefusedKeyOpensItAtOnceAndABadRequestDoesNot() {
    times(50, new JudgeReply.Rejected(JudgeReply.Cause.INVALID, "status 400"));
    assertThat(circuit.isOpen()).isFalse();
    times(1, new JudgeReply.Rejected(JudgeReply.Cause.UNAUTHORIZED, "status 401"));
    assertThat(circuit.isOpen()).isTrue();
  }

  @Test
  void anAccountWithoutMoneyOpensItAtOnce() {
    times(1, new JudgeReply.Rejected(JudgeReply.Cause.UNPAID, "status 429 insufficient_quota"));
    assertThat(circuit.isOpen()).isTrue();
  }

  private void times(int calls, JudgeReply reply) {
    for (int i = 0; i < calls; i++) {
      enterAndEnd(reply);
    }
  }

  private void enterAndEnd(JudgeReply reply) {
    assertThat(circuit.enter()).isEmpty();
    circuit.ended(reply, Duration.ofMillis(5));
  }
}

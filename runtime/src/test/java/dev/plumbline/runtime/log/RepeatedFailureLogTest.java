package dev.plumbline.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedFailureLogTest {
  private final LoggerContext context = new LoggerContext();
  private final Logger logger = context.getLogger("test");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private Instant now = Instant.parse("2026-11-01T10:00:00Z");
  private final RepeatedFailureLog failures =
      new RepeatedFailureLog(logger, "Kafka did not acknowledge", (InstantSource) () -> now);

  @BeforeEach
  void capture() {
    lines.setContext(context);
    lines.start();
    logger.addAppender(lines);
  }

  @Test
  void logsTheFirstAtOnceAndThenOnceAMinuteWithTheCount() {
    // When
    failures.failed("timeout", new IllegalStateException("x"));
    failAtSeconds(1, "timeout");
    failAtSeconds(59, "timeout");
    failAtSeconds(60, "timeout");
    failAtSeconds(121, "timeout");
    // Then
    assertThat(shown())
        .containsExactly("timeout repeated=0", "timeout repeated=2", "timeout repeated=0");
    assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.WARN);
    assertThat(lines.list.getFirst().getThrowableProxy().getMessage()).isEqualTo("x");
  }

  @Test
  void letsAFrequentReasonNotHideARareOne() {
    // When
    failAtSeconds(0, "timeout");
    failAtSeconds(1, "timeout");
    failAtSeconds(2, "too_large");
    // Then
    assertThat(shown()).containsExactly("timeout repeated=0", "too_large repeated=0");
  }

  private void failAtSeconds(int second, String reason) {
    now = Instant.parse("2026-11-01T10:00:00Z").plusSeconds(second);
    failures.failed(reason, null);
  }

  private List<String> shown() {
    return lines.list.stream()
        .map(
            line ->
                line.getKeyValuePairs().get(0).value
                    + " repeated="
                    + line.getKeyValuePairs().get(1).value)
        .toList();
  }
}

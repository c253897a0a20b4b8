package dev.plumbline.runtime.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProblemsTest {

  @Test
  void tellsEverythingThatIsWrongWithARecordMadeWithoutAFile() {
    assertThatThrownBy(
            () ->
                Problems.of("judge.limits")
                    .inRange(
                        "timeout",
                        Duration.ofMinutes(90),
                        Duration.ofSeconds(1),
                        Duration.ofHours(1))
                    .inRange("attempts", (Integer) null, 1, 10)
                    .positive("maxAge", Duration.ZERO)
                    .positive("maxWait", (Duration) null)
                    .positive("calls", 0)
                    .notBlank("id", " ")
                    .check(false, "model", "gpt", "a pinned snapshot")
                    .throwIfAny())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "judge.limits.timeout: found 90m, expected 1s to 1h; "
                + "judge.limits.attempts: found nothing, expected 1 to 10; "
                + "judge.limits.maxAge: found 0s, expected more than 0; "
                + "judge.limits.maxWait: found nothing, expected more than 0; "
                + "judge.limits.calls: found 0, expected more than 0; "
                + "judge.limits.id: found \" \", expected a text; "
                + "judge.limits.model: found gpt, expected a pinned snapshot");
  }

  @Test
  void takesTheEndsOfARange() {
    assertThatCode(
            () ->
                Problems.of("")
                    .inRange("port", 0, 0, 65_535)
                    .inRange("port", 65_535, 0, 65_535)
                    .throwIfAny())
        .doesNotThrowAnyException();
  }
}

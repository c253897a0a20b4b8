package dev.plumbline.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0B",
    "512, 512, 512B",
    "900KiB, 921600, 900KiB",
    "1024 KiB, 1048576, 1MiB",
    "4MiB, 4194304, 4MiB",
    "2GiB, 2147483648, 2GiB",
    "1500B, 1500, 1500B",
  })
  void readsAndShowsSizes(String text, long bytes, String shown) {
    assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "4MB", "4mib", "1.5GiB", "MiB", "99999999999GiB"})
  void refusesWhatIsNotASize(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a size");
  }

  @Test
  void capsASizeAtTheLongestArray() {
    assertThat(ByteSize.mib(4).intBytes()).isEqualTo(4_194_304);
    assertThat(ByteSize.mib(4096).intBytes()).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S, 500ms",
    "5s, PT5S, 5s",
    "90s, PT1M30S, 90s",
    "10m, PT10M, 10m",
    "1h, PT1H, 1h",
    "1d, PT24H, 1d",
    "0s, PT0S, 0s",
  })
  void readsAndShowsDurations(String text, Duration duration, String shown) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
    assertThat(Durations.show(duration)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5 sec", "-5s", "PT5S", "1.5h", "1h30m"})
  void refusesWhatIsNotADuration(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "1e999", "0x1p3", "1d", "1,5", ""})
  void refusesNumbersThatAreNotFiniteDecimals(String text) {
    assertThatThrownBy(() -> ScalarReader.read(text, Double.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysTheRangeWhenAWholeNumberIsTooLarge() {
    assertThatThrownBy(() -> ScalarReader.read("3000000000", Integer.class))
        .hasMessage("a whole number from -2147483648 to 2147483647");
    assertThatThrownBy(() -> ScalarReader.read("99999999999999999999", Long.class))
        .hasMessageStartingWith("a whole number from ");
  }
}

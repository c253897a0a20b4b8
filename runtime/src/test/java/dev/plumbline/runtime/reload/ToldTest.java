package dev.plumbline.runtime.reload;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.plumbline.runtime.fixtures.ConfigFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What an operator is told: meters, log lines and {@code /configz}. */
class ToldTest {
  private static final String FILE = "hot/sampling.yaml";

  /** {@code printf 'rate: 0.1\n' | sha256sum}. */
  private static final String OLD_HASH =
      "e14c2a7d69233f43ca004f39513e2ee9d070d2b306866b649f2f8cfe32fff7a3";

  /** {@code printf 'rate: 0.9\n' | sha256sum}. */
  private static final String NEW_HASH =
      "51f1f58f3c16b4e6d3960474bc41f66206ce6152edb5587c22a315cab040450d";

  @TempDir Path dir;
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(ConfigPart.class);
  private ConfigRun run;
  private Supplier<Double> rate;

  @BeforeEach
  void start() {
    lines.start();
    logger.addAppender(lines);
    var _ = ConfigFiles.write(dir, "kafka: {}\n");
    var _ = ConfigFiles.write(dir, FILE, "rate: 0.1\n");
    run = new ConfigRun(dir);
    rate = run.watch.hot(FILE, ConfigRun::rate);
  }

  @AfterEach
  void close() {
    logger.detachAppender(lines);
    run.watch.close();
  }

  @Test
  void oneLinePerOutcomeWithItsProblems() {
    // When
    run.looked().write(FILE, "rate: 7\n").looked().looked().write(FILE, "rate: 0.9\n").looked();
    // Then
    assertThat(lines.list)
        .extracting(ToldTest::shown)
        .containsExactly(
            "WARN config on disk is refused, the last good one stays in effect"
                + " service=scoring-streams file="
                + FILE
                + " problems=line 1  rate: found another text; line 2  expected one",
            "INFO config is in effect as it stands on disk service=scoring-streams file="
                + FILE
                + " hash="
                + NEW_HASH.substring(0, 16));
  }

  @Test
  void metersHaveTheNamesThatDashboardsUse() {
    // Given
    assertThat(run.registry.scrape()).contains(info(OLD_HASH));
    // When
    run.write(FILE, "rate: 0.9\n").looked().write(FILE, "rate: 7\n").after(Duration.ofSeconds(90));
    // Then
    String file = "component=\"scoring-streams\",file=\"" + FILE + "\"";
    assertThat(run.registry.scrape())
        .contains(
            "plumbline_config_accepted{" + file + "} 0.0",
            "plumbline_config_success_age_seconds{" + file + "} 90.0",
            "plumbline_config_reload_total{" + file + ",outcome=\"accepted\"} 1.0",
            "plumbline_config_reload_total{" + file + ",outcome=\"refused\"} 1.0",
            info(NEW_HASH))
        .doesNotContain(OLD_HASH.substring(0, 16));
  }

  @Test
  void configzTellsWhatIsInEffectSinceWhenAndTheLastError() {
    // When
    run.write(FILE, "rate: 7\n").looked().write(FILE, "rate: 0.9\n").looked().looked();
    // Then
    assertThat(run.watch.configz())
        .startsWith("# plumbline.yaml as it is in effect, secrets masked\nkafka: {}\n---\n")
        .endsWith(
            """
            - file: hot/sampling.yaml
              accepted: true
              hash: %s
              since: '2026-11-01T10:00:04Z'
              lastSuccess: '2026-11-01T10:00:06Z'
              lastError:
                at: '2026-11-01T10:00:02Z'
                hash: a06c2c4baeaed84793624159f8bde96a011cfedef601bc2ab473dc9ad8101c7e
                problems:
                - 'line 1  rate: found another text'
                - line 2  expected one
            """
                .formatted(NEW_HASH));
  }

  @Test
  void theThreadLooksByItself() {
    // When
    run.watch.start();
    run.write(FILE, "rate: 0.9\n");
    // Then
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(rate.get()).isEqualTo(0.9));
  }

  private static String info(String hash) {
    return "plumbline_config_info{component=\"scoring-streams\",file=\""
        + FILE
        + "\",hash=\""
        + hash.substring(0, 16)
        + "\"} 1";
  }

  private static String shown(ILoggingEvent line) {
    List<String> pairs =
        line.getKeyValuePairs().stream().map(pair -> pair.key + "=" + pair.value).toList();
    return line.getLevel()
        + " "
        + line.getMessage()
        + pairs.stream().map(pair -> " " + pair).collect(Collectors.joining());
  }
}

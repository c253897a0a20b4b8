package dev.plumbline.judge;

import static dev.plumbline.judge.fixtures.Requests.request;
import static dev.plumbline.judge.fixtures.ScriptedEndpoint.resets;
import static dev.plumbline.judge.fixtures.ScriptedEndpoint.says;
import static dev.plumbline.judge.fixtures.ScriptedEndpoint.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.plumbline.judge.call.BudgetConfig;
import dev.plumbline.judge.call.BudgetFuse;
import dev.plumbline.judge.call.CallMetrics;
import dev.plumbline.judge.call.RetrySchedule;
import dev.plumbline.judge.call.RubricJudge.CallTools;
import dev.plumbline.judge.fixtures.ScriptedEndpoint;
import dev.plumbline.judge.fixtures.TestClock;
import dev.plumbline.judge.provider.HttpJudgeClient;
import dev.plumbline.judge.rubric.Rubrics;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.reload.ConfigWatch;
import dev.plumbline.v1.Verdict;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** An API key is in the header that carries it, and nowhere else, whatever is logged. */
@Timeout(60)
class SecretsOfJudgesTest {
  private static final String KEY = "sk-canary-5f0c9b1e7a";
  private static final String ECHO = "{\"error\":{\"code\":\"" + KEY + "\",\"message\":\"" + KEY;

  @TempDir Path dir;
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final List<String> libraryLines = new CopyOnWriteArrayList<>();
  private final java.util.logging.Logger libraries = LogManager.getLogManager().getLogger("");
  private final java.util.logging.Level librariesBefore = libraries.getLevel();
  private final Handler handler = new Keeping();
  private final TestClock clock = new TestClock();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final class Keeping extends Handler {
    @Override
    public void publish(LogRecord one) {
      libraryLines.add(one.getMessage() + " " + one.getThrown() + " " + thrownBy(one.getThrown()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void logAll() {
    lines.start();
    root.addAppender(lines);
    root.setLevel(Level.ALL);
    handler.setLevel(java.util.logging.Level.ALL);
    libraries.addHandler(handler);
    libraries.setLevel(java.util.logging.Level.ALL);
  }

  @AfterEach
  void logAsBefore() {
    root.setLevel(before);
    root.detachAppender(lines);
    libraries.setLevel(librariesBefore);
    libraries.removeHandler(handler);
  }

  @ParameterizedTest
  @CsvSource({"openai, Authorization", "openai, api-key", "anthropic, x-api-key"})
  void isNowhereButInItsHeader(String provider, String header) throws Exception {
    try (HttpClient http = HttpJudgeClient.transport();
        ScriptedEndpoint endpoint = new ScriptedEndpoint()) {
      // Given: an endpoint that breaks in every way, and says the key whenever it can
      ConfigWatch watch = watch(provider, header, endpoint.baseUrl());
      Judges judges =
          watch.hot("judges", List.of("judge.judges", "rubrics/"), maker(http, watch)::make).get();
      endpoint.then(
          says("no verdict"),
          says("none again"),
          status(400, ECHO + "\"}}"),
          status(429, ECHO + "\"}}", "retry-after", KEY),
          status(500, KEY),
          resets(),
          status(307, "", "Location", "http://127.0.0.1:1/" + KEY),
          status(402, ECHO + "\"}}"),
          status(401, ECHO + "\"}}"));
      // When
      StringBuilder shown = new StringBuilder();
      for (int i = 0; endpoint.requests().size() < 9; i++) {
        Verdict verdict = judges.judge(request(i));
        shown.append(verdict);
      }
      Thread.getAllStackTraces().keySet().forEach(thread -> shown.append(thread.getName()));
      shown.append(watch.configz()).append(registry.scrape()).append(judges);
      // Then
      assertThat(endpoint.headers(header)).hasSize(9).allMatch(sent -> sent.endsWith(KEY));
      assertThat(told()).contains("refuses the API key").contains("no money or quota left");
      assertThat(shown.toString()).contains("rejected_unpaid").doesNotContain(KEY);
      assertThat(told()).doesNotContain(KEY);
      assertThat(String.join("\n", libraryLines)).doesNotContain(KEY);
    }
  }

  @Test
  void isNotInTheErrorOfAConfigThatHoldsItInTheWrongPlace() throws IOException {
    Throwable thrown =
        catchThrowable(() -> watch("openai", "Bearer " + KEY, "http://u:" + KEY + "@127.0.0.1/v1"));
    assertThat(thrown).hasMessageContaining("keyHeader").hasMessageNotContaining(KEY);
  }

  private JudgeMaker maker(HttpClient http, ConfigWatch watch) {
    CallMetrics metrics = new CallMetrics(registry);
    CallTools tools =
        new CallTools(
            clock,
            clock,
            new RetrySchedule(new Random(5)),
            () -> "token",
            new BudgetFuse(BudgetConfig.none(), 1, clock),
            metrics);
    return new JudgeMaker(
        watch.cold("judge", JudgeConfig.class).limits(), http, tools, metrics, clock);
  }

  private ConfigWatch watch(String provider, String header, String url) throws IOException {
    Path key = Files.writeString(dir.resolve("key"), KEY + "\n");
    Files.createDirectories(dir.resolve("rubrics"));
    Files.writeString(dir.resolve("rubrics").resolve(Rubrics.DEFAULT_FILE), Rubrics.defaultText());
    Files.writeString(
        dir.resolve(ConfigDirectory.FILE),
        """
        judge:
          judges:
            - id: primary
              provider: %s
              baseUrl: "%s"
              model: m
              apiKeyFile: "%s"
              keyHeader: "%s"
        """
            .formatted(provider, url, key, header));
    ConfigWatch watch = new ConfigWatch(ConfigDirectory.open(dir, Map.of()), registry, clock);
    watch.cold("judge", JudgeConfig.class);
    return watch;
  }

  /** Everything that was logged, with its pairs and stacks. */
  private String told() {
    StringBuilder told = new StringBuilder();
    for (ILoggingEvent line : List.copyOf(lines.list)) {
      told.append(line.getThreadName()).append(' ').append(line.getFormattedMessage());
      told.append(' ').append(line.getKeyValuePairs());
      if (line.getThrowableProxy() != null) {
        told.append(ThrowableProxyUtil.asString(line.getThrowableProxy()));
      }
      told.append('\n');
    }
    return told.toString();
  }

  private static String thrownBy(Throwable thrown) {
    return thrown == null ? "" : List.of(thrown.getStackTrace()) + " " + thrown.getCause();
  }
}

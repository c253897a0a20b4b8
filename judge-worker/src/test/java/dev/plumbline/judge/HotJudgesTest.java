package dev.plumbline.judge;

import static dev.plumbline.judge.fixtures.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.judge.call.BudgetConfig;
import dev.plumbline.judge.call.BudgetFuse;
import dev.plumbline.judge.call.CallMetrics;
import dev.plumbline.judge.call.LimitsConfig;
import dev.plumbline.judge.call.RetrySchedule;
import dev.plumbline.judge.call.RubricJudge.CallTools;
import dev.plumbline.judge.fixtures.ScriptedEndpoint;
import dev.plumbline.judge.fixtures.TestClock;
import dev.plumbline.judge.provider.HttpJudgeClient;
import dev.plumbline.judge.rubric.Rubrics;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.reload.ConfigWatch;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import dev.plumbline.v1.VerdictStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker's judges while its config directory changes, over real HTTP. */
@Timeout(60)
class HotJudgesTest {
  private static final String GOOD =
      "{\"helpful\":\"yes\",\"grounded\":\"yes\",\"grounded_quotes\":[\"14 days of the return\"]}";

  @TempDir Path dir;
  private final TestClock clock = new TestClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final HttpClient http = HttpJudgeClient.transport();
  private final ScriptedEndpoint old = new ScriptedEndpoint();
  private final ScriptedEndpoint fresh = new ScriptedEndpoint();
  private ConfigWatch watch;
  private Supplier<Judges> judges;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectory(dir.resolve("rubrics"));
    rubric("1");
    config(old, "old-model");
    CallMetrics metrics = new CallMetrics(registry);
    CallTools tools =
        new CallTools(
            clock,
            clock,
            new RetrySchedule(new Random(5)),
            () -> "token",
            new BudgetFuse(BudgetConfig.none(), 1, clock),
            metrics);
    watch = new ConfigWatch(ConfigDirectory.open(dir, Map.of()), registry, clock);
    LimitsConfig limits = watch.cold("judge", JudgeConfig.class).limits();
    judges =
        watch.hot(
            "judges",
            List.of("judge.judges", "rubrics/"),
            new JudgeMaker(limits, http, tools, metrics, clock)::make);
  }

  @AfterEach
  void close() {
    old.close();
    fresh.close();
    http.close();
  }

  @Test
  void newWorkGoesToTheNewEndpointAndWorkInFlightEndsWithTheOld() throws Exception {
    // Given
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    old.then(
        exchange -> {
          asked.countDown();
          changed.await();
          ScriptedEndpoint.says(GOOD).answer(exchange);
        });
    CompletableFuture<Verdict> inFlight = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> inFlight.complete(judge(request(1))));
    asked.await();
    // When
    config(fresh, "new-model");
    looked();
    fresh.then(ScriptedEndpoint.says(GOOD));
    Verdict next = judge(request(2));
    changed.countDown();
    // Then
    assertThat(next.getIdentity().getRequestedModel()).isEqualTo("new-model");
    Verdict last = inFlight.get(30, TimeUnit.SECONDS);
    assertThat(last.getStatus()).isEqualTo(VerdictStatus.VERDICT_OK);
    assertThat(last.getIdentity().getRequestedModel()).isEqualTo("old-model");
    assertThat(old.requests()).hasSize(1);
  }

  @Test
  void aChangedRubricLeavesTheCircuitOfItsEndpointAsItIs() throws IOException {
    // Given: the endpoint refuses the key
    old.then(ScriptedEndpoint.status(401, "{}"));
    judge(request(1));
    assertThat(open("old-model")).isEqualTo(1);
    // When
    rubric("2");
    looked();
    // Then
    assertThat(open("old-model")).isEqualTo(1);
    // When
    config(old, "new-model");
    looked();
    // Then
    assertThat(open("new-model")).isZero();
    assertThat(open("old-model")).isNaN();
  }

  @Test
  void requestsForARubricThatIsGoneAreAnsweredWhileTheyCanStillBeOnTheWay() throws IOException {
    // Given
    rubric("2");
    looked();
    old.then(ScriptedEndpoint.says(GOOD), ScriptedEndpoint.says(GOOD));
    // When, then
    Verdict before = judge(request(1));
    assertThat(before.getIdentity().getRubricVersion()).isEqualTo("1");
    assertThat(judge(named("primary", "2")).getIdentity().getRubricVersion()).isEqualTo("2");
    clock.advance(LimitsConfig.defaults().maxAge().plusSeconds(1));
    assertThat(judge(request(3)).getDetail()).contains("no such judge or version");
    assertThat(old.requests()).hasSize(2);
  }

  @Test
  void anEndpointThatIsGoneIsNotCalledAgain() throws IOException {
    // When
    write("judge: {judges: [{id: other, baseUrl: \"" + fresh.baseUrl() + "\", model: m}]}\n");
    looked();
    // Then
    assertThat(judge(request(1)).getDetail()).contains("no such judge or version");
    assertThat(old.requests()).isEmpty();
  }

  @Test
  void whatCannotBeUsedKeepsTheLastGoodUntilItCan() throws IOException {
    // Given
    Path key = dir.resolve("key");
    String withKey =
        "judge: {judges: [{id: primary, baseUrl: \"%s\", model: new-model, apiKeyFile: \"%s\"}]}\n"
            .formatted(fresh.baseUrl(), key);
    for (String wrong :
        new String[] {
          "", "judge: [\n", "judge: {judges: []}\n", withKey, withKey + "rubric: 1\n"
        }) {
      // When
      write(wrong);
      looked();
      // Then
      old.then(ScriptedEndpoint.says(GOOD));
      assertThat(judge(request(1)).getIdentity().getRequestedModel()).isEqualTo("old-model");
      assertThat(accepted()).isZero();
    }
    Files.writeString(dir.resolve("rubrics/answer-quality.yaml"), "id: answer-quality\n");
    write(withKey);
    looked();
    assertThat(accepted()).isZero();
    rubric("1");
    looked();
    assertThat(accepted()).as("the key file is still missing").isZero();
    // When
    Files.writeString(key, "sk-test\n");
    watch.look();
    // Then
    fresh.then(ScriptedEndpoint.says(GOOD));
    assertThat(judge(request(1)).getIdentity().getRequestedModel()).isEqualTo("new-model");
    assertThat(fresh.headers("Authorization")).containsExactly("Bearer sk-test");
    assertThat(accepted()).isEqualTo(1);
  }

  private Verdict judge(JudgeRequest request) {
    try {
      return judges.get().judge(request);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JudgeRequest named(String judge, String version) {
    JudgeRequest.Builder request = request(9).toBuilder().setJudgeId(judge);
    request.getEvaluatorBuilder().setVersion(version);
    return request.build();
  }

  private double open(String model) {
    var gauge = registry.find("plumbline.judge.circuit.open").tag("model", model).gauge();
    return gauge == null ? Double.NaN : gauge.value();
  }

  private double accepted() {
    return registry.get("plumbline.config.accepted").tag("file", "judges").gauge().value();
  }

  private void looked() {
    assertThat(watch.look()).isFalse();
    assertThat(watch.look()).isTrue();
  }

  private void config(ScriptedEndpoint endpoint, String model) throws IOException {
    write(
        "judge: {judges: [{id: primary, baseUrl: \"%s\", model: %s}]}\n"
            .formatted(endpoint.baseUrl(), model));
  }

  private void rubric(String version) throws IOException {
    Files.writeString(
        dir.resolve("rubrics").resolve(Rubrics.DEFAULT_FILE),
        Rubrics.defaultText().replace("version: \"1\"", "version: \"" + version + "\""));
  }

  private void write(String yaml) throws IOException {
    Files.writeString(dir.resolve(ConfigDirectory.FILE), yaml);
  }
}

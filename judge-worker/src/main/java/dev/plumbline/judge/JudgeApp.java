package dev.plumbline.judge;

import dev.plumbline.judge.call.BudgetFuse;
import dev.plumbline.judge.call.CallMetrics;
import dev.plumbline.judge.call.RetrySchedule;
import dev.plumbline.judge.call.RubricJudge.CallTools;
import dev.plumbline.judge.provider.HttpJudgeClient;
import dev.plumbline.judge.rubric.Rubrics;
import dev.plumbline.judge.work.JudgeLoop;
import dev.plumbline.judge.work.KafkaClients;
import dev.plumbline.judge.work.WorkMetrics;
import dev.plumbline.judge.work.WorkTopics;
import dev.plumbline.runtime.admin.AdminServer;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Components;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.reload.ConfigWatch;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** The judge worker: requests in, verdicts out. */
public final class JudgeApp implements Component {
  /** What a change of makes the judges anew; requests that are being judged end with the old. */
  private static final List<String> HOT = List.of("judge.judges", Rubrics.FOLDER + "/");

  private static final int BOUNDARY_BYTES = 16;

  private final KafkaConfig kafka;
  private final HttpClient http = HttpJudgeClient.transport();
  private final Components parts;

  /**
   * Wires the service from sections {@code kafka} and {@code judge}, the rubrics and the key files.
   *
   * @throws dev.plumbline.runtime.config.ConfigException when one of them cannot be used
   */
  public JudgeApp(ConfigDirectory config, PrometheusMeterRegistry registry) {
    Clock clock = Clock.systemUTC();
    ConfigWatch watch = new ConfigWatch(config, registry, clock);
    JudgeConfig judge = watch.cold("judge", JudgeConfig.class);
    kafka = watch.cold("kafka", KafkaConfig.class);
    SecureRandom random = new SecureRandom();
    CallMetrics callMetrics = new CallMetrics(registry);
    BudgetFuse fuse = new BudgetFuse(judge.budget(), kafka.partitions(), clock);
    callMetrics.watch(fuse);
    CallTools tools =
        new CallTools(
            clock,
            Thread::sleep,
            new RetrySchedule(new Random(random.nextLong())),
            () -> boundary(random),
            fuse,
            callMetrics);
    JudgeMaker maker = new JudgeMaker(judge.limits(), http, tools, callMetrics, clock);
    Supplier<Judges> judges = watch.hot("judges", HOT, maker::make);
    JudgeLoop loop =
        new JudgeLoop(
            KafkaClients.of(new KafkaSettings(kafka), judge.groupId(), judge.instanceId()),
            WorkTopics.of(kafka.topicPrefix()),
            request -> judges.get().judge(request),
            judge.limits(),
            fuse,
            kafka.partitions(),
            new WorkMetrics(registry),
            clock);
    AdminServer admin = new AdminServer(judge.admin(), registry, loop::check, watch::configz);
    parts = new Components(List.of(admin, watch, loop));
  }

  @Override
  public void start() {
    Topics.ensure(kafka, WorkTopics.SPECS);
    parts.start();
  }

  @Override
  public Health check() {
    return parts.check();
  }

  @Override
  public Health alive() {
    return parts.alive();
  }

  @Override
  public void close() {
    try (http) {
      parts.close();
      http.shutdownNow();
    }
  }

  private static String boundary(SecureRandom random) {
    byte[] token = new byte[BOUNDARY_BYTES];
    random.nextBytes(token);
    return HexFormat.of().formatHex(token);
  }
}

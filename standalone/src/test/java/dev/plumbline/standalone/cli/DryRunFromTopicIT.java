package dev.plumbline.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.judge.rubric.Rubrics;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.standalone.broker.EmbeddedBroker;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.CriterionVerdict;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sampling dry-run --from-topic} against a broker in this process. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DryRunFromTopicIT {
  private static final int ANSWERS = 400;
  private static final long START = 1_793_534_400_000L;
  private static final String POLICY =
      """
      salt: judge-v1
      saltEpoch: "1"
      evaluators:
        - rubric: answer-quality
          version: "1"
          judge: primary
          criteria: [helpful]
          strata:
            - {name: suspicious, when: "failed_checks >= 1", rate: 0.4}
            - {name: rest, rate: 0.05}
      """;

  @TempDir static Path dir;
  private static EmbeddedBroker broker;
  private static KafkaProducer<String, byte[]> producer;

  /** An hour of answers; every tenth is empty, and every fifth was judged at half the chance. */
  @BeforeAll
  static void fill() throws IOException {
    broker = new EmbeddedBroker(dir.resolve("broker"), 0);
    broker.start();
    KafkaConfig kafka = new KafkaConfig(broker.bootstrapServers(), null, 2, null, true, Map.of());
    Topics.ensure(kafka, TopicCatalog.ALL);
    producer =
        new KafkaProducer<>(
            new KafkaSettings(kafka).transactionalProducer("test", "test"),
            new StringSerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    for (int i = 0; i < ANSWERS; i++) {
      String trace = "%032x".formatted(i + 1);
      // The first revision is an answer that was not complete.
      send(TopicCatalog.INTERACTIONS, trace, answer(i, trace, 1, "").toByteArray());
      String text = i % 10 == 0 ? "" : "The fee is five euros.";
      send(TopicCatalog.INTERACTIONS, trace, answer(i, trace, 2, text).toByteArray());
      if (i % 5 == 0) {
        send(TopicCatalog.DECISIONS, trace, decision(i, trace).toByteArray());
        send(TopicCatalog.JUDGE_VERDICTS, trace, verdict(i, trace).toByteArray());
      }
    }
    producer.commitTransaction();
    Files.writeString(
        dir.resolve("plumbline.yaml"),
        """
        kafka: {bootstrapServers: "%s", partitions: 2}
        judge: {judges: [{id: primary, baseUrl: "http://127.0.0.1:1/v1", model: m}]}
        """
            .formatted(broker.bootstrapServers()));
    Files.createDirectories(dir.resolve("rubrics"));
    Files.writeString(dir.resolve("rubrics").resolve(Rubrics.DEFAULT_FILE), Rubrics.defaultText());
    Files.createDirectories(dir.resolve("hot"));
    Files.writeString(dir.resolve("hot/checks.yaml"), "checks: [{id: empty-answer}]\n");
    Files.writeString(dir.resolve("hot/sampling.yaml"), POLICY);
  }

  @AfterAll
  static void stop() {
    producer.close();
    broker.close();
  }

  @Test
  void plansForTheLastRevisionOfWhatWasReadAndComparesWithTheCurrentPolicy() throws IOException {
    Run run = dryRun(POLICY.replace("0.05", "0.2"));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .containsPattern("answer-quality +suspicious +default +40 +16\\.0 +0\\.4000")
        .containsPattern("answer-quality +rest +default +360 +72\\.0 +0\\.2000")
        .contains("per day: 2112 calls, 1161600 tokens, $0.59")
        .contains("against the current policy: +1296 calls a day (816 now)")
        .contains("insufficient_data, labels missing: 30");
  }

  @Test
  void aPolicyThatTheInstallationWouldRefuseIsRefused() throws IOException {
    Run run = dryRun(POLICY.replace("judge: primary", "judge: gone"));
    assertThat(run.exit()).isEqualTo(78);
    assertThat(run.err()).contains("found gone, expected a judge in plumbline.yaml");
  }

  private record Run(int exit, String out, String err) {}

  private static Run dryRun(String policy) throws IOException {
    Path file = Files.writeString(dir.resolve("tried.yaml"), policy);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        PlumblineMain.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute("sampling", "dry-run", "--from-topic", "--policy=" + file, "--config=" + dir);
    return new Run(exit, out.toString(), err.toString());
  }

  private static Interaction answer(int i, String trace, int revision, String text) {
    return Interaction.newBuilder()
        .setInteractionId("i" + i)
        .setTraceId(trace)
        .setTenant("default")
        .setRevision(revision)
        .setAnswer(text)
        .setOutputState(ContentState.FULL)
        .setArrivalUnixMillis(START + i * 3_600_000L / (ANSWERS - 1))
        .build();
  }

  private static Decision decision(int i, String trace) {
    return Decision.newBuilder()
        .setInteractionId("i" + i)
        .setTraceId(trace)
        .setEvaluator(evaluator())
        .setSeq(1)
        .setJudgmentKey("k" + i)
        .setPi(0.5)
        .build();
  }

  private static Verdict verdict(int i, String trace) {
    return Verdict.newBuilder()
        .setInteractionId("i" + i)
        .setTraceId(trace)
        .setEvaluator(evaluator())
        .setJudgmentKey("k" + i)
        .addCriteria(CriterionVerdict.newBuilder().setCriterion("helpful").setPass(i % 10 != 0))
        .setInputTokens(500)
        .setOutputTokens(50)
        .setCostMicroUsd(280)
        .build();
  }

  private static Evaluator evaluator() {
    return Evaluator.newBuilder()
        .setId("answer-quality")
        .setVersion("1")
        .setKind(Evaluator.Kind.JUDGE)
        .build();
  }

  private static void send(TopicSpec topic, String key, byte[] value) {
    var _ = producer.send(new ProducerRecord<>(topic.name("plumbline."), key, value));
  }
}

package dev.plumbline.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.standalone.broker.EmbeddedBroker;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumSums;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tail} and {@code quality} against a broker in this process. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PublicTopicCommandsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path dir;
  private static EmbeddedBroker broker;
  private static KafkaConfig kafka;
  private static KafkaProducer<String, byte[]> producer;

  @BeforeAll
  static void start() {
    broker = new EmbeddedBroker(dir.resolve("broker"), 0);
    broker.start();
    kafka = new KafkaConfig(broker.bootstrapServers(), null, 2, null, true, Map.of());
    Topics.ensure(kafka, TopicCatalog.ALL);
    producer =
        new KafkaProducer<>(
            new KafkaSettings(kafka).transactionalProducer("test", "test"),
            new StringSerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  @AfterAll
  static void stop() {
    producer.close();
    broker.close();
  }

  @Test
  void tailShowsWhatIsCommittedOfASliceAndPassesOverWhatIsNoScore() throws Exception {
    // Given
    committed(TopicCatalog.SCORES, "k1", score("s1", "m1").toByteArray());
    committed(TopicCatalog.SCORES, "k2", score("s2", "m2").toByteArray());
    committed(TopicCatalog.SCORES, "k2", new byte[] {(byte) 0xff});
    producer.beginTransaction();
    send(TopicCatalog.SCORES, "k1", score("aborted", "m1").toByteArray());
    producer.abortTransaction();
    // When
    Run all = tail("scores", "--from-beginning", "--to-end", "--json");
    Run slice = tail("scores", "--from-beginning", "--to-end", "--json", "--slice", "model=m1");
    Run text = tail("scores", "--from-beginning", "--to-end", "--slice", "model=m2");
    Run nothing = tail("scores", "--to-end");
    // Then
    assertThat(all.out().lines().map(line -> json(line).get("scoreId").asText()))
        .contains("s1", "s2")
        .doesNotContain("aborted");
    assertThat(all.err()).contains("passed over ").contains("is not a plumbline.v1.Score");
    assertThat(slice.out().lines()).hasSize(1).allMatch(line -> line.contains("\"s1\""));
    assertThat(text.out()).contains("grounding@3").contains("model=m2");
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.exit()).isZero();
  }

  @Test
  void tailFollowsFromNowOnUntilItIsStopped() throws Exception {
    // Given
    committed(TopicCatalog.SCORES, "k9", score("before", "m9").toByteArray());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int[] exit = {-1};
    Thread tail =
        new Thread(
            () ->
                exit[0] =
                    PlumblineMain.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(
                            "tail",
                            "scores",
                            "--json",
                            "--slice=model=m9",
                            "--bootstrap=" + broker.bootstrapServers()));
    tail.start();
    Awaitility.await().until(() -> err.toString().contains("reading plumbline.scores.v1"));
    // When
    committed(TopicCatalog.SCORES, "k9", score("after", "m9").toByteArray());
    Awaitility.await().until(() -> out.toString().contains("after"));
    tail.interrupt();
    tail.join(Duration.ofSeconds(20));
    // Then
    assertThat(exit[0]).as(err.toString()).isZero();
    assertThat(out.toString()).doesNotContain("before");
  }

  @Test
  void qualityExitsByWhatItFound() throws Exception {
    // Given
    window("ok", "v1", 0, 400, 390);
    window("worse", "v1", 0, 400, 390);
    window("worse", "v2", 1, 400, 300);
    window("few", "v1", 0, 10, 10);
    // When
    Run ok = quality("--slice", "service=ok", "--json");
    Run worse = quality("--slice", "service=worse", "--by", "service,prompt_version");
    Run few = quality("--slice", "service=few");
    Run none = quality("--slice", "service=ok", "--last", "1h");
    // Then
    assertThat(ok.exit()).as(ok.err()).isZero();
    JsonNode line = json(ok.out().strip());
    assertThat(line.get("prompt_version").asText()).isEqualTo("v1");
    assertThat(line.get("rate").asDouble()).isEqualTo(0.975);
    assertThat(line.get("low").asDouble()).isBetween(0.95, 0.975);
    assertThat(worse.exit()).isEqualTo(10);
    assertThat(worse.out().lines())
        .anyMatch(
            text ->
                text.startsWith("worse")
                    && text.contains("75.0 % [70.5, 79.0]")
                    && text.contains("400 of 400 scored")
                    && text.contains("worse: v1"));
    assertThat(few.exit()).isEqualTo(11);
    assertThat(few.out()).contains("not enough data (10 outcomes, need 30)");
    assertThat(none.exit()).isEqualTo(11);
    assertThat(none.err()).contains("found no windows of these slices");
  }

  @Test
  void whatIsWrongIsToldInWords() throws Exception {
    Run dimension = tail("scores", "--slice", "modell=x");
    assertThat(dimension.exit()).isEqualTo(2);
    assertThat(dimension.err()).contains("\"modell\", did you mean model?");
    assertThat(tail("score").err()).contains("scores, windows, decisions");
    Run topic = tail("scores", "--topic-prefix", "other.");
    assertThat(topic.exit()).isEqualTo(1);
    assertThat(topic.err()).contains("found no topic other.scores.v1");
    Path file = Files.writeString(dir.resolve("client"), "isolation.level=read_uncommitted\n");
    Run refused = tail("scores", "--command-config", file.toString());
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("kafka.properties.isolation.level");
    Files.writeString(file, "security.protocol=NONE\n");
    Run wrong = tail("scores", "--command-config", file.toString());
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err()).contains("wrong settings").contains("NONE").doesNotContain("\tat ");
    Run missing = tail("scores", "--command-config", dir.resolve("none").toString());
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("expected key=value");
    Run by = quality("--by", "modell");
    assertThat(by.exit()).isEqualTo(2);
    assertThat(by.err()).contains("prompt_version");
  }

  private static Score score(String id, String model) {
    return Score.newBuilder()
        .setScoreId(id)
        .setEvaluator(Evaluator.newBuilder().setId("grounding").setVersion("3"))
        .setOutcome(Outcome.PASS)
        .setSlice(Slice.newBuilder().setTenant("default").setModel(model))
        .build();
  }

  private static void window(String service, String version, int minute, int n, int passed)
      throws Exception {
    SliWindow window =
        SliWindow.newBuilder()
            .setSlice(
                Slice.newBuilder()
                    .setTenant("default")
                    .setService(service)
                    .setRoute("r")
                    .setModel("m")
                    .setPromptVersion(version))
            .setMetric("grounding")
            .setWindowStartUnixMillis(minute * 60_000L)
            .setWindowMillis(60_000)
            .addStrata(
                StratumSums.newBuilder()
                    .setEligible(n)
                    .setU(n)
                    .setU2(n)
                    .setScored(n)
                    .setPassed(passed)
                    .setPassedU(passed))
            .build();
    committed(TopicCatalog.SLI_WINDOWS, service + version + minute, window.toByteArray());
  }

  private static void committed(TopicSpec topic, String key, byte[] value) throws Exception {
    producer.beginTransaction();
    send(topic, key, value);
    producer.commitTransaction();
  }

  private static void send(TopicSpec topic, String key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic.name(kafka.topicPrefix()), key, value)).get();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private record Run(int exit, String out, String err) {}

  private static Run tail(String... arguments) {
    return run("tail", arguments);
  }

  private static Run quality(String... arguments) {
    return run("quality", arguments);
  }

  private static Run run(String command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] all = new String[arguments.length + 2];
    all[0] = command;
    all[1] = "--bootstrap=" + broker.bootstrapServers();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    int exit =
        PlumblineMain.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(all);
    return new Run(exit, out.toString(), err.toString());
  }
}

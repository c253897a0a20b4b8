package dev.plumbline.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.standalone.demo.DemoConfig;
import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.standalone.llm.ErrorRates;
import dev.plumbline.standalone.llm.FaultScript;
import dev.plumbline.standalone.llm.ScriptedLlm;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.OtlpSender;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.topics.TopicCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.net.PortProber;

/**
 * The services with the production overlay's Kafka settings, each as its own KafkaUser, on a broker
 * that allows what those say and nothing else.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ProductionUsersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> SERVICES =
      List.of("scoring-streams", "ingest", "judge-worker", "console");

  @TempDir Path dir;
  private final int grpc = PortProber.findFreePort();
  private final int http = PortProber.findFreePort();
  private final List<Process> processes = new ArrayList<>();
  private ScriptedLlm llm;

  @Test
  void mayDoWhatTheirServicesDo() throws Exception {
    List<JsonNode> users =
        Manifests.documents(Manifests.K8S.resolve("components/kafka/users.yaml")).toList();
    llm = new ScriptedLlm(0, Duration.ZERO, 1, ErrorRates.NONE, FaultScript.none());
    llm.start();
    try (SecuredBroker broker = new SecuredBroker(dir.resolve("broker"), users)) {
      KafkaConfig admin = kafka(broker, SecuredBroker.ADMIN, true);
      Topics.ensure(admin, TopicCatalog.ALL);
      try (Admin client = Admin.create(new KafkaSettings(admin).admin("test"))) {
        client
            .createAcls(users.stream().flatMap(user -> SecuredBroker.acls(user).stream()).toList())
            .all()
            .get();
      }
      // When
      for (String service : SERVICES) {
        start(broker, service);
      }
      Set<String> sent = send();
      // Then
      KafkaConfig reader = kafka(broker, "plumbline-score-reader", false);
      assertThat(keys(reader, TopicCatalog.SCORES.name("plumbline."), sent)).containsAll(sent);
      assertThat(keys(admin, TopicCatalog.JUDGE_VERDICTS.name("plumbline."), Set.of()))
          .isNotEmpty();
      assertThatThrownBy(() -> keys(reader, TopicCatalog.INTERACTIONS.name("plumbline."), Set.of()))
          .isInstanceOf(TopicAuthorizationException.class);
    } finally {
      for (Process process : processes) {
        process.destroy();
        process.waitFor();
      }
      llm.close();
    }
    assertThat(processes).allSatisfy(process -> assertThat(process.exitValue()).isZero());
    for (String service : SERVICES) {
      assertThat(Files.readString(log(service))).doesNotContain("uthorizationException");
    }
  }

  /** The section {@code kafka} of the production overlay with this broker and user. */
  private String production(SecuredBroker broker, String user) throws IOException {
    String text =
        Files.readString(Manifests.K8S.resolve("overlays/production/plumbline.yaml"))
            .replace("plumbline-kafka-bootstrap:9093", broker.bootstrapServers())
            .replace("partitions: 24", "partitions: 4")
            .replace("replicationFactor: 3", "replicationFactor: 1")
            .replace("/etc/plumbline-kafka", broker.credentials(user).toString());
    assertThat(text).contains("security.protocol: SASL_SSL");
    return text;
  }

  private KafkaConfig kafka(SecuredBroker broker, String user, boolean creates) throws IOException {
    Path config = Files.createDirectories(dir.resolve("config-" + user));
    String text = production(broker, user);
    Files.writeString(
        config.resolve("plumbline.yaml"),
        creates ? text.replace("createTopics: false", "createTopics: true") : text);
    return ConfigDirectory.open(config, Map.of()).bind("kafka", KafkaConfig.class);
  }

  private void start(SecuredBroker broker, String service) throws IOException {
    Path config = dir.resolve(service);
    DemoConfig.write(config, "unused:1", dir, llm.baseUrl(), grpc, http, PortProber.findFreePort());
    Files.writeString(config.resolve("key"), "unused");
    Files.writeString(
        config.resolve("plumbline.yaml"),
        production(broker, "plumbline-" + service)
            .replaceAll("0\\.0\\.0\\.0, port: (94|8080)\\d*", "127.0.0.1, port: 0")
            .replace("0.0.0.0, port: 4317", "127.0.0.1, port: " + grpc)
            .replace("0.0.0.0, port: 4318", "127.0.0.1, port: " + http)
            .replace("{keys: /etc/plumbline-ingest-keys}", "{anonymous: loopback}")
            .replace("redaction: {keyFile: /etc/plumbline-redaction/key}", "")
            .replace("standbys: 1", "standbys: 0\n  assembly: {rootIdle: 1s, idle: 3s}")
            .replace("/var/lib/plumbline/state", dir.resolve("state").toString())
            .replace("https://api.openai.com/v1", llm.baseUrl())
            .replace("/etc/plumbline-judge-key/api-key", config.resolve("key").toString()));
    processes.add(
        new ProcessBuilder(Installation.java("384m", "run", service, "--config", config + ""))
            .redirectErrorStream(true)
            .redirectOutput(log(service).toFile())
            .start());
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              String said = Files.readString(log(service));
              assertThat(processes.getLast().isAlive()).as(said).isTrue();
              return said.contains("service started");
            });
  }

  private Path log(String service) {
    return dir.resolve(service + ".log");
  }

  private Set<String> send() throws Exception {
    TraceFactory factory = new TraceFactory(7, new Behaviour(false));
    List<GeneratedTrace> batch = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      batch.add(factory.next("v6", System.currentTimeMillis() - 60_000));
    }
    try (OtlpSender sender = new OtlpSender(grpc, http)) {
      assertThat(sender.spans(batch.stream().map(GeneratedTrace::spans).toList())).isTrue();
    }
    Set<String> ids = new HashSet<>();
    batch.forEach(trace -> ids.add(trace.truth().traceId()));
    return ids;
  }

  /** Keys on a topic, read in a group, until these are there; at least one. */
  private static Set<String> keys(KafkaConfig kafka, String topic, Set<String> until) {
    Set<String> keys = new HashSet<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            new KafkaSettings(kafka).consumer("test", "score-reader-test"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> keys.add(record.key()));
                return !keys.isEmpty() && keys.containsAll(until);
              });
    }
    return keys;
  }
}

package dev.plumbline.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.console.ConsoleConfig;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.config.YamlValue;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.ingest.IngestConfig;
import dev.plumbline.judge.JudgeConfig;
import dev.plumbline.judge.rubric.Rubrics;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.SamplingFile;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.scoring.ScoringConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be held of the manifests without a cluster; {@code deploy/k8s/verify.sh} asks one. */
class ManifestsTest {
  private static final Path K8S = Manifests.K8S;

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base/config/plumbline.yaml",
        "overlays/demo/config/plumbline.yaml",
        "overlays/production/plumbline.yaml"
      })
  void configsAreTakenByTheServices(String file) throws IOException {
    Files.copy(K8S.resolve(file), dir.resolve("plumbline.yaml"));
    for (String[] hot :
        new String[][] {
          {"hot/checks.yaml", "hot/checks.yaml"},
          {"hot/sampling.yaml", "hot/sampling.yaml"},
          {"rubrics/answer-quality.yaml", "rubrics/answer-quality.yaml"}
        }) {
      Files.createDirectories(dir.resolve(hot[1]).getParent());
      Files.copy(K8S.resolve("base/config").resolve(hot[0]), dir.resolve(hot[1]));
    }
    ConfigDirectory config = ConfigDirectory.open(dir, Map.of("POD_NAME", "scoring-streams-0"));
    assertThat(config.bind("kafka", KafkaConfig.class).partitions()).isPositive();
    assertThat(config.bind("ingest", IngestConfig.class).grpc().host()).isEqualTo("0.0.0.0");
    assertThat(config.bind("scoring", ScoringConfig.class).instanceId())
        .isEqualTo("scoring-streams-0");
    assertThat(config.bind("judge", JudgeConfig.class).judges()).hasSize(1);
    assertThat(config.bind("console", ConsoleConfig.class).http().port()).isEqualTo(8080);
    assertThat(Rubrics.load(config)).hasSize(1);
    assertThat(config.parse(ConfigDirectory.CHECKS, CheckSuite::parse).version()).isNotEmpty();
    assertThat(SamplingFile.read(config, SamplingPolicy::parse).staticPlan().getRatesList())
        .isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("workloads")
  void podsMayDoNoMoreThanTheyMust(String name, JsonNode workload) {
    JsonNode pod = workload.at("/spec/template/spec");
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    for (JsonNode container : containers(pod)) {
      JsonNode may = container.path("securityContext");
      assertThat(may.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
      assertThat(may.path("readOnlyRootFilesystem").asBoolean()).isTrue();
      assertThat(may.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
      assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
      assertThat(container.at("/resources/requests/cpu").asText()).isNotEmpty();
      container
          .path("volumeMounts")
          .forEach(mount -> assertThat(mount.has("subPath")).as("never changes").isFalse());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("workloads")
  void everyProcessIsProbedByPortName(String name, JsonNode workload) {
    for (JsonNode container : workload.at("/spec/template/spec/containers")) {
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        JsonNode port = container.path(probe).findValue("port");
        assertThat(port).as(probe).isNotNull();
        assertThat(container.path("ports").findValuesAsText("name")).contains(port.asText());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("workloads")
  void selectorsAreOfLabelsThatDoNotChangeWithAVersion(String name, JsonNode workload) {
    JsonNode selector = workload.at("/spec/selector/matchLabels");
    assertThat(selector.path("app.kubernetes.io/name").asText()).isEqualTo(name);
    assertThat(selector.has("app.kubernetes.io/version")).isFalse();
  }

  static Stream<Arguments> workloads() throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (String folder : List.of("base", "overlays/demo")) {
      try (Stream<Path> files = Files.list(K8S.resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".yaml"))
            .flatMap(Manifests::documents)
            .filter(
                object ->
                    List.of("Deployment", "StatefulSet").contains(object.path("kind").asText()))
            .forEach(found::add);
      }
    }
    assertThat(found).hasSizeGreaterThanOrEqualTo(6);
    return found.stream().map(object -> Arguments.of(object.at("/metadata/name").asText(), object));
  }

  private static List<JsonNode> containers(JsonNode pod) {
    return Stream.of("containers", "initContainers")
        .flatMap(kind -> StreamSupport.stream(pod.path(kind).spliterator(), false))
        .toList();
  }
}

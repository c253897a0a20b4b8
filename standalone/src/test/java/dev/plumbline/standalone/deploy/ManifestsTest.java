package dev.plumbline.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.console.ConsoleConfig;
import dev.plumbline.evaluation.check.CheckSuite;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be held of the manifests without a cluster; {@code deploy/k8s/verify.sh} asks one. */
class ManifestsTest {
  private static final Path K8S = Manifests.K8S;

  private static final ObjectMapper MAPPER = new ObjectMapper();

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
  @MethodSource("files")
  void haveNoFieldThatKubernetesDoesNotKnow(Path file) {
    assertThat(Manifests.documents(file).flatMap(object -> Kinds.problems(object).stream()))
        .isEmpty();
  }

  @Test
  void keepToTheRulesOfPods() {
    assertThat(workloads()).hasSizeGreaterThanOrEqualTo(8);
    assertThat(workloads().flatMap(workload -> PodRules.broken(workload).stream())).isEmpty();
  }

  /** Each rule, broken in a workload that keeps to all of them. */
  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /spec/template/spec/securityContext/runAsNonRoot                      | false       | runs as a user that is not root
          /spec/template/spec/securityContext/runAsUser                         | 0           | names that user
          /spec/template/spec/securityContext/seccompProfile/type               | Unconfined  | has the runtime's seccomp profile
          /spec/template/spec/automountServiceAccountToken                      | true        | has no token of the cluster
          /spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation | true    | cannot gain privileges
          /spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem | false     | has a root file system to read
          /spec/template/spec/containers/0/securityContext/capabilities/drop    |             | has no capabilities
          /spec/template/spec/containers/0/resources/limits/memory              |             | has a limit of memory
          /spec/template/spec/containers/0/resources/requests/memory            |             | asks for memory
          /spec/template/spec/containers/0/resources/requests/cpu               |             | asks for CPU
          /spec/template/spec/containers/0/resources/limits/cpu                 | 1           | is not throttled
          /spec/template/spec/containers/0/image                                | p:latest    | names its image's version
          /spec/template/spec/containers/0/volumeMounts/0/subPath               | x           | mounts folders, whose files change, and no single file
          /spec/template/spec/containers/0/ports/0/name                         |             | names its ports
          /spec/template/spec/containers/0/startupProbe                         |             | has a startupProbe
          /spec/template/spec/containers/0/readinessProbe/httpGet/port          | 9464        | probes a port by its name
          /metadata/labels/app.kubernetes.io~1name                              |             | has the label app.kubernetes.io/name
          /spec/template/metadata/labels/app.kubernetes.io~1component           |             | has the label component
          /spec/selector/matchLabels/app.kubernetes.io~1name                    | other       | selects its own pods
          /spec/selector/matchLabels/app.kubernetes.io~1version                 | 1           | selects the pods of every version
          """)
  void breakingARuleIsSeen(String pointer, String value, String rule) throws IOException {
    ObjectNode workload = workload("ingest").deepCopy();
    JsonPointer at = JsonPointer.compile(pointer);
    ObjectNode parent = (ObjectNode) workload.at(at.head());
    String field = at.last().getMatchingProperty();
    if (value == null) {
      parent.remove(field);
    } else if (value.matches("true|false|[0-9]+")) {
      parent.set(field, MAPPER.readTree(value));
    } else {
      parent.put(field, value);
    }
    assertThat(PodRules.broken(workload)).contains("ingest must: " + rule);
  }

  @Test
  void aMisspeltFieldIsSeen() {
    ObjectNode workload = workload("ingest").deepCopy();
    ObjectNode probe = (ObjectNode) workload.at("/spec/template/spec/containers/0/livenessProbe");
    probe.put("failureTreshold", 3);
    assertThat(Kinds.problems(workload)).singleElement().asString().contains("failureTreshold");
  }

  @Test
  void servicesReachPortsByName() throws IOException {
    assertThat(files().flatMap(Manifests::documents).filter(o -> kind(o).equals("Service")))
        .allSatisfy(
            service -> {
              String name = service.at("/spec/selector/app.kubernetes.io~1name").asText();
              List<String> ports = new ArrayList<>();
              workload(name)
                  .at("/spec/template/spec/containers")
                  .forEach(c -> ports.addAll(c.path("ports").findValuesAsText("name")));
              assertThat(ports)
                  .containsAll(service.at("/spec/ports").findValuesAsText("targetPort"));
            });
  }

  /** What verify.sh runs with is what ./plumbline verify computes with. */
  @ParameterizedTest
  @CsvSource({"checks.yaml, /demo/checks.yaml", "sampling.yaml, /e2e/sampling.yaml"})
  void theVerifiedDemoRunsWithTheFilesThatAreComputedWith(String file, String resource)
      throws Exception {
    Path computedWith = Path.of(ManifestsTest.class.getResource(resource).toURI());
    assertThat(K8S.resolve("verify/hot").resolve(file)).hasSameTextualContentAs(computedWith);
  }

  static Stream<Path> files() throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.walk(K8S)) {
      found =
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .filter(file -> !file.endsWith("kustomization.yaml"))
              .filter(file -> !file.endsWith("plumbline.yaml"))
              .filter(file -> !file.toString().matches(".*/(config|hot)/.*"))
              .sorted()
              .toList();
    }
    return found.stream();
  }

  private static Stream<JsonNode> workloads() {
    try {
      return files()
          .filter(file -> !file.getFileName().toString().startsWith("credentials-"))
          .flatMap(Manifests::documents)
          .filter(object -> List.of("Deployment", "StatefulSet", "Job").contains(kind(object)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode workload(String name) {
    return workloads()
        .filter(workload -> workload.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String kind(JsonNode object) {
    return object.path("kind").asText();
  }
}

package dev.plumbline.standalone.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What every workload of {@code deploy/k8s} keeps to. */
final class PodRules {
  private static final String NAME = "app.kubernetes.io/name";

  private final JsonNode workload;
  private final List<String> broken = new ArrayList<>();

  private PodRules(JsonNode workload) {
    this.workload = workload;
  }

  /** The rules that a Deployment, StatefulSet or Job breaks, in words; empty when none. */
  static List<String> broken(JsonNode workload) {
    PodRules rules = new PodRules(workload);
    rules.pod(workload.at("/spec/template/spec"));
    rules.labels();
    if (!workload.path("kind").asText().equals("Job")) {
      rules.selector();
      workload.at("/spec/template/spec/containers").forEach(rules::probes);
    }
    return rules.broken;
  }

  private void pod(JsonNode pod) {
    JsonNode may = pod.path("securityContext");
    must(may.path("runAsNonRoot").asBoolean(), "runs as a user that is not root");
    must(may.path("runAsUser").asInt() > 0, "names that user");
    must(
        may.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
        "has the runtime's seccomp profile");
    must(!pod.path("automountServiceAccountToken").asBoolean(true), "has no token of the cluster");
    Stream.of("containers", "initContainers")
        .flatMap(kind -> StreamSupport.stream(pod.path(kind).spliterator(), false))
        .forEach(this::container);
  }

  private void container(JsonNode container) {
    JsonNode may = container.path("securityContext");
    must(!may.path("allowPrivilegeEscalation").asBoolean(true), "cannot gain privileges");
    must(may.path("readOnlyRootFilesystem").asBoolean(), "has a root file system to read");
    must(may.at("/capabilities/drop/0").asText().equals("ALL"), "has no capabilities");
    must(container.at("/resources/limits").has("memory"), "has a limit of memory");
    must(container.at("/resources/requests").has("memory"), "asks for memory");
    must(container.at("/resources/requests").has("cpu"), "asks for CPU");
    must(!container.at("/resources/limits").has("cpu"), "is not throttled");
    must(!container.path("image").asText().endsWith(":latest"), "names its image's version");
    for (JsonNode mount : container.path("volumeMounts")) {
      must(!mount.has("subPath"), "mounts folders, whose files change, and no single file");
    }
    for (JsonNode port : container.path("ports")) {
      must(port.has("name"), "names its ports");
    }
  }

  private void probes(JsonNode container) {
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      JsonNode port = container.path(probe).findValue("port");
      must(port != null, "has a " + probe);
      must(
          port == null || container.path("ports").findValuesAsText("name").contains(port.asText()),
          "probes a port by its name");
    }
  }

  private void labels() {
    for (String labels : List.of("/metadata/labels", "/spec/template/metadata/labels")) {
      must(workload.at(labels).has(NAME), "has the label " + NAME);
      must(workload.at(labels).has("app.kubernetes.io/component"), "has the label component");
    }
  }

  private void selector() {
    JsonNode selector = workload.at("/spec/selector/matchLabels");
    must(
        selector.path(NAME).equals(workload.at("/spec/template/metadata/labels").path(NAME)),
        "selects its own pods");
    must(!selector.has("app.kubernetes.io/version"), "selects the pods of every version");
  }

  private void must(boolean holds, String rule) {
    if (!holds) {
      broken.add(workload.at("/metadata/name").asText() + " must: " + rule);
    }
  }
}

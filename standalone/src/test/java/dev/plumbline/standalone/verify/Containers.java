package dev.plumbline.standalone.verify;

import dev.plumbline.standalone.demo.DemoConfig;
import dev.plumbline.standalone.llm.ScriptedLlmMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.net.PortProber;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A broker, the services and a simulated judge, each a container of its image, on one network. */
final class Containers implements AutoCloseable {
  private static final String VERSION = "0.1.0-SNAPSHOT";
  private static final long MEMORY = 768L << 20;
  private static final String CLASS_PATH = "@/app/jib-classpath-file";

  private final Network network = Network.newNetwork();
  private final Path config;
  private final int kafkaPort = PortProber.findFreePort();
  private final List<GenericContainer<?>> started = new ArrayList<>();
  private final Map<String, Duration> readyAfter = new LinkedHashMap<>();
  private final GenericContainer<?> ingest;

  /** Starts all of it; the config directory is mounted into every service. */
  Containers(Path dir) throws IOException {
    config = readable(Files.createDirectories(dir.resolve("config")));
    write();
    kafka(readable(Files.createDirectories(dir.resolve("kafka"))));
    run(
        "judge-sim",
        image("standalone", VERSION)
            .withCreateContainerCmdModifier(
                cmd ->
                    cmd.withEntrypoint("java", "-cp", CLASS_PATH, ScriptedLlmMain.class.getName()))
            .withCommand("0.0.0.0:8000")
            .withExposedPorts(8000)
            .waitingFor(Wait.forListeningPorts(8000)));
    service("scoring-streams", 9465);
    ingest = service("ingest", 9464, 4317, 4318);
    service("judge-worker", 9466);
    service("console", 9467, 8080);
  }

  /** What is missing for this test; empty when nothing is. */
  static String missing() {
    try {
      var docker = org.testcontainers.DockerClientFactory.instance();
      if (!docker.isDockerAvailable()) {
        return "no container engine answers";
      }
      for (String service : List.of("kafka:4.3.1", "ingest:" + VERSION)) {
        String name = "plumbline/plumbline-" + service;
        if (docker.client().listImagesCmd().withImageNameFilter(name).exec().isEmpty()) {
          return "no image " + name + ": run deploy/images/build.sh and load what it wrote";
        }
      }
      return "";
    } catch (RuntimeException e) {
      return "no container engine answers: " + e.getClass().getSimpleName();
    }
  }

  Path config() {
    return config;
  }

  /** For a client on this machine. */
  String bootstrapServers() {
    return "127.0.0.1:" + kafkaPort;
  }

  int grpcPort() {
    return ingest.getMappedPort(4317);
  }

  int httpPort() {
    return ingest.getMappedPort(4318);
  }

  /** From the container's start until it said that it is ready. */
  Map<String, Duration> readyAfter() {
    return readyAfter;
  }

  private void kafka(Path dir) throws IOException {
    Files.writeString(dir.resolve("server.properties"), serverProperties());
    image("kafka", "4.3.1")
        .withCreateContainerCmdModifier(
            cmd -> cmd.withEntrypoint("java", "-cp", CLASS_PATH, "kafka.tools.StorageTool"))
        .withCommand(
            "format",
            "--ignore-formatted",
            "--cluster-id",
            "cGx1bWJsaW5lLWRlbW8tMQ",
            "--config",
            "/etc/kafka/server.properties")
        .withFileSystemBind(dir.toString(), "/etc/kafka", BindMode.READ_WRITE)
        .withStartupCheckStrategy(
            new OneShotStartupCheckStrategy().withTimeout(Duration.ofMinutes(1)))
        .start();
    GenericContainer<?> broker =
        image("kafka", "4.3.1")
            .withCommand("/etc/kafka/server.properties")
            .withFileSystemBind(dir.toString(), "/etc/kafka", BindMode.READ_WRITE)
            .waitingFor(
                Wait.forLogMessage(".*Kafka Server started.*", 1)
                    .withStartupTimeout(Duration.ofMinutes(2)));
    // Kafka tells its clients this port, so it must be known before the start.
    broker.setPortBindings(List.of(kafkaPort + ":9094"));
    run("kafka", broker);
  }

  private String serverProperties() {
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@localhost:9093
        listeners=PLAINTEXT://:9092,CONTROLLER://localhost:9093,OUTSIDE://:9094
        advertised.listeners=PLAINTEXT://kafka:9092,OUTSIDE://127.0.0.1:%d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,OUTSIDE:PLAINTEXT
        controller.listener.names=CONTROLLER
        log.dirs=/etc/kafka/data
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.num.partitions=1
        transaction.state.log.min.isr=1
        group.initial.rebalance.delay.ms=0
        """
        .formatted(kafkaPort);
  }

  private void write() throws IOException {
    DemoConfig.write(
        config, "kafka:9092", Path.of("/tmp/state"), "http://judge-sim:8000/v1", 4317, 4318, 8080);
    Path file = config.resolve("plumbline.yaml");
    String yaml =
        Files.readString(file)
            .replace(
                "auth: {anonymous: loopback}", "auth: {anonymous: anywhere}\n  plaintext: anywhere")
            .replace("host: 127.0.0.1", "host: 0.0.0.0");
    int port = 9464;
    while (yaml.contains("admin: {port: 0}")) {
      yaml =
          yaml.replaceFirst("admin: \\{port: 0}", "admin: {host: 0.0.0.0, port: " + port++ + "}");
    }
    Files.writeString(file, yaml);
    try (var files = Files.walk(config)) {
      for (Path path : files.toList()) {
        readable(path);
      }
    }
  }

  private GenericContainer<?> service(String name, int admin, int... ports) {
    List<Integer> exposed = new ArrayList<>(List.of(admin));
    for (int port : ports) {
      exposed.add(port);
    }
    return run(
        name,
        image(name, VERSION)
            .withFileSystemBind(config.toString(), "/etc/plumbline", BindMode.READ_ONLY)
            .withExposedPorts(exposed.toArray(Integer[]::new))
            .withCreateContainerCmdModifier(
                cmd ->
                    cmd.getHostConfig()
                        .withMemory(MEMORY)
                        .withReadonlyRootfs(true)
                        .withTmpFs(Map.of("/tmp", "rw,mode=1777,exec")))
            .waitingFor(
                Wait.forHttp("/readyz").forPort(admin).withStartupTimeout(Duration.ofMinutes(2))));
  }

  private GenericContainer<?> run(String name, GenericContainer<?> container) {
    long begun = System.nanoTime();
    container.withNetworkAliases(name).start();
    started.add(container);
    readyAfter.put(name, Duration.ofNanos(System.nanoTime() - begun));
    return container;
  }

  @SuppressWarnings("resource") // closed with the others, or by the one who starts it
  private GenericContainer<?> image(String service, String version) {
    return new GenericContainer<>(
            DockerImageName.parse("plumbline/plumbline-" + service + ":" + version))
        .withNetwork(network)
        .withImagePullPolicy(image -> false);
  }

  /** The containers run as another user. */
  private static Path readable(Path path) throws IOException {
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxrwxrwx" : "rw-r--r--"));
    return path;
  }

  @Override
  public void close() {
    started.reversed().forEach(GenericContainer::stop);
    network.close();
  }
}

package dev.plumbline.standalone.e2e;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.standalone.demo.DemoConfig;
import dev.plumbline.standalone.llm.ScriptedLlm;
import dev.plumbline.topics.TopicCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.openqa.selenium.net.PortProber;

/** Broker and the four services as processes of their own, as a user would run them. */
public final class Installation implements AutoCloseable {
  /** Everything but the broker, in the order of their start. */
  private static final List<String> SERVICES =
      List.of("scoring-streams", "ingest", "judge-worker", "console");

  private static final Duration START = Duration.ofSeconds(120);
  private static final int STOP_SECONDS = 60;
  private static final String SECOND = "-2";

  /** When traces count as done, unless a test says otherwise. */
  public static final String ASSEMBLY =
      "{rootIdle: 1s, idle: 3s, maxAge: 1m, keepContent: 5m, keepCompact: 10m}";

  /**
   * Settings of the judge, as YAML.
   *
   * @param timeout of one call
   * @param budget the key {@code judge.budget}
   */
  public record Judge(String timeout, String budget) {}

  /** The judge's API key, which no process may show. */
  private static final String KEY = "sk-canary-5f0e7c1a93";

  private static final Judge JUDGE = new Judge("30s", "{}");

  private final int grpcPort = PortProber.findFreePort();
  private final int httpPort = PortProber.findFreePort();
  private final int consolePort = PortProber.findFreePort();
  private final Map<String, Integer> adminPorts = new LinkedHashMap<>();
  private final Path dir;
  private final ScriptedLlm llm;
  private final String assembly;
  private final Judge judge;
  private final Map<String, Process> processes = new LinkedHashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final String bootstrap;
  private final KafkaConfig kafka;

  /** Starts everything, and waits until it takes traces. */
  public Installation(Path dir, ScriptedLlm llm) throws IOException {
    this(dir, llm, ASSEMBLY);
  }

  /**
   * Starts everything, and waits until it takes traces.
   *
   * @param assembly the key {@code scoring.assembly}, as YAML
   */
  public Installation(Path dir, ScriptedLlm llm, String assembly) throws IOException {
    this(dir, llm, assembly, JUDGE);
  }

  /**
   * The same with other settings of the judge.
   *
   * @param judge what differs
   */
  public Installation(Path dir, ScriptedLlm llm, String assembly, Judge judge) throws IOException {
    this.dir = dir;
    this.llm = llm;
    this.assembly = assembly;
    this.judge = judge;
    // A test that is ended from outside leaves nothing running.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> processes.values().forEach(Process::destroyForcibly)));
    llm.start();
    bootstrap = "127.0.0.1:" + PortProber.findFreePort();
    configure(dir, "", grpcPort, httpPort, consolePort);
    kafka = ConfigDirectory.open(dir, Map.of()).bind("kafka", KafkaConfig.class);
    start("broker");
    Awaitility.await()
        .atMost(START)
        .ignoreExceptions()
        .untilAsserted(() -> Topics.ensure(kafka, TopicCatalog.ALL));
    for (String service : SERVICES) {
      start(service);
    }
    Awaitility.await().atMost(START).until(() -> SERVICES.stream().allMatch(this::isReady));
  }

  /** The port of OTLP/gRPC. */
  public int grpcPort() {
    return grpcPort;
  }

  /** The port of OTLP/HTTP. */
  public int httpPort() {
    return httpPort;
  }

  int consolePort() {
    return consolePort;
  }

  /** How to reach its broker. */
  public KafkaConfig kafka() {
    return kafka;
  }

  /** Its sampling policy, read again while it runs. */
  public Path policy() {
    return dir.resolve("hot/sampling.yaml");
  }

  /** Where scoring keeps what can be rebuilt. */
  public Path stateDir() {
    return dir.resolve("state");
  }

  /** The running processes by their part. */
  public Map<String, Process> processes() {
    return processes;
  }

  /**
   * Starts second instances of scoring and judge-worker, which are parts of their own: {@code
   * scoring-streams-2} and {@code judge-worker-2}.
   */
  public List<String> startSecond() throws IOException {
    configure(
        dir.resolve("second"),
        SECOND,
        PortProber.findFreePort(),
        PortProber.findFreePort(),
        PortProber.findFreePort());
    List<String> parts = List.of("scoring-streams" + SECOND, "judge-worker" + SECOND);
    for (String part : parts) {
      start(part);
    }
    return parts;
  }

  /** Starts a part in a new process; its log goes on where the last one's ended. */
  public void start(String part) throws IOException {
    boolean second = part.endsWith(SECOND);
    List<String> command =
        java(
            "384m",
            "run",
            part.replace(SECOND, ""),
            "--config",
            (second ? dir.resolve("second") : dir).toString());
    ProcessBuilder process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(part).toFile()));
    // What must not be shown must not be shown to those who look for a mistake either.
    process.environment().put("PLUMBLINE_LOG_LEVEL", "DEBUG");
    processes.put(part, process.start());
  }

  /** Kills a part as {@code kill -9} does, and returns when it is gone. */
  public void kill(String part) throws InterruptedException {
    processes.get(part).destroyForcibly().waitFor();
  }

  /** Asks a part to end, and returns when it has; it must end well. */
  public void stop(String part) throws InterruptedException {
    Process process = processes.get(part);
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(part + " did not end well: " + process);
    }
  }

  /** Sends a part a signal by its name, for example STOP. */
  public void signal(String part, String signal) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + signal, "" + processes.get(part).pid()).start().waitFor();
    if (code != 0) {
      throw new IOException("kill -" + signal + " of " + part + " failed with " + code);
    }
  }

  /** What a part has written. */
  public Path log(String part) {
    return dir.resolve(part + ".log");
  }

  /** Whether a service says that it can do its work. */
  public boolean isReady(String service) {
    return page(service, "/readyz").isPresent();
  }

  /**
   * Where the judge's key or the salt of the sampling shows: a log, a config dump or the meters.
   */
  public List<String> leaks() throws IOException {
    List<String> secrets = List.of(KEY, "salt: judge-v1");
    List<String> leaks = new ArrayList<>();
    for (String part : processes.keySet()) {
      List<String> texts = new ArrayList<>(List.of(Files.readString(log(part))));
      if (adminPorts.containsKey(part)) {
        page(part, "/configz").ifPresent(texts::add);
        page(part, "/metrics").ifPresent(texts::add);
      }
      if (texts.stream().anyMatch(text -> secrets.stream().anyMatch(text::contains))) {
        leaks.add(part);
      }
    }
    return leaks;
  }

  /** A page of a service's admin server; empty when it does not answer with 200. */
  public Optional<String> page(String service, String path) {
    return get(adminPorts.get(service), path);
  }

  /** What the console answers; empty when it is not 200. */
  public Optional<String> console(String path) {
    return get(consolePort, path);
  }

  private Optional<String> get(int port, String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(5))
              .build();
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The demo's times, but content is kept longer than any process is away. */
  private void configure(Path config, String instance, int grpc, int http, int page)
      throws IOException {
    Path state = config.resolve("state");
    SERVICES.forEach(service -> adminPorts.put(service + instance, PortProber.findFreePort()));
    DemoConfig.write(config, bootstrap, state, llm.baseUrl(), grpc, http, page);
    String cold =
        """
        kafka:
          bootstrapServers: %s
          partitions: 4
        ingest:
          auth: {anonymous: loopback}
          grpc: {host: 127.0.0.1, port: %d}
          http: {host: 127.0.0.1, port: %d}
          admin: {port: %d}
        scoring:
          admin: {port: %d}
          instanceId: scoring%s
          stateDir: %s
          threads: 1
          assembly: %s
        judge:
          admin: {port: %d}
          instanceId: judge%s
          judges:
            - {id: primary, baseUrl: "%s", model: judge-sim-2026-11-01, timeout: %s, apiKeyFile: %s}
          budget: %s
        console:
          http: {host: 127.0.0.1, port: %d}
          admin: {port: %d}
          simulated: true
        """
            .formatted(
                bootstrap,
                grpc,
                http,
                adminPorts.get("ingest" + instance),
                adminPorts.get("scoring-streams" + instance),
                instance,
                state,
                assembly,
                adminPorts.get("judge-worker" + instance),
                instance,
                llm.baseUrl(),
                judge.timeout(),
                Files.writeString(dir.resolve("judge.key"), KEY + "\n"),
                judge.budget(),
                page,
                adminPorts.get("console" + instance));
    Files.writeString(config.resolve("plumbline.yaml"), cold);
    try (InputStream policy =
        Objects.requireNonNull(Installation.class.getResourceAsStream("/e2e/sampling.yaml"))) {
      Files.write(config.resolve("hot/sampling.yaml"), policy.readAllBytes());
    }
  }

  /** The command line of the plumbline command in a JVM of its own. */
  public static List<String> java(String heap, String... arguments) throws IOException {
    Path target = Path.of("target");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                target.resolve("classes").toAbsolutePath()
                    + ":"
                    + Files.readString(target.resolve("classpath.txt")),
                "dev.plumbline.standalone.cli.PlumblineMain"));
    command.addAll(List.of(arguments));
    return command;
  }

  @Override
  public void close() throws Exception {
    for (Process process : List.copyOf(processes.values()).reversed()) {
      process.destroy();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    http.close();
    llm.close();
  }
}

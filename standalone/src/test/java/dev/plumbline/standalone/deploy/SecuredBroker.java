package dev.plumbline.standalone.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.openqa.selenium.net.PortProber;

/**
 * A broker as the production overlay has it: one listener with TLS and SCRAM-SHA-512, and for each
 * KafkaUser a password and its access control lists. Nothing is allowed but what those say.
 */
final class SecuredBroker implements AutoCloseable {
  static final String ADMIN = "admin";
  private static final String STORE_PASSWORD = "of-the-test";

  private final Path dir;
  private final int port = PortProber.findFreePort();
  private final int controllerPort = PortProber.findFreePort();
  private final KafkaRaftServer server;

  /** Starts it. */
  SecuredBroker(Path dir, List<JsonNode> users) throws Exception {
    this.dir = Files.createDirectories(dir);
    certificate();
    format(users);
    server = new KafkaRaftServer(KafkaConfig.fromProps(properties(), false), Time.SYSTEM);
    server.startup();
  }

  String bootstrapServers() {
    return "localhost:" + port;
  }

  /** The directory of a user's credentials, with the files that Strimzi's Secrets have. */
  Path credentials(String user) throws IOException {
    Path folder = Files.createDirectories(dir.resolve("credentials").resolve(user));
    Files.writeString(folder.resolve("sasl.jaas.config"), jaas(user));
    Files.copy(
        dir.resolve("ca.crt"),
        folder.resolve("ca.crt"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    return folder;
  }

  /** What a KafkaUser allows. */
  static List<AclBinding> acls(JsonNode user) {
    List<AclBinding> bindings = new ArrayList<>();
    String principal = "User:" + user.at("/metadata/name").asText();
    for (JsonNode acl : user.at("/spec/authorization/acls")) {
      JsonNode resource = acl.path("resource");
      ResourcePattern pattern =
          new ResourcePattern(
              ResourceType.fromString(upper(resource.path("type").asText())),
              resource.path("name").asText(),
              resource.path("patternType").asText().equals("prefix")
                  ? PatternType.PREFIXED
                  : PatternType.LITERAL);
      for (JsonNode operation : acl.path("operations")) {
        bindings.add(
            new AclBinding(
                pattern,
                new AccessControlEntry(
                    principal,
                    "*",
                    AclOperation.fromString(upper(operation.asText())),
                    AclPermissionType.ALLOW)));
      }
    }
    return bindings;
  }

  private static String upper(String camel) {
    return camel.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  private static String jaas(String user) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password(user));
  }

  private static String password(String user) {
    return "password-of-" + user;
  }

  private void certificate() throws IOException, InterruptedException {
    String store = dir.resolve("broker.p12").toString();
    keytool(
        "-genkeypair",
        "-keystore",
        store,
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-ext",
        "bc=ca:true");
    keytool("-exportcert", "-keystore", store, "-rfc", "-file", dir.resolve("ca.crt").toString());
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/keytool") + ""));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "broker", "-storepass", STORE_PASSWORD));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  private void format(List<JsonNode> users) throws Exception {
    List<String> scram = new ArrayList<>(List.of(scram(ADMIN)));
    users.forEach(user -> scram.add(scram(user.at("/metadata/name").asText())));
    new Formatter()
        .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(dir.resolve("data").toString())
        .addDirectory(dir.resolve("data").toString())
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setScramArguments(scram)
        .run();
  }

  private static String scram(String user) {
    return "SCRAM-SHA-512=[name=%s,password=%s]".formatted(user, password(user));
  }

  private Properties properties() {
    Properties p = new Properties();
    p.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@localhost:" + controllerPort,
            "controller.listener.names", "CONTROLLER",
            "listeners",
                "SASL_SSL://localhost:%d,CONTROLLER://localhost:%d".formatted(port, controllerPort),
            "listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name", "SASL_SSL",
            "log.dirs", dir.resolve("data").toString(),
            "auto.create.topics.enable", "false",
            "group.initial.rebalance.delay.ms", "0"));
    p.putAll(
        Map.of(
            "sasl.enabled.mechanisms",
            "SCRAM-SHA-512",
            "sasl.mechanism.inter.broker.protocol",
            "SCRAM-SHA-512",
            "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
            jaas(ADMIN),
            "ssl.keystore.location",
            dir.resolve("broker.p12").toString(),
            "ssl.keystore.password",
            STORE_PASSWORD,
            "ssl.truststore.type",
            "PEM",
            "ssl.truststore.location",
            dir.resolve("ca.crt").toString(),
            "authorizer.class.name",
            "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            // The controller's own listener is on this machine only.
            "super.users",
            "User:" + ADMIN + ";User:ANONYMOUS"));
    for (String topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      p.put(topic + ".num.partitions", "1");
      p.put(topic + ".replication.factor", "1");
    }
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("log.cleaner.dedupe.buffer.size", "8388608");
    return p;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}

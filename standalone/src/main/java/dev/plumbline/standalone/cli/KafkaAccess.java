package dev.plumbline.standalone.cli;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which Kafka a command looks at: that of a config, or one by its address. */
final class KafkaAccess {
  @ArgGroup(multiplicity = "1")
  private Choice choice = new Choice();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** One of the two. */
  static final class Choice {
    @Option(
        names = "--config",
        paramLabel = "DIR",
        description = "Directory with plumbline.yaml; its section kafka says where.")
    private @Nullable Path config;

    @ArgGroup(exclusive = false)
    private @Nullable Address address;
  }

  /** Brokers, and how to be let in. */
  static final class Address {
    @Option(
        names = {"--bootstrap", "--connect"},
        required = true,
        paramLabel = "HOST:PORT",
        description = "A Kafka broker.")
    private String bootstrap = "";

    @Option(
        names = "--command-config",
        paramLabel = "FILE",
        description =
            "Properties of the Kafka client, such as security.protocol and sasl.jaas.config.")
    private @Nullable Path properties;

    @Option(
        names = "--topic-prefix",
        paramLabel = "PREFIX",
        description = "Before the topics' names (default plumbline.).")
    private @Nullable String prefix;
  }

  /** The config directory; null when only an address was given. */
  @Nullable ConfigDirectory directory() {
    Path config = choice.config;
    return config == null
        ? null
        : ConfigDirectory.open(config, UpCommand.environment(Path.of(".")));
  }

  /**
   * How to reach it.
   *
   * @throws dev.plumbline.runtime.config.ConfigException when the config is wrong
   * @throws ParameterException when the address or the file of properties is
   */
  @SuppressWarnings("NullAway") // null is "not set in the file"
  KafkaConfig kafka() {
    ConfigDirectory directory = directory();
    if (directory != null) {
      return directory.bind("kafka", KafkaConfig.class);
    }
    Address address = choice.address;
    try {
      return new KafkaConfig(
          address.bootstrap, address.prefix, null, null, false, properties(address.properties));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private Map<String, String> properties(@Nullable Path file) {
    Map<String, String> read = new TreeMap<>();
    if (file != null) {
      Properties properties = new Properties();
      try (Reader text = Files.newBufferedReader(file)) {
        properties.load(text);
      } catch (IOException | IllegalArgumentException e) {
        throw new ParameterException(
            spec.commandLine(),
            "--command-config: found no readable properties in " + file + ", expected key=value");
      }
      properties.stringPropertyNames().forEach(key -> read.put(key, properties.getProperty(key)));
    }
    return read;
  }
}

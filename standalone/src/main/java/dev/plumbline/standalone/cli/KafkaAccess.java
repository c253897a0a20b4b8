package dev.plumbline.standalone.cli;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import java.nio.file.Path;
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

    @Option(
        names = {"--bootstrap", "--connect"},
        paramLabel = "HOST:PORT",
        description = "A Kafka broker without encryption; topics have the usual prefix.")
    private @Nullable String bootstrap;
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
   * @throws ParameterException when the address is
   */
  @SuppressWarnings("NullAway") // null is "not set in the file"
  KafkaConfig kafka() {
    ConfigDirectory directory = directory();
    if (directory != null) {
      return directory.bind("kafka", KafkaConfig.class);
    }
    try {
      return new KafkaConfig(choice.bootstrap, null, null, null, false, null);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }
}

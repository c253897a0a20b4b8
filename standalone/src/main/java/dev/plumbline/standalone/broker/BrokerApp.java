package dev.plumbline.standalone.broker;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded broker as a process of its own, at the address that the config names. */
public final class BrokerApp implements Component {
  private static final Logger LOGGER = LoggerFactory.getLogger(BrokerApp.class);

  private final EmbeddedBroker broker;

  /**
   * A broker at the address that the section {@code kafka} names.
   *
   * @param dataDir where its log lives
   * @throws ConfigException when the address is not on this machine
   */
  public BrokerApp(ConfigDirectory config, Path dataDir) {
    String servers = config.bind("kafka", KafkaConfig.class).bootstrapServers();
    int colon = servers.lastIndexOf(':');
    String host = colon < 0 ? servers : servers.substring(0, colon);
    if (!host.equals("127.0.0.1") && !host.equals("localhost")) {
      throw new ConfigException(
          config.path().toString(),
          List.of(
              "kafka.bootstrapServers: found "
                  + servers
                  + ", expected localhost:PORT: this broker is for one machine only"));
    }
    broker = new EmbeddedBroker(dataDir, Integer.parseInt(servers.substring(colon + 1)));
  }

  @Override
  public void start() {
    LOGGER.atInfo().log("one node, no copies: this broker is for one machine only");
    broker.start();
  }

  @Override
  public Health check() {
    return broker.check();
  }

  @Override
  public void close() {
    broker.close();
  }
}

package dev.plumbline.standalone.broker;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble.VerificationFlag;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * A broker and its controller in one process, put together as {@link KafkaRaftServer} does it. In
 * between, the controller forgets the broker that ran here before: so none has to end its session
 * first, and the new one never takes itself for the leader before it is. See {@code
 * docs/decisions/005-a-broker-that-keeps-its-leaders.md}.
 */
final class KafkaNode {
  private static final Duration ELECTED_WITHIN = Duration.ofSeconds(30);
  private static final Duration ASK_EVERY = Duration.ofMillis(20);

  private final int id;
  private final ControllerServer controller;
  private final BrokerServer broker;

  /**
   * A node that is not started.
   *
   * @param config with one directory, which is formatted
   */
  KafkaNode(KafkaConfig config, InetSocketAddress controllerAddress) {
    id = config.nodeId();
    String dir = config.metadataLogDir();
    MetaPropertiesEnsemble properties;
    BootstrapMetadata bootstrap;
    try {
      properties =
          new MetaPropertiesEnsemble.Loader()
              .addMetadataLogDir(dir)
              .addLogDirs(List.of(dir))
              .load();
      properties.verify(
          Optional.empty(),
          OptionalInt.of(id),
          EnumSet.of(
              VerificationFlag.REQUIRE_AT_LEAST_ONE_VALID,
              VerificationFlag.REQUIRE_METADATA_LOG_DIR));
      bootstrap = new BootstrapDirectory(dir).read();
    } catch (Exception e) {
      throw new IllegalStateException("cannot read the broker's directory " + dir, e);
    }
    SharedServer shared =
        new SharedServer(
            config,
            properties,
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, properties.clusterId().orElseThrow()),
            CompletableFuture.completedFuture(Map.of(id, controllerAddress)),
            List.of(),
            new StandardFaultHandlerFactory(),
            ServerSocketFactory.INSTANCE);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), bootstrap);
    broker = new BrokerServer(shared);
  }

  void start() {
    controller.startup();
    forgetTheLastOne();
    broker.startup();
  }

  /** Stops what was started. */
  void close() {
    try {
      broker.shutdown();
      broker.awaitShutdown();
    } finally {
      controller.shutdown();
      controller.awaitShutdown();
    }
  }

  private void forgetTheLastOne() {
    long deadline = System.nanoTime() + ELECTED_WITHIN.toNanos();
    while (true) {
      try {
        var _ = controller.controller().unregisterBroker(anonymous(), id).join();
        return;
      } catch (CompletionException e) {
        if (e.getCause() instanceof BrokerIdNotRegisteredException) {
          return;
        }
        boolean electing = e.getCause() instanceof NotControllerException;
        if (!electing || System.nanoTime() > deadline) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(ASK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the controller was elected", e);
    }
  }

  private static ControllerRequestContext anonymous() {
    return new ControllerRequestContext(
        new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
  }
}

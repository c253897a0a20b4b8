package dev.plumbline.standalone.broker;

import dev.plumbline.runtime.config.ConfigException;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.lifecycle.ListenException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A single-node Kafka broker and controller in this JVM, bound to loopback. It is for one machine:
 * no replication, no encryption, no access control.
 */
public final class EmbeddedBroker implements Component {
  private static final String LOOPBACK = "127.0.0.1";
  private static final long PARTITION_BYTES = 256L << 20;

  private final Path dataDir;
  private final int port;
  private @Nullable FileChannel lock;
  private @Nullable KafkaNode server;

  /**
   * A broker that is not started yet.
   *
   * @param dataDir where its log lives; kept and reused when it holds a log already
   * @param port the port to listen on, 0 for a free one
   */
  public EmbeddedBroker(Path dataDir, int port) {
    this.dataDir = dataDir;
    this.port = port == 0 ? freePort() : port;
  }

  /** The value of {@code bootstrap.servers} for clients on this machine. */
  public String bootstrapServers() {
    return LOOPBACK + ":" + port;
  }

  @Override
  public void start() {
    lock();
    requireFreePort();
    format();
    int controllerPort = freePort();
    KafkaNode starting =
        new KafkaNode(
            KafkaConfig.fromProps(properties(controllerPort), false),
            new InetSocketAddress(LOOPBACK, controllerPort));
    server = starting;
    starting.start();
  }

  @Override
  public Health check() {
    return server == null ? Health.down("broker is not started") : Health.up();
  }

  @Override
  public void close() {
    KafkaNode closing = server;
    server = null;
    try {
      if (closing != null) {
        closing.close();
      }
    } finally {
      unlock();
    }
  }

  /**
   * Kafka has a lock of its own, but opens the metadata log before it asks for it, which ruins the
   * log of a broker that runs.
   */
  private void lock() {
    Path file = dataDir.resolveSibling(dataDir.getFileName() + ".lock");
    try {
      Files.createDirectories(dataDir);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel;
      if (held(channel)) {
        unlock();
        throw new ConfigException(
            dataDir.toString(),
            List.of("found another process that uses it, expected one broker at a time"));
      }
    } catch (IOException e) {
      throw new ConfigException(
          dataDir.toString(),
          List.of("expected a directory that can be written to, found none: " + e));
    }
  }

  /** Kafka would tell it with a stack trace, and keep threads that end no process. */
  private void requireFreePort() {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK))) {
      // It can be had.
    } catch (IOException e) {
      unlock();
      throw new ListenException("broker", LOOPBACK, port, e);
    }
  }

  private static boolean held(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  private void unlock() {
    FileChannel held = lock;
    lock = null;
    if (held != null) {
      try {
        held.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot unlock " + dataDir, e);
      }
    }
  }

  private void format() {
    if (Files.exists(dataDir.resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(dataDir);
      new Formatter()
          .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(1)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(dataDir.toString())
          .addDirectory(dataDir.toString())
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("cannot prepare the broker's directory " + dataDir, e);
    }
  }

  private Properties properties(int controllerPort) {
    Properties p = new Properties();
    p.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@" + LOOPBACK + ":" + controllerPort,
            "controller.listener.names", "CONTROLLER",
            "listeners",
                "PLAINTEXT://"
                    + LOOPBACK
                    + ":"
                    + port
                    + ",CONTROLLER://"
                    + LOOPBACK
                    + ":"
                    + controllerPort,
            "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs", dataDir.toString(),
            "auto.create.topics.enable", "false",
            "group.initial.rebalance.delay.ms", "0",
            "group.streams.initial.rebalance.delay.ms", "0"));
    // One node holds one copy of Kafka's own topics.
    for (String topic :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      p.put(topic + ".num.partitions", "1");
      p.put(topic + ".replication.factor", "1");
    }
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    // No partition is ever without its leader while transactions end: not when the process was
    // suspended, and not when it stops.
    p.put("broker.session.timeout.ms", String.valueOf(Integer.MAX_VALUE));
    p.put("controlled.shutdown.enable", "false");
    // A laptop's share of memory: the cleaner's default buffer alone is 128 MiB.
    p.put("log.cleaner.dedupe.buffer.size", "8388608");
    p.put("log.cleaner.threads", "1");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    // Whatever comes first: a topic's own time, or this many bytes of one of its partitions.
    // The segment that is written to is neither deleted nor compacted: the smaller, the less stays.
    p.put("log.segment.bytes", String.valueOf(PARTITION_BYTES / 16));
    p.put("log.cleaner.min.cleanable.ratio", "0.3");
    p.put("log.retention.bytes", String.valueOf(PARTITION_BYTES));
    return p;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on " + LOOPBACK, e);
    }
  }
}

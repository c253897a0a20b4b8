package dev.plumbline.bench.assemble;

import dev.plumbline.scoring.BoundedRocksDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/**
 * Pipes records through a topology in this thread, and tells the CPU time of the thread. RocksDB's
 * own threads, which write and compact files, are not in it.
 */
final class Run implements AutoCloseable {
  /** Past the quiet time after which a trace with its root is done. */
  private static final Duration QUIET = Duration.ofSeconds(6);

  /** What says that files are still being written or merged. */
  private static final Set<String> BACKGROUND =
      Set.of(
          "num-running-flushes",
          "num-running-compactions",
          "mem-table-flush-pending",
          "compaction-pending");

  private static final long POLL_MILLIS = 20;
  private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * Bytes of the files of all stores.
   *
   * @param atRest when no file is being merged with others
   * @param most that was seen while files were being merged
   */
  record State(long atRest, long most) {}

  private final Path dir;
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> topic;
  private long cpuNanos;
  private Instant now = START;

  Run(Topology topology) throws IOException {
    dir = Files.createTempDirectory("plumbline-bench-assemble");
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench-assemble");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, dir.toString());
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    driver = new TopologyTestDriver(topology, settings, START);
    topic =
        driver.createInputTopic(
            AssemblyTopology.TOPIC, new StringSerializer(), new ByteArraySerializer());
  }

  /** Reads the records, all within a second, so that every trace is open at the end. */
  Run open(Records records) {
    long before = THREADS.getCurrentThreadCpuTime();
    for (Records.Keyed record : records.records()) {
      topic.pipeInput(record.key(), record.value(), now);
    }
    cpuNanos += THREADS.getCurrentThreadCpuTime() - before;
    return this;
  }

  /** Lets the quiet time pass; what is due is done before each of the next records. */
  Run close(Records later) {
    now = now.plus(QUIET);
    return open(later);
  }

  /** CPU time so far, in microseconds. */
  double cpuMicros() {
    return cpuNanos / 1_000.0;
  }

  /**
   * What the stores hold on disk once everything is flushed to their files. RocksDB merges files in
   * threads of its own, and what is being merged is there twice until it is done.
   */
  State state() throws IOException, InterruptedException {
    driver.getAllStateStores().values().forEach(store -> store.commit(Map.of()));
    long most = bytesOfFiles();
    while (busy()) {
      Thread.sleep(POLL_MILLIS);
      most = Math.max(most, bytesOfFiles());
    }
    long atRest = bytesOfFiles();
    return new State(atRest, Math.max(most, atRest));
  }

  private boolean busy() {
    return driver.metrics().entrySet().stream()
        .filter(metric -> BACKGROUND.contains(metric.getKey().name()))
        .anyMatch(metric -> !metric.getValue().metricValue().toString().equals("0"));
  }

  private long bytesOfFiles() throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files
          .filter(file -> file.toString().endsWith(".sst"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    } catch (UncheckedIOException e) {
      // One was deleted meanwhile.
      return bytesOfFiles();
    }
  }

  @Override
  public void close() {
    driver.close();
  }
}

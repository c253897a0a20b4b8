package dev.plumbline.bench.day;

import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Bytes of a data directory, by what they are kept for. Kafka's indexes are left out: the broker
 * reserves 10 MiB for each and fills a thousandth of it.
 */
final class Disk {
  private static final Duration SHORT = Duration.ofDays(3);

  private final Path broker;
  private final Path state;

  Disk(Path data) {
    this.broker = data.resolve("broker");
    this.state = data.resolve("state");
  }

  long stateBytes() {
    return bytes(state);
  }

  /** Bytes of the topics of the catalogue that keep records so long or shorter than three days. */
  long shortBytes() {
    return topics(spec -> spec.filter(Disk::isShort).isPresent());
  }

  long longBytes() {
    return topics(spec -> spec.isPresent() && !isShort(spec.get()));
  }

  long internalBytes() {
    return topics(Optional::isEmpty);
  }

  static boolean isShort(TopicSpec topic) {
    return !topic.retention().isZero() && topic.retention().compareTo(SHORT) <= 0;
  }

  private long topics(Predicate<Optional<TopicSpec>> which) {
    try (Stream<Path> partitions = Files.list(broker)) {
      return partitions.filter(dir -> which.test(topic(dir))).mapToLong(Disk::bytes).sum();
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + broker, e);
    }
  }

  /** The topic of a partition's directory, {@code NAME-NUMBER}. */
  private static Optional<TopicSpec> topic(Path partition) {
    String name = partition.getFileName().toString().replaceFirst("-\\d+$", "");
    return TopicCatalog.ALL.stream().filter(t -> t.name("plumbline.").equals(name)).findFirst();
  }

  private static long bytes(Path root) {
    if (!Files.exists(root)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> !f.toString().endsWith("index"))
          .mapToLong(Disk::size)
          .sum();
    } catch (IOException | UncheckedIOException e) {
      // Segments and tables are deleted while they are listed; the next look finds the rest.
      return 0;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}

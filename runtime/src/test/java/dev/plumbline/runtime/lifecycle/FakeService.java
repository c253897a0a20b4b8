package dev.plumbline.runtime.lifecycle;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.TopicMismatchException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A service for a process of its own; it says on stdout what happens to it. */
final class FakeService implements Component {
  enum Fate {
    RUNS,
    STARTS_SLOWLY,
    CANNOT_START,
    RUNS_OUT_OF_MEMORY,
    TOPICS_DIFFER,
    DIES,
    CANNOT_DRAIN,
    NEVER_DRAINS
  }

  record Config(@Nullable String name) {}

  private final Fate fate;

  private FakeService(Fate fate, ConfigDirectory config) {
    this.fate = fate;
    config.bind("ingest", Config.class);
  }

  public static void main(String[] args) {
    Fate fate = Fate.valueOf(args[0]);
    System.exit(
        ServiceMain.run(
            "fake", Path.of(args[1]), (config, metrics) -> new FakeService(fate, config)));
  }

  @Override
  public void start() {
    switch (fate) {
      case CANNOT_START -> throw new IllegalStateException("no");
      case RUNS_OUT_OF_MEMORY -> throw new OutOfMemoryError("no");
      case TOPICS_DIFFER ->
          throw new TopicMismatchException(List.of("scores.v1 partitions: found 4, expected 8"));
      case STARTS_SLOWLY -> {
        System.out.println("starting");
        block(1);
      }
      case RUNS, DIES, CANNOT_DRAIN, NEVER_DRAINS -> {}
    }
    System.out.println("started");
  }

  @Override
  public Health check() {
    return Health.up();
  }

  @Override
  public Health alive() {
    return fate == Fate.DIES ? Health.down("streams died") : Health.up();
  }

  @Override
  public void close() {
    switch (fate) {
      case CANNOT_DRAIN -> throw new IllegalStateException("records are left");
      case NEVER_DRAINS -> {
        System.out.println("draining");
        block(60);
      }
      case RUNS, STARTS_SLOWLY, CANNOT_START, RUNS_OUT_OF_MEMORY, TOPICS_DIFFER, DIES -> {}
    }
    System.out.println("drained");
  }

  private static void block(int seconds) {
    try {
      if (new CountDownLatch(1).await(seconds, TimeUnit.SECONDS)) {
        throw new AssertionError();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

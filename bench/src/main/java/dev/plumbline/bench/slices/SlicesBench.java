package dev.plumbline.bench.slices;

import dev.plumbline.bench.process.Child;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * CPU per score of the whole of scoring-streams as the slices become many, with everything else
 * equal. A service and a broker are started for each number of slices; what was sent before the
 * measurement is what makes them warm.
 */
public final class SlicesBench {
  private static final double GOAL = 1.5;
  private static final int WARM_TRACES = 3_000;
  private static final int CHECKS = 12;
  private static final Duration FLUSH = Duration.ofMillis(500);

  /** Until the windows of the last scores are published. */
  private static final Duration SETTLE = Duration.ofSeconds(2);

  private static final String WINDOWS = "{maxValuesPerDimension: 100000}";
  private static final String NO_WINDOWS = "{slices: []}";

  private final int traces;
  private final List<Integer> slices;
  private final long seed;
  private final InstantSource clock;

  /**
   * A bench.
   *
   * @param traces measured at each number of slices
   * @param clock says when the traces end
   */
  public SlicesBench(int traces, List<Integer> slices, long seed, InstantSource clock) {
    this.traces = traces;
    this.slices = List.copyOf(slices);
    this.seed = seed;
    this.clock = clock;
  }

  /** Measures and prints; whether the goal is met. */
  public boolean run(PrintStream out) throws IOException, InterruptedException, ExecutionException {
    Path dir = Files.createTempDirectory("plumbline-bench-slices");
    try {
      out.printf(
          Locale.ROOT,
          "%d traces with %d scores each, slices drawn evenly; CPU of the process without its"
              + " compiler%n%n",
          traces,
          CHECKS);
      out.println(
          "  slices  us/score  DSL us/score  deltas/flush  windows/flush  changelog/score"
              + "  B/window  restore");
      List<Point> points = new ArrayList<>();
      for (int number : slices) {
        Point point = measure(dir.resolve("" + number), number, WINDOWS);
        points.add(point);
        print(out, point);
      }
      Point none = measure(dir.resolve("none"), slices.getLast(), NO_WINDOWS);
      out.printf(Locale.ROOT, "%nwithout windows: %.1f us/score%n", none.cpuMicros());
      Point first = points.getFirst();
      Point last = points.getLast();
      double ratio = last.cpuMicros() / first.cpuMicros();
      out.printf(
          Locale.ROOT,
          "last / first: %.2f, goal at most %.1f: %s; DSL %.2f; of the windows alone %.1f to %.1f"
              + " us/score%n",
          ratio,
          GOAL,
          ratio <= GOAL ? "met" : "missed",
          last.dslMicros() / first.dslMicros(),
          first.cpuMicros() - none.cpuMicros(),
          last.cpuMicros() - none.cpuMicros());
      return ratio <= GOAL;
    } finally {
      delete(dir);
    }
  }

  private Point measure(Path dir, int number, String windows)
      throws IOException, InterruptedException, ExecutionException {
    long end = clock.millis() * 1_000_000;
    long warm = (long) WARM_TRACES * CHECKS;
    long measured = (long) traces * CHECKS;
    try (SlicesMachine machine = new SlicesMachine(dir, windows);
        Counted scores = new Counted(machine.kafka(), name(machine, TopicCatalog.SCORES))) {
      machine.send(new SlicedTraces(number, seed, end), WARM_TRACES);
      scores.until(warm);
      Thread.sleep(SETTLE);
      long deltas = count(machine, TopicCatalog.WINDOW_DELTAS);
      long published = count(machine, TopicCatalog.SLI_WINDOWS);
      Duration before = machine.cpu();
      long began = System.nanoTime();
      machine.send(new SlicedTraces(number, seed + 1, end), traces);
      scores.until(warm + measured);
      long took = System.nanoTime() - began;
      Thread.sleep(SETTLE);
      double micros = micros(machine.cpu().minus(before), measured);
      deltas = count(machine, TopicCatalog.WINDOW_DELTAS) - deltas;
      published = count(machine, TopicCatalog.SLI_WINDOWS) - published;
      long keys = keys(machine);
      long logged = logged(machine.kafka());
      machine.stop();
      Path state = machine.dir().resolve("state");
      long bytes = bytes(state);
      boolean aggregated = windows.equals(WINDOWS);
      double dsl = aggregated ? dsl(machine, warm, warm + measured) : 0;
      delete(state);
      return new Point(
          number,
          measured,
          micros,
          dsl,
          (double) took / FLUSH.toNanos(),
          keys,
          deltas,
          published,
          logged,
          bytes,
          aggregated ? machine.startAgain() : Duration.ZERO);
    }
  }

  /** CPU per score of the DSL's aggregation over the scores that stand on the topic. */
  private static double dsl(SlicesMachine machine, long warm, long all)
      throws IOException, InterruptedException, ExecutionException {
    KafkaSettings kafka = machine.kafka();
    try (Admin admin = Admin.create(kafka.admin("bench"))) {
      admin
          .createTopics(List.of(new NewTopic(DslMain.OUT, Optional.of(4), Optional.empty())))
          .all()
          .get();
    }
    try (Child child =
            Child.start(
                "dsl",
                machine.dir(),
                "512m",
                DslMain.class,
                kafka.config().bootstrapServers(),
                machine.dir().resolve("dsl-state").toString(),
                "" + warm,
                "" + all);
        BufferedReader lines = child.process().inputReader()) {
      await(lines, warm);
      Duration before = child.cpu().minus(child.compilerCpu());
      await(lines, all);
      Thread.sleep(SETTLE);
      return micros(child.cpu().minus(child.compilerCpu()).minus(before), all - warm);
    }
  }

  private static void await(BufferedReader lines, long count) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.equals("" + count)) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("the DSL's process ended, see its log");
    }
  }

  private static double micros(Duration cpu, long scores) {
    return cpu.toNanos() / 1_000.0 / scores;
  }

  private static String name(SlicesMachine machine, TopicSpec topic) {
    return topic.name(machine.kafka().config().topicPrefix());
  }

  private static long count(SlicesMachine machine, TopicSpec topic) {
    try (Counted counted = Counted.all(machine.kafka(), name(machine, topic))) {
      return counted.records();
    }
  }

  private static long keys(SlicesMachine machine) {
    try (Counted counted = Counted.all(machine.kafka(), name(machine, TopicCatalog.SLI_WINDOWS))) {
      return counted.keys();
    }
  }

  /** Records in the changelogs of the stores that windows are made with. */
  private static long logged(KafkaSettings kafka) throws InterruptedException, ExecutionException {
    List<String> changelogs;
    try (Admin admin = Admin.create(kafka.admin("bench"))) {
      changelogs =
          admin.listTopics().names().get().stream()
              .filter(topic -> topic.endsWith("-changelog"))
              .filter(topic -> topic.contains("windows") || topic.contains("pending-deltas"))
              .toList();
    }
    long records = 0;
    for (String changelog : changelogs) {
      try (Counted counted = Counted.all(kafka, changelog)) {
        records += counted.records();
      }
    }
    return records;
  }

  /** Bytes of the windows' stores on disk; the stores of other things lie beside them. */
  private static long bytes(Path state) throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      return files
          .filter(file -> file.toString().contains("/rocksdb/windows"))
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".sst"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private static void print(PrintStream out, Point point) {
    out.printf(
        Locale.ROOT,
        "%8d  %8.1f  %12.1f  %12.0f  %13.0f  %15.2f  %8.0f  %5.1f s%n",
        point.slices(),
        point.cpuMicros(),
        point.dslMicros(),
        point.deltas() / point.flushes(),
        point.published() / point.flushes(),
        (double) point.logged() / (point.scores() + (long) WARM_TRACES * CHECKS),
        (double) point.stateBytes() / Math.max(1, point.windows()),
        point.restore().toMillis() / 1_000.0);
  }

  private static void delete(Path dir) throws IOException {
    if (!Files.exists(dir)) {
      return;
    }
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

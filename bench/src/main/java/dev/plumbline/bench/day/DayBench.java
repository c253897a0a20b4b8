package dev.plumbline.bench.day;

import dev.plumbline.standalone.demo.Traffic;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.OtlpSender;
import dev.plumbline.standalone.traffic.TraceFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;

/**
 * A day of simulated traffic, two answers a second, sixty times as fast as real time, into {@code
 * plumbline up}. What is kept for hours is kept for eight simulated ones, so that memory and these
 * topics must have stopped growing by the last third of the day. What is kept for days of arrival
 * grows in the bench, since 24 minutes pass: its bytes per answer are printed.
 */
public final class DayBench {
  private static final long SEED = 1;
  private static final Duration ALMOST_A_DAY = Duration.ofHours(24).minusMinutes(10);
  private static final Duration HOUR = Duration.ofMinutes(1);
  private static final double FLAT = 1.15;
  private static final double MIB = 1 << 20;
  private static final int THIRDS = 3;

  private final InstantSource clock;
  private final PrintStream out;

  /** A bench that prints to a stream. */
  public DayBench(InstantSource clock, PrintStream out) {
    this.clock = clock;
    this.out = out;
  }

  /**
   * Plays a part of the day.
   *
   * @return 0, or 1 when memory or what is kept for hours still grows in the last third
   */
  public int run(Duration day) throws IOException, InterruptedException, ExecutionException {
    Path dir = Files.createTempDirectory("plumbline-day");
    out.printf(
        "hour  answers  RSS MiB  heap MiB  state MiB  topics MiB: up to 3 d    longer  internal%n");
    List<Footprint> seen = new ArrayList<>();
    try (DayMachine machine = new DayMachine(dir);
        OtlpSender sender = new OtlpSender(machine.grpcPort(), machine.httpPort())) {
      TraceFactory factory = new TraceFactory(SEED, new Behaviour(false));
      Traffic traffic = new Traffic(factory, sender, clock, ALMOST_A_DAY);
      Thread thread = Thread.ofPlatform().name("traffic").start(traffic);
      for (int hour = 1; hour <= day.toHours(); hour++) {
        Thread.sleep(HOUR);
        Footprint now = machine.footprint(hour, traffic.generated());
        seen.add(now);
        out.print(line(now));
      }
      traffic.stop();
      thread.join();
      Traffic.Sent sent = traffic.sent();
      out.printf(
          "%d of %d answers acknowledged; logs in %s%n", sent.acknowledged(), sent.traces(), dir);
    }
    boolean flat = flat("RSS", seen, Footprint::residentBytes);
    flat &= flat("topics up to 3 d", seen, Footprint::shortBytes);
    Footprint last = seen.getLast();
    perAnswer("state", last.stateBytes(), last);
    perAnswer("topics kept longer", last.longBytes(), last);
    perAnswer("internal topics", last.internalBytes(), last);
    return flat ? 0 : 1;
  }

  private void perAnswer(String what, long bytes, Footprint last) {
    out.printf("%s: %.0f bytes an answer%n", what, (double) bytes / Math.max(1, last.answers()));
  }

  private static String line(Footprint f) {
    return "%4d %8d %8.0f %9.0f %10.1f %21.1f %9.1f %9.1f%n"
        .formatted(
            f.hour(),
            f.answers(),
            f.residentBytes() / MIB,
            f.heapBytes() / MIB,
            f.stateBytes() / MIB,
            f.shortBytes() / MIB,
            f.longBytes() / MIB,
            f.internalBytes() / MIB);
  }

  /** Whether the most of the last third is about the most of the one before. */
  private boolean flat(String what, List<Footprint> seen, ToLongFunction<Footprint> of) {
    int third = seen.size() / THIRDS;
    double before = most(seen.subList(third, 2 * third), of);
    double after = most(seen.subList(2 * third, seen.size()), of);
    boolean flat = after <= FLAT * before;
    out.printf(
        "%s: at most %.1f MiB in the second third, %.1f in the last: %s%n",
        what, before / MIB, after / MIB, flat ? "flat" : "grows");
    return flat;
  }

  private static double most(List<Footprint> part, ToLongFunction<Footprint> of) {
    return part.stream().mapToLong(of).max().orElse(0);
  }
}

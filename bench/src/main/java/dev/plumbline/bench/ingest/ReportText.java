package dev.plumbline.bench.ingest;

import dev.plumbline.bench.load.Outcome;
import dev.plumbline.bench.load.SliceResult;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The report for people. */
final class ReportText {
  private static final String LINE =
      "%-10s %8s | %7s %7s | %6s %6s | %-19s %-7s %5s | %6s %6s | %-9s %-9s | %4s %4s | %s%n";

  private ReportText() {}

  static String head(Machine machine, Plan plan) {
    return "%s, %d cores, JDK %s, load average %.1f; a row is %d pairs of slices of %d s%n%n"
            .formatted(
                machine.at(),
                machine.cores(),
                machine.java(),
                machine.load(),
                plan.pairs(),
                plan.slice().toSeconds())
        + LINE.formatted(
            "",
            "spans/s",
            "spans/s",
            "acked",
            "CPU us",
            "a span",
            "",
            "",
            "no",
            "broker",
            "us",
            "p50/p99",
            "ms to ack",
            "RSS",
            "MiB",
            "")
        + LINE.formatted(
            "load",
            "offered",
            "ours",
            "base",
            "ours",
            "base",
            "ratio (range)",
            "target",
            "JIT",
            "ours",
            "base",
            "ours",
            "base",
            "ours",
            "base",
            "spans in Kafka");
  }

  static String row(Row row) {
    return LINE.formatted(
        row.load().label(),
        "%.0f".formatted(row.median(Side.OURS, Slice::dueSpansPerSecond)),
        median(row, Side.OURS, Slice::acknowledgedSpansPerSecond, "%.0f"),
        median(row, Side.BASELINE, Slice::acknowledgedSpansPerSecond, "%.0f"),
        median(row, Side.OURS, Slice::receiverMicrosPerSpan, "%.2f"),
        median(row, Side.BASELINE, Slice::receiverMicrosPerSpan, "%.2f"),
        "%.2f (%.2f to %.2f)".formatted(row.ratio(), row.lowestRatio(), row.highestRatio()),
        row.target().isEmpty() ? "" : "<= %.2f".formatted(row.target().getAsDouble()),
        "%.2f".formatted(row.warmRatio()),
        median(row, Side.OURS, Slice::brokerMicrosPerSpan, "%.2f"),
        median(row, Side.BASELINE, Slice::brokerMicrosPerSpan, "%.2f"),
        latency(row, Side.OURS),
        latency(row, Side.BASELINE),
        median(row, Side.OURS, slice -> mib(slice.residentBytes()), "%.0f"),
        median(row, Side.BASELINE, slice -> mib(slice.residentBytes()), "%.0f"),
        stored(row.stored()) + incomplete(row));
  }

  static String overload(Overload run) {
    return """

        Three times the maximum (%s, our ingest)
          maximum acknowledged   %.0f spans/s
          offered, acknowledged  %.0f and %.0f spans/s (goodput %.0f %% of the maximum)
          %s
          memory, 0.9 x maximum  %s
          memory, 3 x maximum    %s (%.2f of the calm one, target <= 1.20)
          in Kafka               %s
        """
        .formatted(
            run.load().label(),
            run.maximumSpansPerSecond(),
            run.storm().dueSpansPerSecond(),
            run.storm().acknowledgedSpansPerSecond(),
            100 * run.goodput(),
            answers(run.storm().seen()),
            memory(run.calmMemory()),
            memory(run.stormMemory()),
            run.memoryRatio(),
            stored(run.stored()));
  }

  static String pausedBroker(PausedBroker run) {
    return """

        Kafka stands still for %d s (%s, %.0f spans/s, our ingest)
          back                   first acknowledgement %.1f s, at full rate %.1f s after Kafka's return
          %s
          memory                 %s
          in Kafka               %s
        """
        .formatted(
            run.pause().toSeconds(),
            run.load().label(),
            run.slice().dueSpansPerSecond(),
            run.firstAcknowledgedSeconds(),
            run.recoverySeconds(),
            answers(run.slice().seen()),
            memory(run.memory()),
            stored(run.stored()));
  }

  private static String median(Row row, Side side, ToDoubleFunction<Slice> of, String format) {
    return format.formatted(row.median(side, of));
  }

  private static String incomplete(Row row) {
    long left = row.pairs().size() - row.completePairs();
    return left == 0 ? "" : "; %d pairs left out, a side did not keep up".formatted(left);
  }

  private static String latency(Row row, Side side) {
    return "%.0f/%.0f"
        .formatted(
            row.median(side, slice -> slice.seen().p50Micros()) / 1e3,
            row.median(side, slice -> slice.seen().p99Micros()) / 1e3);
  }

  private static String answers(SliceResult seen) {
    return "answers                "
        + Arrays.stream(Outcome.values())
            .filter(outcome -> seen.count(outcome) > 0)
            .map(
                outcome ->
                    "%s %d"
                        .formatted(
                            outcome.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            seen.count(outcome)))
            .collect(Collectors.joining(", "))
        + (seen.unexplained() == 0 ? "" : "; NOT EXPLAINED: " + seen.firstFailure());
  }

  private static String memory(Memory memory) {
    return "RSS %.0f MiB at first, %.0f at last, %.0f at most; heap at most %.0f; in flight at most %.0f"
        .formatted(
            mib(memory.firstThirdBytes()),
            mib(memory.lastThirdBytes()),
            mib(memory.mostBytes()),
            mib(memory.mostHeapBytes()),
            mib(memory.mostInFlightBytes()));
  }

  private static String stored(Stored stored) {
    String duplicates =
        stored.refusedButFound() == 0
            ? ""
            : " (and %d of refused requests)".formatted(stored.refusedButFound());
    return stored.exact()
        ? "all %d acknowledged%s".formatted(stored.acknowledged(), duplicates)
        : "NOT EXACT: %d of %d acknowledged, %d requests incomplete%s"
            .formatted(stored.found(), stored.acknowledged(), stored.incomplete(), duplicates);
  }

  private static double mib(double bytes) {
    return bytes / (1024 * 1024);
  }
}

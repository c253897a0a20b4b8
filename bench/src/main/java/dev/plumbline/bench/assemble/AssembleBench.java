package dev.plumbline.bench.assemble;

import dev.plumbline.evaluation.interaction.Normaliser;
import dev.plumbline.evaluation.interaction.NormaliserConfig;
import dev.plumbline.evaluation.interaction.TraceContent;
import dev.plumbline.scoring.assembly.AssembledTrace;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.Topology;

/**
 * What a RAG trace of five spans costs on its way to an interaction: CPU microseconds of each step,
 * and bytes of state while it is open. Each figure is the median of some rounds after others that
 * are thrown away.
 */
public final class AssembleBench {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double GOAL_OF_WIRE = 0.6;
  private static final long GOAL_PLUS = 1_024;

  private final int traces;
  private final int rounds;
  private final long seed;
  private final Normaliser normaliser = new Normaliser(NormaliserConfig.defaults());

  /**
   * A bench.
   *
   * @param traces open at a time
   * @param rounds that are measured, after as many that are not
   */
  public AssembleBench(int traces, int rounds, long seed) {
    this.traces = traces;
    this.rounds = rounds;
    this.seed = seed;
  }

  /** Measures, and prints a table. */
  public void run(PrintStream out) throws IOException, InterruptedException {
    out.printf(
        Locale.ROOT,
        "%d RAG traces of five spans, median of %d rounds, CPU time of the thread%n%n",
        traces,
        rounds);
    for (Records records : List.of(Records.whole(traces, seed), Records.single(traces, seed))) {
      print(out, records, micros(records), state(records));
    }
  }

  /** CPU microseconds per interaction of reading, routing, assembling and normalising. */
  private double[] micros(Records records) throws IOException {
    double[][] all = new double[rounds][];
    for (int round = -rounds; round < rounds; round++) {
      List<AssembledTrace> done = new ArrayList<>();
      AssemblyTopology topology = new AssemblyTopology();
      double read = cpu(topology.read(), records);
      double route = cpu(topology.route(), records);
      double assemble = cpu(topology.assemble(done::add), records);
      long before = THREADS.getCurrentThreadCpuTime();
      long interactions = 0;
      // One that was only sent to let time pass may be done too.
      for (AssembledTrace trace : done.subList(0, Math.min(traces, done.size()))) {
        interactions += normalise(trace.content());
      }
      double normalise = (THREADS.getCurrentThreadCpuTime() - before) / 1_000.0;
      if (interactions != traces) {
        throw new IllegalStateException(interactions + " interactions of " + traces + " traces");
      }
      if (round >= 0) {
        all[round] =
            new double[] {
              read / traces,
              (route - read) / traces,
              (assemble - route) / traces,
              normalise / traces
            };
      }
    }
    double[] medians = new double[4];
    for (int step = 0; step < medians.length; step++) {
      int of = step;
      double[] sorted = Arrays.stream(all).mapToDouble(round -> round[of]).sorted().toArray();
      medians[step] = sorted[sorted.length / 2];
    }
    return medians;
  }

  private int normalise(TraceContent content) {
    return normaliser.normalise(content).size();
  }

  /** The same records through a topology, and what makes every trace done. */
  private double cpu(Topology topology, Records records) throws IOException {
    try (Run run = new Run(topology).open(records)) {
      // One trace more makes those due that were open; a call does 500 at most.
      for (int later = 0; later <= traces / 500; later++) {
        run.close(Records.whole(1, seed + 1 + later));
      }
      return run.cpuMicros();
    }
  }

  private Run.State state(Records records) throws IOException, InterruptedException {
    try (Run run = new Run(new AssemblyTopology().assemble(trace -> {})).open(records)) {
      return run.state();
    }
  }

  private void print(PrintStream out, Records records, double[] micros, Run.State state) {
    long rest = state.atRest() / traces;
    long wire = records.bytes() / traces;
    long goal = (long) (GOAL_OF_WIRE * wire) + GOAL_PLUS;
    out.printf(Locale.ROOT, "%s%n", records.shape());
    line(out, "route: parse, find the trace", micros[1], "us");
    line(out, "assemble: keep, schedule, read again, emit", micros[2], "us");
    line(out, "normalise", micros[3], "us");
    line(out, "sum", micros[1] + micros[2] + micros[3], "us");
    line(out, "(reading: the test driver's own, not in the sum)", micros[0], "us");
    line(out, "OTLP bytes of a trace", wire, "B");
    line(out, "state while it is open, files at rest", rest, "B");
    line(out, "the same, at most while files were merged", state.most() / traces, "B");
    out.printf(
        Locale.ROOT,
        "  goal, 0.6 x OTLP bytes + 1 KiB: %d B: %s%n%n",
        goal,
        rest <= goal ? "met" : "missed");
  }

  private static void line(PrintStream out, String what, double value, String unit) {
    out.printf(Locale.ROOT, "  %-50s %9.1f %s%n", what, value, unit);
  }
}

package dev.plumbline.bench;

import dev.plumbline.bench.assemble.AssembleBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The bench of the assembly. */
@Command(
    name = "assemble",
    description =
        "CPU time of assembling and normalising a RAG trace, and bytes of state while it is open.",
    mixinStandardHelpOptions = true)
final class AssembleCommand implements Callable<Integer> {
  @Option(names = "--traces", description = "Traces open at a time, default ${DEFAULT-VALUE}.")
  private int traces = 2_000;

  @Option(names = "--rounds", description = "Rounds measured, default ${DEFAULT-VALUE}.")
  private int rounds = 5;

  @Option(names = "--seed", description = "Of the traces, default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Override
  public Integer call() throws IOException, InterruptedException {
    new AssembleBench(traces, rounds, seed).run(System.out);
    return 0;
  }
}

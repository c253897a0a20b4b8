package dev.plumbline.bench;

import dev.plumbline.bench.slices.SlicesBench;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The bench of the windows. */
@Command(
    name = "slices",
    description =
        "CPU per score of scoring-streams with few and many slices, beside the DSL's aggregate() over the same scores; records per flush, restore time and bytes of state.",
    mixinStandardHelpOptions = true)
final class SlicesCommand implements Callable<Integer> {
  @Option(
      names = "--traces",
      description = "Traces measured at each number of slices, default ${DEFAULT-VALUE}.")
  private int traces = 20_000;

  @Option(
      names = "--slices",
      split = ",",
      description = "Numbers of slices, default ${DEFAULT-VALUE}.")
  private List<Integer> slices = List.of(100, 10_000, 100_000);

  @Option(names = "--seed", description = "Of the traffic, default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Override
  public Integer call() throws Exception {
    return new SlicesBench(traces, slices, seed, Clock.systemUTC()).run(System.out) ? 0 : 1;
  }
}

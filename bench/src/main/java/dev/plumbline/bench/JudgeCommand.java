package dev.plumbline.bench;

import dev.plumbline.bench.judge.JudgeBench;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The bench of the judge worker. */
@Command(
    name = "judge",
    description =
        "Judge calls in flight, calls a second and CPU time a call of one worker on one core with 1 GiB of heap; every verdict is counted.",
    mixinStandardHelpOptions = true)
final class JudgeCommand implements Callable<Integer> {
  @Option(names = "--requests", description = "How many, default ${DEFAULT-VALUE}.")
  private int requests = 40_000;

  @Option(names = "--latency", description = "Milliseconds of a call, default ${DEFAULT-VALUE}.")
  private long latencyMillis = 2_000;

  @Option(names = "--in-flight", description = "Calls at most, default ${DEFAULT-VALUE}.")
  private int inFlight = 4_500;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new JudgeBench(requests, Duration.ofMillis(latencyMillis), inFlight, System.out).run();
  }
}

package dev.plumbline.bench;

import dev.plumbline.bench.day.DayBench;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Memory and disk of the one machine over a day of traffic. */
@Command(
    name = "day",
    mixinStandardHelpOptions = true,
    description =
        "A day of traffic in 24 minutes into `plumbline up`: memory and disk, hour by hour.")
final class DayCommand implements Callable<Integer> {
  @Option(
      names = "--hours",
      paramLabel = "N",
      description = "How much of the day, 1 to 24 (default ${DEFAULT-VALUE}).")
  private int hours = 24;

  @Override
  public Integer call() throws Exception {
    return new DayBench(Clock.systemUTC(), System.out).run(Duration.ofHours(hours));
  }
}

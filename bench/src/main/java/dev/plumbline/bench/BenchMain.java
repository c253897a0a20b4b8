package dev.plumbline.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code plumbline bench} command. Without arguments it lists the benches. */
@Command(
    name = "plumbline bench",
    mixinStandardHelpOptions = true,
    description = "Measures, on this machine and against a baseline where there is one.",
    subcommands = {
      IngestCommand.class,
      DayCommand.class,
      AssembleCommand.class,
      JudgeCommand.class,
      ChecksCommand.class,
      SlicesCommand.class
    })
public final class BenchMain implements Runnable {
  /** Runs the command line. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new BenchMain()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}

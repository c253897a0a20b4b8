package dev.plumbline.standalone.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code plumbline} command. */
@Command(
    name = "plumbline",
    mixinStandardHelpOptions = true,
    version = "plumbline 0.1.0",
    description = "Knows whether an LLM application is good on the traffic it serves right now.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      CheckCommand.class,
      RunCommand.class,
      InspectCommand.class,
      OfflineCommand.class,
      ChecksCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  plumbline demo                        everything on this machine, with simulated traffic",
      "  plumbline up --data DIR --config DIR  the same for real use; data is kept",
      "  plumbline check --config DIR          what is wrong with a config, without starting",
      "  plumbline run ingest --config DIR     one service from a config directory",
      "  plumbline inspect FILE...             what becomes of recorded OTLP requests",
      "  plumbline offline run --dataset FILE  the checks over a file of answers",
      "  plumbline checks explain grounding    what a check means",
      "",
      "Exit codes: 0 ok, 1 failed, 2 usage, 10 regression not as expected, 78 bad config."
    })
public final class PlumblineMain implements Runnable {
  /** Runs the command line. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new PlumblineMain()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}

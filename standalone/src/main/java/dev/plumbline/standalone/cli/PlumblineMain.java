package dev.plumbline.standalone.cli;

import dev.plumbline.runtime.config.ConfigException;
import dev.plumbline.runtime.lifecycle.ListenException;
import dev.plumbline.standalone.rows.InputException;
import dev.plumbline.standalone.topic.UnreachableException;
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
      DoctorCommand.class,
      QualityCommand.class,
      TailCommand.class,
      DeadLettersCommand.class,
      WhyCommand.class,
      InspectCommand.class,
      OfflineCommand.class,
      ChecksCommand.class,
      JudgeCommand.class,
      SamplingCommand.class,
      PolicyCommand.class,
      LabelCommand.class,
      EstimateCommand.class,
      AgreementCommand.class,
      CompareCommand.class,
      SimulateCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  plumbline demo                        everything here, with simulated traffic",
      "  plumbline up --data DIR --config DIR  the same for real use; data is kept",
      "  plumbline check --config DIR          what is wrong with a config",
      "  plumbline run ingest --config DIR     one service from a config directory",
      "  plumbline doctor --config DIR         is everything connected and understood",
      "  plumbline quality --config DIR        rates by model and prompt version",
      "  plumbline tail scores --config DIR    every score as it comes",
      "  plumbline dead-letters list --help    what could not be processed",
      "  plumbline why TRACE_ID --config DIR   why an answer was scored, or was not",
      "  plumbline inspect FILE...             what becomes of recorded OTLP requests",
      "  plumbline offline run --dataset FILE  the checks over a file of answers",
      "  plumbline checks explain grounding    what a check means",
      "  plumbline judge try --help            one answer to a judge, all of it shown",
      "  plumbline sampling dry-run --help     what a policy would keep, cost and tell",
      "  plumbline policy test FILE            where a policy should put examples",
      "  plumbline label import FILE --config DIR  what people say of answers",
      "  plumbline estimate --input FILE       the rate that judged rows allow",
      "",
      "In a checkout also: plumbline test (every test), plumbline verify (faults, on",
      "purpose) and plumbline bench (timings); the last two have --help.",
      "",
      "Exit codes: 0 ok, 1 failed, 2 usage, 65 bad input, 10 breach or regression,",
      "11 not enough data, 78 bad config."
    })
public final class PlumblineMain implements Runnable {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 65;
  private static final int BAD_CONFIG = 78;

  /** Runs the command line. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line; input that cannot be used is told in full, without a stack trace. */
  static CommandLine commandLine() {
    return new CommandLine(new PlumblineMain())
        .setParameterExceptionHandler(new WrongUsage())
        .setExecutionExceptionHandler(
            (problem, command, result) -> {
              Integer code =
                  switch (problem) {
                    case InputException e -> BAD_INPUT;
                    case ConfigException e -> BAD_CONFIG;
                    case UnreachableException e -> FAILED;
                    case ListenException e -> FAILED;
                    default -> null;
                  };
              if (code == null) {
                throw problem;
              }
              command.getErr().println(problem.getMessage());
              return code;
            });
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}

package dev.plumbline.standalone.cli;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.standalone.offline.DatasetException;
import dev.plumbline.standalone.offline.OfflineRun;
import dev.plumbline.standalone.offline.ResultLines;
import dev.plumbline.standalone.offline.Suites;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks over files of answers. */
@Command(
    name = "offline",
    mixinStandardHelpOptions = true,
    description = "The services' own checks over a file of answers.",
    subcommands = OfflineCommand.Run.class)
final class OfflineCommand implements Runnable {
  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** Runs them. */
  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description =
          "Writes one line of JSON per row and check, and a summary to stderr; docs/reference/offline.md says what a row may hold.")
  static final class Run implements Callable<Integer> {
    @Option(
        names = "--dataset",
        required = true,
        paramLabel = "FILE.jsonl",
        description = "One JSON object per line; several files with several --dataset.")
    private List<Path> datasets = List.of();

    @Option(
        names = "--checks",
        split = ",",
        paramLabel = "ID",
        description = "Only these checks, by their ids with commas.")
    private List<String> checks = List.of();

    @Option(
        names = "--config",
        paramLabel = "DIR",
        description = "Directory with hot/checks.yaml; without it checks have their defaults.")
    private @Nullable Path config;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Where the lines go (default: stdout).")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
      try {
        CheckSuite suite = Suites.of(checks, config);
        try (PrintStream lines = lines()) {
          run(new OfflineRun(suite), new ResultLines(lines));
        }
        return 0;
      } catch (DatasetException | IllegalArgumentException e) {
        System.err.println(e.getMessage());
        return e instanceof DatasetException ? 1 : 78;
      }
    }

    private void run(OfflineRun run, ResultLines lines) {
      for (Path dataset : datasets) {
        String summary = run.run(dataset, lines::write).text();
        System.err.println((datasets.size() > 1 ? dataset + System.lineSeparator() : "") + summary);
      }
      run.unused()
          .forEach((key, rows) -> System.err.println("not used: " + key + " (" + rows + " rows)"));
    }

    private PrintStream lines() throws IOException {
      OutputStream to =
          out == null ? new FileOutputStream(FileDescriptor.out) : Files.newOutputStream(out);
      return new PrintStream(new BufferedOutputStream(to, 1 << 16), false, StandardCharsets.UTF_8);
    }
  }
}

package dev.plumbline.standalone.cli;

import dev.plumbline.evaluation.estimate.RateComparison;
import dev.plumbline.standalone.rows.JudgedRows;
import dev.plumbline.standalone.rows.RateJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether one version is better than another. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "B less A: better, worse, no difference shown, or not enough data. Rows as for estimate.")
final class CompareCommand implements Callable<Integer> {
  @Option(
      names = "--a",
      required = true,
      paramLabel = "FILE",
      description = "Rows of the earlier version.")
  private Path a = Path.of(".");

  @Option(
      names = "--b",
      required = true,
      paramLabel = "FILE",
      description = "Rows of the later version.")
  private Path b = Path.of(".");

  @Option(
      names = "--split",
      converter = Level.class,
      paramLabel = "SHARE",
      description = "Intended share of A; traffic that was split otherwise forbids a verdict.")
  private @Nullable Double split;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      converter = Level.class,
      defaultValue = Level.DEFAULT,
      description = "Confidence level (default ${DEFAULT-VALUE}).")
  private double level;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    out()
        .println(
            RateJson.comparison(
                RateComparison.of(
                    JudgedRows.sums(a), JudgedRows.sums(b), Optional.ofNullable(split), level)));
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}

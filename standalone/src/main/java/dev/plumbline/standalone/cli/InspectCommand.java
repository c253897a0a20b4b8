package dev.plumbline.standalone.cli;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.config.Nearest;
import dev.plumbline.evaluation.interaction.Explanation;
import dev.plumbline.standalone.inspect.Inspect;
import dev.plumbline.standalone.machine.FirstConfig;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what becomes of recorded requests. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description =
        "Reads bodies of OTLP export requests (traces or logs, protobuf or JSON) and prints one line of JSON per interaction.")
final class InspectCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "What one holds is told by its content; the order does not matter.")
  private List<Path> files = List.of();

  @Option(
      names = "--why",
      paramLabel = "FIELD",
      description =
          "Instead print where a field was looked for and what was there, * before what won. Fields are named as in the output: model.served.")
  private @Nullable String why;

  @Override
  public Integer call() {
    // Content is any text, whatever the terminal's own encoding.
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Inspect inspect = new Inspect(CheckSuite.parse(FirstConfig.checks()), out, System.err);
    String field = why;
    if (field == null) {
      return inspect.interactions(files);
    }
    List<String> fields = Explanation.fields();
    if (!fields.contains(field)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--why: found " + field + expected(field, fields));
    }
    return inspect.why(files, field);
  }

  /** The nearest name where there is one, and all of them. */
  private static String expected(String field, List<String> fields) {
    String hint = Nearest.hint(field, fields);
    String all = "expected one of " + String.join(", ", fields);
    return hint.endsWith(all) ? hint : hint + " " + all;
  }
}

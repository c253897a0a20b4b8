package dev.plumbline.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.standalone.rows.AgreementRows;
import dev.plumbline.standalone.rows.RateJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How far a judge and people agree. */
@Command(
    name = "agreement",
    mixinStandardHelpOptions = true,
    description =
        "Agreement, kappa, AC1, sensitivity and specificity of a judge against people, as JSON.",
    footer = {
      "",
      "A row: {\"judge\",\"human\",\"weight\"?}, 1 pass and 0 fail, or other categories.",
      "With weights the numbers describe the traffic; \"unweighted\" has those of the",
      "items."
    })
final class AgreementCommand implements Callable<Integer> {
  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "JSON lines, one item each.")
  private Path input = Path.of(".");

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
    AgreementRows.Tables tables = AgreementRows.read(input);
    ObjectNode json = RateJson.agreement(tables.weighted(), level);
    if (tables.weights()) {
      json.set("unweighted", RateJson.agreement(tables.plain(), level));
    }
    out().println(json);
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}

package dev.plumbline.standalone.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.evaluation.estimate.CellsEstimator;
import dev.plumbline.evaluation.estimate.JudgedRate;
import dev.plumbline.evaluation.estimate.JudgedSums;
import dev.plumbline.standalone.rows.JudgedRows;
import dev.plumbline.standalone.rows.RateJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The published rate of a file of judged rows. */
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    description = "The corrected rate of a file of judged rows, with its interval, as JSON.",
    footer = {
      "",
      "A row: {\"id\",\"stratum\",\"pi\",\"judged\",\"judge\",\"piHuman\",\"human\",",
      "        \"session\"?,\"weight\"?,\"hour\"?}",
      "  stratum  known for every row, such as its number of failed checks",
      "  pi       probability that the judge was asked; judged: whether it was",
      "  judge    1 pass, 0 fail, null for no usable verdict",
      "  piHuman  probability of a label given that the judge was asked",
      "  human    1, 0, or null without a label",
      "  weight   how many answers the row stands for (1)",
      "  hour     of a longer window: missing verdicts are made up for hour by hour"
    })
final class EstimateCommand implements Callable<Integer> {
  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "JSON lines, one eligible answer each.")
  private Path input = Path.of(".");

  @Option(names = "--by", paramLabel = "FIELD", description = "One rate per value of this field.")
  private @Nullable String by;

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
    if (by == null) {
      out().println(RateJson.rate(rate(JudgedRows.sums(input))));
      return 0;
    }
    if (RateJson.FIELDS.contains(by)) {
      throw new ParameterException(
          spec.commandLine(), "--by: found " + by + ", expected a field that no rate has");
    }
    for (JudgedRows.Group group : JudgedRows.sums(input, Optional.of(by))) {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.set(by, group.value());
      line.setAll(RateJson.rate(rate(group.hours())));
      out().println(line);
    }
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private JudgedRate rate(List<JudgedSums> hours) {
    return CellsEstimator.estimate(CellsEstimator.Question.of(hours, level));
  }
}

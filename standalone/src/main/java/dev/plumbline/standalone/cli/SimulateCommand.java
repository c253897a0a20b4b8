package dev.plumbline.standalone.cli;

import dev.plumbline.evaluation.simulation.Findings;
import dev.plumbline.evaluation.simulation.Scenario;
import dev.plumbline.evaluation.simulation.ScenarioException;
import dev.plumbline.evaluation.simulation.ScenarioReader;
import dev.plumbline.evaluation.simulation.Scenarios;
import dev.plumbline.evaluation.simulation.Study;
import dev.plumbline.standalone.rows.InputException;
import dev.plumbline.standalone.simulate.Emission;
import dev.plumbline.standalone.simulate.FindingsText;
import dev.plumbline.standalone.simulate.ReferencePage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether intervals hold what they promise, on populations with known truth. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description =
        "Draws windows with a known truth, estimates each as in production, and says how often the"
            + " interval held the truth.")
final class SimulateCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @Option(
      names = "--scenario",
      required = true,
      paramLabel = "FILE|NAME",
      description = "A YAML file, the name of a scenario, all, or list for their names.")
  private String scenario = ALL;

  @Option(
      names = "--replicates",
      paramLabel = "N",
      description = "Windows to draw of each scenario (default ${DEFAULT-VALUE}).")
  private int replicates = 2000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Everything drawn follows from it (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      converter = Level.class,
      defaultValue = Level.DEFAULT,
      description = "Confidence level (default ${DEFAULT-VALUE}).")
  private double level;

  @Option(
      names = "--emit",
      paramLabel = "DIR",
      description = "Write each window's rows as estimate reads them, and truth.jsonl.")
  private @Nullable Path emit;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the reference page docs/reference/estimates.md.")
  private @Nullable Path markdown;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (replicates < 1) {
      throw new ParameterException(
          spec.commandLine(), "--replicates: found " + replicates + ", expected 1 or more");
    }
    if (scenario.equals("list")) {
      Scenarios.names().forEach(out()::println);
      return 0;
    }
    List<Findings> all = new ArrayList<>();
    try (BufferedWriter truths = emit == null ? null : Emission.truths(emit)) {
      for (Scenario each : scenarios()) {
        Study.Watcher watcher =
            truths == null || emit == null ? Study.Watcher.NONE : new Emission(emit, each, truths);
        Findings findings = Study.run(each, replicates, seed, level, watcher);
        out().println(FindingsText.block(findings));
        all.add(findings);
      }
    }
    if (markdown != null) {
      ReferencePage.write(markdown, all, seed);
    }
    return 0;
  }

  private List<Scenario> scenarios() throws IOException {
    if (scenario.equals(ALL)) {
      return Scenarios.names().stream().flatMap(name -> Scenarios.named(name).stream()).toList();
    }
    Optional<Scenario> named = Scenarios.named(scenario);
    if (named.isPresent()) {
      return List.of(named.get());
    }
    Path file = Path.of(scenario);
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          scenario,
          List.of(
              "found no such file, expected one or one of "
                  + String.join(", ", Scenarios.names())));
    }
    try {
      return List.of(ScenarioReader.read(Files.readString(file)));
    } catch (ScenarioException e) {
      throw new InputException(scenario, e.problems());
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}

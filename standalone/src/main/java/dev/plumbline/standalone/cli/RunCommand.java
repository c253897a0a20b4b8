package dev.plumbline.standalone.cli;

import dev.plumbline.console.ConsoleApp;
import dev.plumbline.ingest.IngestApp;
import dev.plumbline.judge.JudgeApp;
import dev.plumbline.runtime.lifecycle.ServiceMain;
import dev.plumbline.scoring.ScoringApp;
import dev.plumbline.standalone.broker.BrokerApp;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one part in this process. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Runs one part: broker (for one machine only), ingest, scoring-streams, judge-worker or console.")
final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PART", description = "${COMPLETION-CANDIDATES}")
  private Part part = Part.ingest;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "DIR",
      description = "Directory with plumbline.yaml.")
  private Path config = Path.of(".");

  /** What can be run. */
  enum Part {
    broker("broker"),
    ingest("ingest"),
    scoring("scoring-streams"),
    judge("judge-worker"),
    console("console");

    private final String word;

    Part(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  @Override
  public Integer call() {
    return switch (part) {
      case broker ->
          ServiceMain.run(
              "broker", config, (dir, _) -> new BrokerApp(dir, dir.path().resolve("broker-data")));
      case ingest -> ServiceMain.run("ingest", config, IngestApp::new);
      case scoring -> ServiceMain.run("scoring-streams", config, ScoringApp::new);
      case judge -> ServiceMain.run("judge-worker", config, JudgeApp::new);
      case console -> ServiceMain.run("console", config, ConsoleApp::new);
    };
  }
}

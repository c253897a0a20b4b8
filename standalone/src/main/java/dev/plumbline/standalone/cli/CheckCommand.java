package dev.plumbline.standalone.cli;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.lifecycle.ServiceMain;
import dev.plumbline.runtime.log.JulBridge;
import dev.plumbline.standalone.machine.ConfigCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at a config without starting anything. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Tells everything that is wrong with a config directory; starts nothing.")
final class CheckCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "DIR",
      description = "Directory with plumbline.yaml.")
  private Path config = Path.of(".");

  @Option(
      names = "--connect",
      description = "Also ask the broker for its topics, and the judges' endpoints.")
  private boolean connect;

  @Override
  public Integer call() throws InterruptedException {
    JulBridge.install();
    ConfigCheck check =
        new ConfigCheck(ConfigDirectory.look(config, UpCommand.environment(Path.of("."))));
    List<String> problems = check.problems();
    if (!problems.isEmpty()) {
      return refused(problems);
    }
    if (connect) {
      List<String> beyond = check.connectionProblems();
      if (!beyond.isEmpty()) {
        beyond.forEach(System.err::println);
        return ServiceMain.FAILED;
      }
    }
    System.out.println(
        "config ok for "
            + String.join(", ", check.parts())
            + (connect ? "; broker, topics and judges answer" : ""));
    return ServiceMain.OK;
  }

  private static int refused(List<String> problems) {
    problems.forEach(System.err::println);
    return ServiceMain.BAD_CONFIG;
  }
}

package dev.plumbline.standalone.cli;

import dev.plumbline.runtime.lifecycle.ServiceMain;
import dev.plumbline.standalone.machine.FirstConfig;
import dev.plumbline.standalone.machine.Up;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs everything on this machine for real use. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description =
        "Broker and services in one process, for real use on one machine. Data is kept; a first config is written when there is none.")
final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Where the broker's log and the state live.")
  private Path data = Path.of(".");

  @Option(
      names = "--config",
      required = true,
      paramLabel = "DIR",
      description = "Directory with plumbline.yaml.")
  private Path config = Path.of(".");

  @Override
  public Integer call() {
    if (FirstConfig.writeIfAbsent(config)) {
      System.out.println("wrote a first config to " + config.toAbsolutePath());
    }
    return ServiceMain.run(
        "plumbline",
        config,
        environment(data),
        (directory, _) -> new Up(directory, data, System.out));
  }

  /** The environment as the config sees it. */
  static Map<String, String> environment(Path data) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLUMBLINE_DATA", data.toAbsolutePath().toString());
    return environment;
  }
}

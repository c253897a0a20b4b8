package dev.plumbline.bench.baseline;

import dev.plumbline.runtime.lifecycle.ServiceMain;
import java.nio.file.Path;

/** The baseline's process, started and stopped as a service is. */
public final class BaselineMain {
  private BaselineMain() {}

  /** Runs from the config directory that is the only argument. */
  public static void main(String[] args) {
    System.exit(
        ServiceMain.run(
            "baseline", Path.of(args[0]), (config, metrics) -> new BaselineApp(config)));
  }
}

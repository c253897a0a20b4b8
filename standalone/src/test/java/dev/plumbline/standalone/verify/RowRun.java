package dev.plumbline.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.standalone.llm.ErrorRates;
import dev.plumbline.standalone.llm.FaultScript;
import dev.plumbline.standalone.llm.ScriptedLlm;
import java.nio.file.Path;
import java.time.Duration;

/** One row with an installation of its own, whose processes must end well when it is over. */
final class RowRun {
  private static final Duration JUDGE_LATENCY = Duration.ofSeconds(2);

  private final Row row;
  private final String assembly;
  private final Path dir;

  /** With the times of an installation for tests. */
  RowRun(Row row) {
    this(row, Installation.ASSEMBLY);
  }

  /**
   * With other times.
   *
   * @param assembly the key {@code scoring.assembly}, as YAML
   */
  RowRun(Row row, String assembly) {
    this.row = row;
    this.assembly = assembly;
    this.dir = Report.DIR.resolve(row.id() + "-" + row.seed()).toAbsolutePath();
  }

  /** What is done with it. */
  interface Body {
    void on(Installation installation, ScriptedLlm llm) throws Exception;
  }

  void run(Body body) throws Exception {
    Report.THIS_RUN.run(row, () -> once(body));
  }

  private void once(Body body) throws Exception {
    Trees.delete(dir);
    ScriptedLlm llm =
        new ScriptedLlm(0, JUDGE_LATENCY, row.seed(), ErrorRates.NONE, FaultScript.none());
    Installation installation = new Installation(dir, llm, assembly);
    try (installation) {
      body.on(installation, llm);
    }
    assertThat(installation.processes())
        .as("every process ends well when it is told to")
        .allSatisfy((part, process) -> assertThat(process.exitValue()).as(part).isZero());
    // The logs stay.
    Trees.delete(dir.resolve("broker-data"));
    Trees.delete(installation.stateDir());
  }
}

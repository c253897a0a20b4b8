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
  private static final Installation.Judge JUDGE = new Installation.Judge("30s", "{}");

  private final Row row;
  private final String assembly;
  private final Duration latency;
  private final FaultScript faults;
  private final Installation.Judge judge;
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
    this(row, assembly, JUDGE_LATENCY, FaultScript.none(), JUDGE);
  }

  /**
   * With another judge.
   *
   * @param latency of a call
   * @param faults what goes wrong with calls
   */
  RowRun(Row row, Duration latency, FaultScript faults, Installation.Judge judge) {
    this(row, Installation.ASSEMBLY, latency, faults, judge);
  }

  private RowRun(
      Row row, String assembly, Duration latency, FaultScript faults, Installation.Judge judge) {
    this.row = row;
    this.assembly = assembly;
    this.latency = latency;
    this.faults = faults;
    this.judge = judge;
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
    ScriptedLlm llm = new ScriptedLlm(0, latency, row.seed(), ErrorRates.NONE, faults);
    Installation installation = new Installation(dir, llm, assembly, judge);
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

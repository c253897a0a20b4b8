package dev.plumbline.standalone.verify;

import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.standalone.llm.ScriptedLlm;
import java.util.List;
import java.util.Random;

/**
 * One row: an installation under load, something done to it, and then every number on the topics
 * against the independent ones.
 */
final class KillRun {
  private static final double TRACES_PER_SECOND =
      Double.parseDouble(System.getProperty("verify.rate", "30"));

  private final Row row;

  KillRun(Row row) {
    this.row = row;
  }

  /** What is done under load. */
  interface Fault {
    void on(Installation installation, Kills kills, Random random) throws Exception;
  }

  void run(Fault fault) throws Exception {
    new RowRun(row).run((installation, llm) -> disturb(installation, llm, fault));
  }

  private void disturb(Installation installation, ScriptedLlm llm, Fault fault) throws Exception {
    try (Load load =
            new Load(
                row.seed(),
                System.currentTimeMillis(),
                installation.grpcPort(),
                installation.httpPort(),
                TRACES_PER_SECOND);
        Progress progress = new Progress(installation, load.ledger())) {
      Random random = new Random(row.seed());
      Recoveries recoveries = new Recoveries(installation, progress, this::recovered);
      Kills kills = new Kills(installation, progress, recoveries, random);
      load.start();
      fault.on(installation, kills, random);
      List<Load.Sent> sent = load.stop();
      row.figure("processes killed", kills.kills());
      row.figure("exports acknowledged", load.ledger().acknowledged());
      row.figure("exports not acknowledged, by status", load.ledger().failures());
      new Settlement(installation, sent, row).reach();
      row.figure("judge calls", llm.calls());
      row.figure("judge calls under way at kills of the worker", kills.callsCut());
    }
  }

  private void recovered(Recovery recovery) {
    row.recoveries().add(recovery);
    Report.THIS_RUN.say(
        row,
        "%d. %s%s ready after %.1f s, at work after %.1f s"
            .formatted(
                row.recoveries().size(),
                recovery.part(),
                recovery.with().isEmpty() ? "" : " (with " + recovery.with() + ")",
                recovery.readySeconds(),
                recovery.workSeconds()));
  }
}

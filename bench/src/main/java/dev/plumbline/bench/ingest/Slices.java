package dev.plumbline.bench.ingest;

import dev.plumbline.bench.load.SliceCommand;
import dev.plumbline.bench.load.SliceResult;
import dev.plumbline.bench.process.Child;
import java.io.IOException;
import java.time.Duration;

/** Runs slices and numbers their requests through. */
final class Slices {
  private final Installation processes;
  private long nextSend;

  Slices(Installation processes) {
    this.processes = processes;
  }

  /** Makes the requests ready, so that no slice pays for it. */
  void prepare(Load load) throws IOException {
    run(Side.OURS, load, 0, Duration.ZERO);
  }

  Slice run(Side side, Load load, double requestsPerSecond, Duration duration) throws IOException {
    Child receiver = processes.receiver(side);
    Duration receiverBefore = receiver.cpu();
    Duration compilerBefore = receiver.compilerCpu();
    Duration brokerBefore = processes.broker().cpu();
    Duration generatorBefore = processes.generator().cpu();
    long firstSend = nextSend;
    SliceResult seen =
        processes
            .generator()
            .run(
                new SliceCommand(
                    processes.port(side),
                    load.workload(),
                    load.encoding(),
                    requestsPerSecond,
                    duration.toMillis(),
                    firstSend));
    nextSend += seen.due();
    return new Slice(
        side,
        load,
        firstSend,
        duration,
        seen,
        receiver.cpu().minus(receiverBefore),
        receiver.compilerCpu().minus(compilerBefore),
        processes.broker().cpu().minus(brokerBefore),
        processes.generator().cpu().minus(generatorBefore),
        receiver.residentBytes());
  }
}

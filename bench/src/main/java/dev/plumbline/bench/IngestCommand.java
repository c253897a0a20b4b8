package dev.plumbline.bench;

import dev.plumbline.bench.ingest.BaselineProducer;
import dev.plumbline.bench.ingest.IngestBench;
import dev.plumbline.bench.ingest.Plan;
import dev.plumbline.bench.load.Workload;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The receiver against its baseline, under overload, and with Kafka away. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description =
        "CPU per span of ingest and its broker against an idiomatic receiver; overload; Kafka paused.")
final class IngestCommand implements Callable<Integer> {
  @Option(
      names = "--quick",
      description = "Fewer and shorter slices: minutes instead of half an hour, noisier.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "WORKLOAD",
      description = "Only the comparison of one workload: small, rag or mix.")
  private @Nullable Workload only;

  @Option(
      names = "--baseline-producer",
      paramLabel = "SETTINGS",
      description =
          "Kafka settings of the idiomatic receiver: defaults (the Kafka client's own) or tuned (ours); default ${DEFAULT-VALUE}.")
  private BaselineProducer producer = BaselineProducer.TUNED;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where the figures go (default ${DEFAULT-VALUE}).")
  private Path json = Path.of(".plumbline", "bench-ingest.json");

  @Override
  public Integer call() throws Exception {
    IngestBench bench =
        new IngestBench(
            quick ? Plan.quick() : Plan.full(), producer, Clock.systemUTC(), System.out);
    return only == null ? bench.run(json) : bench.compare(only);
  }
}

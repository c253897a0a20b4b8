package dev.plumbline.bench.ingest;

import dev.plumbline.bench.load.Encoding;
import dev.plumbline.bench.load.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** The whole bench, from starting the processes to the last line printed. */
public final class IngestBench {
  /** Every target was met. */
  public static final int OK = 0;

  /** A target was missed or something was lost. */
  public static final int MISSED = 1;

  private static final List<Workload> COMPARED =
      List.of(Workload.SMALL, Workload.RAG, Workload.MIX);
  private static final Load UNDER_PRESSURE = new Load(Workload.RAG, Encoding.GZIP);
  private static final double HALF = 0.5;

  private final Plan plan;
  private final BaselineProducer producer;
  private final InstantSource clock;
  private final PrintStream out;

  /**
   * A bench.
   *
   * @param plan how long everything takes
   * @param producer with which settings the baseline writes
   * @param clock for the date of the report
   * @param out for the tables
   */
  public IngestBench(Plan plan, BaselineProducer producer, InstantSource clock, PrintStream out) {
    this.plan = plan;
    this.producer = producer;
    this.clock = clock;
    this.out = out;
  }

  /**
   * Compares all workloads, then overload and a paused broker.
   *
   * @param json where every figure goes
   * @return {@link #OK} or {@link #MISSED}
   */
  public int run(Path json) throws IOException, InterruptedException, ExecutionException {
    Machine before = machine();
    return staged(
        stage -> {
          List<Row> rows = compare(stage, COMPARED);
          Overload overload = Overload.run(stage, UNDER_PRESSURE);
          out.print(ReportText.overload(overload));
          PausedBroker paused =
              PausedBroker.run(stage, UNDER_PRESSURE, HALF * overload.maximumRequestsPerSecond());
          out.print(ReportText.pausedBroker(paused));
          Report report = new Report(before, machine(), rows, overload, paused);
          ReportJson.write(report, json);
          out.printf(
              "%nLoad average %.1f before, %.1f after. Every figure is in %s.%n",
              report.before().load(), report.after().load(), json);
          return report.good() ? OK : MISSED;
        });
  }

  /**
   * Compares one workload and no more.
   *
   * @return {@link #OK} or {@link #MISSED}
   */
  public int compare(Workload workload)
      throws IOException, InterruptedException, ExecutionException {
    return staged(
        stage -> compare(stage, List.of(workload)).stream().allMatch(Row::good) ? OK : MISSED);
  }

  private interface Scenario {
    int play(Stage stage) throws IOException, InterruptedException, ExecutionException;
  }

  private int staged(Scenario scenario)
      throws IOException, InterruptedException, ExecutionException {
    Path dir = Files.createTempDirectory("plumbline-bench");
    int result;
    try (Installation processes = new Installation(dir, producer)) {
      result = scenario.play(Stage.on(processes, plan));
    } catch (IOException | RuntimeException | InterruptedException | ExecutionException e) {
      out.println("The bench has failed; the logs of its processes stay in " + dir);
      throw e;
    }
    delete(dir);
    return result;
  }

  private List<Row> compare(Stage stage, List<Workload> workloads)
      throws IOException, InterruptedException, ExecutionException {
    out.print(ReportText.head(machine(), plan));
    Comparison comparison = new Comparison(stage);
    comparison.warmUp();
    List<Row> rows = new ArrayList<>();
    for (Workload workload : workloads) {
      for (Encoding encoding : Encoding.values()) {
        Row row = comparison.row(new Load(workload, encoding));
        rows.add(row);
        out.print(ReportText.row(row));
      }
    }
    return rows;
  }

  private Machine machine() {
    return Machine.at(clock.instant());
  }

  private static void delete(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

package dev.plumbline.bench.checks;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.v1.Interaction;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The checks on interactions in memory, beside the way they are usually written. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx512m", "-XX:+UseCompactObjectHeaders"})
public class RagSuiteBenchmark {
  private static final int INTERACTIONS = 64;
  private static final String CORE =
      "checks: [{id: empty-answer}, {id: refusal}, {id: truncated}, {id: json-schema},"
          + " {id: citations}, {id: grounding}]";
  private static final String ALL =
      CORE.replace(
          "]",
          ", {id: error}, {id: tool-calls}, {id: repetition}, {id: prompt-leak},"
              + " {id: personal-data}, {id: secrets}]");

  /** Whether answers are prose or JSON. */
  @Param({"prose", "json"})
  private String answer = "prose";

  private final CheckSuite core = CheckSuite.parse(CORE);
  private final CheckSuite all = CheckSuite.parse(ALL);
  private final Interaction[] interactions = new Interaction[INTERACTIONS];
  private int next;

  /** Different interactions, so that nothing is learned by heart. */
  @Setup
  public void setUp() {
    RagInteractions made = new RagInteractions(7);
    for (int i = 0; i < INTERACTIONS; i++) {
      interactions[i] = answer.equals("json") ? made.json() : made.prose();
    }
  }

  /** Empty answer, refusal, truncated, JSON schema, citations and grounding. */
  @Benchmark
  public List<CheckResult> core() {
    return core.run(interaction());
  }

  /** The checks of a first installation. */
  @Benchmark
  public List<CheckResult> all() {
    return all.run(interaction());
  }

  /** The core as it is usually written. */
  @Benchmark
  public double naive() {
    return NaiveSuite.run(interaction());
  }

  private Interaction interaction() {
    return interactions[next++ % INTERACTIONS];
  }
}

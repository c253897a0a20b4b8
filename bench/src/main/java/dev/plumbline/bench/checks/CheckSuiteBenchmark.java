package dev.plumbline.bench.checks;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.Interaction;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The checks on one answer of 1.2 KB with 10 KB of documents. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CheckSuiteBenchmark {
  private static final String SENTENCE =
      "Previous versions of a file are kept for %d days on the Team plan and can be restored in the console. ";
  private static final int DOCUMENT_SENTENCES = 20;
  private static final int DOCUMENTS = 5;
  private static final int ANSWER_SENTENCES = 12;

  private final CheckSuite suite =
      CheckSuite.parse(
          "checks: [{id: empty-answer}, {id: refusal}, {id: json-schema}, {id: grounding}]");
  private final Interaction interaction = interaction();

  /** Every check once. */
  @Benchmark
  public List<CheckResult> allChecks() {
    return suite.run(interaction);
  }

  private static Interaction interaction() {
    Interaction.Builder interaction =
        Interaction.newBuilder()
            .setQuestion("How long are old versions kept?")
            .setAnswer(sentences(0, ANSWER_SENTENCES))
            .setOutputState(ContentState.FULL)
            .setDocumentsState(ContentState.FULL);
    for (int i = 0; i < DOCUMENTS; i++) {
      interaction.addDocuments(
          Document.newBuilder()
              .setId("d" + i)
              .setText(sentences(i * DOCUMENT_SENTENCES, DOCUMENT_SENTENCES)));
    }
    return interaction.build();
  }

  private static String sentences(int first, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = first; i < first + count; i++) {
      text.append(SENTENCE.formatted(i));
    }
    return text.toString();
  }
}

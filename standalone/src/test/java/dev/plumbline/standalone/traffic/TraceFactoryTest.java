package dev.plumbline.standalone.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.interaction.Normaliser;
import dev.plumbline.evaluation.interaction.NormaliserConfig;
import dev.plumbline.evaluation.interaction.TraceContent;
import dev.plumbline.v1.Interaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFactoryTest {
  private static final long NOW = 1_790_000_000_000L;
  private final Normaliser normaliser = new Normaliser(NormaliserConfig.defaults());

  @Test
  void makesTheSameTracesFromTheSameSeed() {
    TraceFactory one = new TraceFactory(7, new Behaviour(false));
    TraceFactory two = new TraceFactory(7, new Behaviour(false));
    for (int i = 0; i < 50; i++) {
      assertThat(one.next("v7", NOW)).isEqualTo(two.next("v7", NOW));
    }
    assertThat(new TraceFactory(8, new Behaviour(false)).next("v7", NOW))
        .isNotEqualTo(two.next("v7", NOW));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void tellsTheTruthAboutItsSpans(long seed) {
    TraceFactory factory = new TraceFactory(seed, new Behaviour(false));
    for (int i = 0; i < 400; i++) {
      GeneratedTrace trace = factory.next(i % 2 == 0 ? "v6" : "v7", NOW);
      Truth truth = trace.truth();
      Interaction interaction = interaction(trace);
      assertThat(interaction.getQuestion()).isEqualTo(truth.question());
      assertThat(interaction.getAnswer()).isEqualTo(truth.answer());
      assertThat(interaction.getModel().getServed()).isEqualTo(truth.model());
      assertThat(interaction.getPrompt().getVersion()).isEqualTo(truth.promptVersion());
      assertThat(interaction.getRoute()).isEqualTo(truth.route());
      assertThat(interaction.getRootSpanId()).isEqualTo(truth.rootSpanId());
      assertThat(interaction.getEndUnixNanos()).isEqualTo(truth.endMillis() * 1_000_000);
    }
  }

  /** The demo's documents are made so that the checks and the truth agree on every answer. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithTheChecksOnEveryAnswer(long seed) throws IOException {
    CheckSuite suite =
        CheckSuite.parse(
            new String(
                getClass().getResourceAsStream("/demo/checks.yaml").readAllBytes(),
                StandardCharsets.UTF_8));
    TraceFactory factory = new TraceFactory(seed, new Behaviour(false));
    TreeSet<String> wrong = new TreeSet<>();
    for (int i = 0; i < 1500; i++) {
      GeneratedTrace trace = factory.next(i % 2 == 0 ? "v6" : "v7", NOW);
      for (CheckResult result : suite.run(interaction(trace))) {
        String expected = ExpectedOutcomes.of(trace.truth(), result.checkId());
        String found = ExpectedOutcomes.word(result.outcome());
        if (!found.equals(expected)) {
          wrong.add(
              result.checkId()
                  + " expected "
                  + expected
                  + " found "
                  + found
                  + ": "
                  + trace.truth().kind()
                  + " "
                  + trace.truth().answer());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private Interaction interaction(GeneratedTrace trace) {
    List<Interaction> interactions =
        normaliser.normalise(
            new TraceContent(
                "default",
                trace.truth().traceId(),
                List.of(trace.spans()),
                trace.logs().map(List::of).orElse(List.of())));
    assertThat(interactions).hasSize(1);
    return new ArrayList<>(interactions).getFirst();
  }
}

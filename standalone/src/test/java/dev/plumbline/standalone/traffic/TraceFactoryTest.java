package dev.plumbline.standalone.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.signal.Feedback;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Signal;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFactoryTest {
  private static final long NOW = 1_790_000_000_000L;

  @Test
  void makesATraceFromItsNumberAloneWhateverWasMadeBefore() {
    // Given
    TraceFactory inOrder = new TraceFactory(7, new Behaviour(false));
    TraceFactory single = new TraceFactory(7, new Behaviour(false));
    // When
    for (int number = 0; number < 60; number++) {
      inOrder.next("v7", NOW);
    }
    GeneratedTrace next = inOrder.next("v7", NOW);
    // Then
    assertThat(next).isEqualTo(single.online(60, "v7", NOW));
    assertThat(next).isNotEqualTo(new TraceFactory(8, new Behaviour(false)).online(60, "v7", NOW));
  }

  @Test
  void asksTheSameQuestionOfEveryVersion() {
    TraceFactory factory = new TraceFactory(3, new Behaviour(false));
    for (int number = 0; number < 100; number++) {
      Truth before = factory.offline(number, "v6", NOW).truth();
      Truth after = factory.offline(number, "v7", NOW).truth();
      assertThat(after.question()).isEqualTo(before.question());
      assertThat(after.traceId()).isNotEqualTo(before.traceId());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void givesEveryTraceAndSpanAnIdOfItsOwn(long seed) {
    Set<String> ids = new HashSet<>();
    traces(seed, 2_000)
        .forEach(
            trace -> {
              assertThat(ids.add(trace.truth().traceId())).isTrue();
              spans(trace).forEach(s -> assertThat(ids.add(s.getSpanId().toString())).isTrue());
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void tellsTheTruthAboutItsSpans(long seed) {
    traces(seed, 800)
        .forEach(
            trace -> {
              Truth truth = trace.truth();
              Interaction interaction = Normalised.of(trace);
              assertThat(interaction.getQuestion()).isEqualTo(truth.question());
              assertThat(interaction.getAnswer()).isEqualTo(truth.answer());
              assertThat(interaction.getOutputState()).isEqualTo(ContentState.FULL);
              assertThat(interaction.getDocumentsCount()).isEqualTo(3);
              assertThat(interaction.getService()).isEqualTo(truth.service());
              assertThat(interaction.getModel().getServed()).isEqualTo(truth.model());
              assertThat(interaction.getPrompt().getVersion()).isEqualTo(truth.promptVersion());
              assertThat(interaction.getRoute()).isEqualTo(truth.route());
              assertThat(interaction.getRootSpanId()).isEqualTo(truth.rootSpanId());
              assertThat(interaction.getAnswerSpanId()).isEqualTo(truth.answerSpanId());
              assertThat(interaction.getEndUnixNanos()).isEqualTo(truth.endMillis() * 1_000_000);
              assertThat(spans(trace)).hasSize(truth.spans());
              assertThat(truth.logs()).isEqualTo(records(trace));
            });
  }

  /** The demo's documents are made so that the checks and the truth agree on every answer. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithTheChecksOnEveryAnswer(long seed) throws IOException {
    CheckSuite suite = suite();
    TreeSet<String> wrong = new TreeSet<>();
    traces(seed, 3_000)
        .forEach(
            trace -> {
              for (CheckResult result : suite.run(Normalised.of(trace))) {
                String expected = ExpectedOutcomes.of(trace.truth(), result.checkId());
                String found = ExpectedOutcomes.word(result.outcome());
                if (!found.equals(expected)) {
                  wrong.add(
                      result.checkId()
                          + " "
                          + found
                          + ", expected "
                          + expected
                          + ": "
                          + trace.truth().kind()
                          + " "
                          + trace.truth().question()
                          + " -> "
                          + trace.truth().answer());
                }
              }
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void goesWrongNowAndThenInEveryWay() {
    List<GeneratedTrace> traces = traces(5, 10_000).toList();
    for (AnswerKind kind : AnswerKind.values()) {
      assertThat(traces.stream().filter(t -> t.truth().kind() == kind).count())
          .as("answers that are %s", kind)
          .isBetween(10L, 9_000L);
    }
    assertThat(traces.stream().filter(t -> t.truth().spans() > 5).count() / 10_000.0)
        .as("share with a tool call")
        .isCloseTo(0.1, within(0.015));
  }

  @Test
  void talksInTwoTurnsSomeOfWhichAskOnceMore() {
    TraceFactory factory = new TraceFactory(1, new Behaviour(false));
    int same = 0;
    int alike = 0;
    for (int i = 0; i < 2_000; i++) {
      int first = i / 200 * 400 + i % 200;
      Truth asked = factory.online(first, "v6", NOW).truth();
      Truth next = factory.online(first + 200, "v7", NOW).truth();
      assertThat(next.conversation()).isEqualTo(asked.conversation());
      same += next.question().equals(asked.question()) ? 1 : 0;
      alike += next.route().equals(asked.route()) ? 1 : 0;
    }
    assertThat(same).isBetween(150, 300);
    assertThat(alike).isGreaterThan(same + 500);
  }

  @Test
  void answersLongerWithTheNewPrompt() {
    TraceFactory factory = new TraceFactory(1, new Behaviour(false));
    assertThat(meanChars(factory, "v7")).isGreaterThan(1.3 * meanChars(factory, "v6"));
  }

  @Test
  void clicksLaterThanTheAnswerAndLikesWhatIsRight() {
    // Given
    List<GeneratedTrace> traces = traces(4, 20_000).toList();
    // When
    List<GeneratedTrace> clicked = traces.stream().filter(t -> t.thumb().isPresent()).toList();
    // Then
    assertThat(clicked.size() / 20_000.0).isCloseTo(0.08, within(0.01));
    assertThat(clicked).allMatch(t -> t.truth().thumb());
    assertThat(clicked)
        .allMatch(t -> t.thumb().orElseThrow().atMillis() >= t.truth().endMillis() + 4_000);
    assertThat(liked(clicked, true)).isCloseTo(0.9, within(0.03));
    assertThat(liked(clicked, false)).isCloseTo(0.35, within(0.1));
  }

  private static double liked(List<GeneratedTrace> clicked, boolean good) {
    return clicked.stream()
        .filter(t -> (t.truth().kind() == AnswerKind.GOOD) == good)
        .mapToDouble(
            t -> {
              Signal signal = signal(t);
              assertThat(signal.getName()).isEqualTo("user_feedback");
              assertThat(signal.getSource()).isEqualTo(Signal.Source.END_USER);
              assertThat(signal.getTraceId()).isEqualTo(t.truth().traceId());
              assertThat(signal.getSpanId()).isEqualTo(t.truth().answerSpanId());
              return signal.getValue();
            })
        .average()
        .orElseThrow();
  }

  private static Signal signal(GeneratedTrace trace) {
    return Feedback.from(
            "default", trace.thumb().orElseThrow().logs().getScopeLogs(0).getLogRecords(0))
        .orElseThrow();
  }

  private static double meanChars(TraceFactory factory, String version) {
    return LongStream.range(0, 500)
        .mapToObj(n -> factory.online(n, version, NOW).truth())
        .filter(t -> t.kind() == AnswerKind.GOOD)
        .mapToInt(t -> t.answer().length())
        .average()
        .orElseThrow();
  }

  private static Stream<GeneratedTrace> traces(long seed, long count) {
    TraceFactory factory = new TraceFactory(seed, new Behaviour(false));
    return LongStream.range(0, count)
        .mapToObj(n -> factory.online(n, n % 2 == 0 ? "v6" : "v7", NOW + n * 500));
  }

  private static List<Span> spans(GeneratedTrace trace) {
    return trace.spans().getScopeSpans(0).getSpansList();
  }

  private static int records(GeneratedTrace trace) {
    return trace.logs().map(logs -> logs.getScopeLogs(0).getLogRecordsCount()).orElse(0);
  }

  private static CheckSuite suite() throws IOException {
    try (var in = TraceFactoryTest.class.getResourceAsStream("/demo/checks.yaml")) {
      return CheckSuite.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}

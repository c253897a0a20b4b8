package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.chat;
import static dev.plumbline.scoring.Traces.plain;
import static dev.plumbline.scoring.Traces.ragTrace;
import static dev.plumbline.scoring.Traces.request;
import static dev.plumbline.scoring.Traces.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.assembly.AssembleProcessor;
import dev.plumbline.scoring.spans.SpanBook;
import dev.plumbline.scoring.state.ServiceShare;
import dev.plumbline.scoring.state.TraceState;
import dev.plumbline.v1.SpanCounts;
import dev.plumbline.v1.SpanCounts.Outcome;
import dev.plumbline.v1.SpanLedger;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every span that was read ends in exactly one counted outcome. */
class SpanLedgerTest {
  private static final long END = ScoringRun.START.toEpochMilli();
  private static final Duration DONE = Duration.ofSeconds(8);

  @TempDir Path state;
  private ScoringRun run;

  @BeforeEach
  void start() {
    run = new ScoringRun(state, ScoringRun.POLICY);
  }

  @AfterEach
  void stop() {
    run.close();
  }

  @Test
  void callsASpanOpenUntilItsTraceIsDone() {
    run.spans("a", ragTrace("a", Traces.GOOD, END));
    run.ticked(Duration.ofSeconds(3));
    assertThat(spans()).containsExactlyInAnyOrderEntriesOf(Map.of(Outcome.OPEN, 3L));
    run.after(DONE);
    assertThat(spans()).containsExactlyInAnyOrderEntriesOf(Map.of(Outcome.IN_INTERACTION, 3L));
  }

  @Test
  void tellsApartWhatHasNoGenAiOperationWhatCameTwiceAndWhatCameLate() {
    run.spans("a", request(root("a", END), plain("a", 1, END)));
    run.spans("a", request(plain("a", 1, END)));
    run.after(DONE);
    run.spans("a", request(plain("a", 2, END)));
    run.after(Duration.ofMinutes(11)).readOn();
    run.spans("a", request(plain("a", 3, END), plain("a", 1, END)));
    run.after(DONE);
    assertThat(spans())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Outcome.NO_GENAI,
                2L,
                Outcome.DUPLICATE,
                2L,
                Outcome.LATE_ADDITION,
                1L,
                Outcome.LATE,
                1L));
  }

  @Test
  void keepsWhatIsBeyondTheCapOfATraceApart() {
    AssemblyConfig caps = new AssemblyConfig(null, null, null, 5, null, null, null);
    try (ScoringRun capped =
        new ScoringRun(state.resolve("capped"), ScoringRun.POLICY, caps, null)) {
      capped.spans("a", request(root("a", END), chat("a", Traces.GOOD, END), plain("a", 0, END)));
      capped.spans("a", request(plain("a", 1, END), plain("a", 2, END), plain("a", 3, END)));
      capped.after(Duration.ofSeconds(1));
      capped.spans("a", request(plain("a", 4, END)));
      capped.after(DONE);
      assertThat(outcomes(capped.spanLedger().values(), SpanLedger::getSpans))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(Outcome.IN_INTERACTION, 6L, Outcome.OVER_CAP, 1L));
    }
  }

  @Test
  void countsARecordThatCannotBeReadAndTheSpansOfOneThatMustNotGoOn() {
    run.spans("a", new byte[] {10, 127, 1});
    run.spansOfTenant("a|b", "a", ragTrace("a", Traces.GOOD, END));
    run.after(DONE);
    assertThat(spans()).containsExactlyInAnyOrderEntriesOf(Map.of(Outcome.DEAD_LETTER, 3L));
    assertThat(run.spanLedger().values().stream().mapToLong(SpanLedger::getUnreadableRecords).sum())
        .isEqualTo(1);
  }

  @Test
  void countsADeadLetterThatIsSentAgainAsReceivedAgain() {
    run.sentAgain("a", ragTrace("a", Traces.GOOD, END));
    run.after(DONE);
    SpanCounts spans = run.spanLedger().get("default|web").getSpans();
    assertThat(spans.getReceived()).isEqualTo(3);
    assertThat(spans.getCameRound()).isZero();
  }

  @Test
  void readsFeedbackAsFeedbackWheneverItComes() {
    run.logs("a", Traces.thumbsDown("a", "early"));
    run.after(Duration.ofMinutes(11)).readOn();
    run.after(Duration.ofMinutes(1)).readOn();
    run.logs("a", Traces.thumbsDown("a", "late"));
    run.after(DONE);
    assertThat(outcomes(run.spanLedger().values(), SpanLedger::getLogs))
        .containsExactlyInAnyOrderEntriesOf(Map.of(Outcome.FEEDBACK, 2L));
  }

  @Test
  void readsASpanThatWasMadeForFeedbackAsFeedbackWheneverItComes() {
    run.spans("a", request(root("a", END), chat("a", Traces.GOOD, END)));
    run.after(DONE);
    // When an annotation span comes below the answer, and another when its content is gone
    run.spans("a", request(annotation("0000000000000011", "0")));
    run.after(DONE);
    run.after(Duration.ofMinutes(11)).readOn();
    run.spans("a", request(annotation("0000000000000012", "1")));
    run.after(DONE);
    // Then
    assertThat(spans())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(Outcome.IN_INTERACTION, 2L, Outcome.FEEDBACK, 2L));
    assertThat(run.dropped(ScoringMetrics.Drop.LATE_ADDITION)).isZero();
    assertThat(run.dropped(ScoringMetrics.Drop.LATE_SPAN)).isZero();
    assertThat(run.interactions()).as("revisions").hasSize(1);
    assertThat(run.total("user_feedback").getScored()).isEqualTo(1);
  }

  @Test
  void anEventOfAnEvaluationThatNamesNoneIsNoFeedback() {
    LogRecord nameless =
        LogRecord.newBuilder()
            .setEventName("gen_ai.evaluation.result")
            .setTraceId(Traces.bytes(Traces.traceId("a")))
            .build();
    run.spans("a", ragTrace("a", Traces.GOOD, END));
    run.after(DONE);
    run.logs("a", Traces.logs(nameless));
    run.after(DONE);
    assertThat(outcomes(run.spanLedger().values(), SpanLedger::getLogs))
        .containsExactlyInAnyOrderEntriesOf(Map.of(Outcome.LATE_ADDITION, 1L));
    assertThat(run.interactions()).hasSize(1);
  }

  @Test
  void feedbackThatNamesAResponseInsteadOfATraceIsFeedbackToo() {
    LogRecord.Builder vote =
        LogRecord.newBuilder()
            .setEventName("gen_ai.evaluation.result")
            .addAttributes(Talks.text("gen_ai.evaluation.name", "user_feedback"));
    LogRecord.Builder other = LogRecord.newBuilder().setEventName("app.started");
    run.logs(
        "x",
        LogsData.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(vote).addLogRecords(other)))
            .build()
            .toByteArray());
    run.after(DONE);
    assertThat(outcomes(run.spanLedger().values(), SpanLedger::getLogs))
        .containsExactlyInAnyOrderEntriesOf(Map.of(Outcome.FEEDBACK, 1L, Outcome.NO_TRACE, 1L));
  }

  @Test
  void putsServicesBeyondTheCapIntoOneRow() {
    for (int i = 0; i < 250; i++) {
      byte[] request = requestOf("s" + i, "t" + i);
      run.spans("t" + i, request);
      run.spans("t" + i, request);
    }
    run.after(Duration.ofSeconds(40));
    assertThat(run.spanLedger()).hasSize(201).containsKey("default|__other__");
    assertThat(run.spanLedger().get("default|__other__").getSpans().getReceived()).isEqualTo(100);
    assertThat(spans())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(Outcome.NO_GENAI, 250L, Outcome.DUPLICATE, 250L));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void balancesExactlyUnderShufflesDuplicatesLatePartsSplitsAndBrokenRecords(long seed) {
    SpanFeed feed = new SpanFeed(run, seed);
    feed.send(150, this::balances);
    run.after(Duration.ofMinutes(1));
    balances();
    // What the feed knows by itself.
    assertThat(received(SpanLedger::getSpans)).isEqualTo(feed.spans);
    assertThat(received(SpanLedger::getLogs)).isEqualTo(feed.logs);
    Map<Outcome, Long> spans = spans();
    assertThat(spans)
        .containsEntry(Outcome.DUPLICATE, feed.spansTwice)
        .containsEntry(Outcome.DEAD_LETTER, feed.ofBadRecords)
        .doesNotContainKeys(Outcome.OPEN, Outcome.OVER_CAP, Outcome.EVALUATION_FAILED)
        .containsKeys(
            Outcome.IN_INTERACTION, Outcome.NO_GENAI, Outcome.LATE_ADDITION, Outcome.LATE);
    assertThat(outcomes(run.spanLedger().values(), SpanLedger::getLogs))
        .containsEntry(Outcome.DUPLICATE, feed.logsTwice)
        .containsEntry(Outcome.FEEDBACK, feed.feedback)
        .containsEntry(Outcome.NO_TRACE, feed.withoutTrace)
        .doesNotContainKey(Outcome.OPEN);
    assertThat(run.spanLedger().values().stream().mapToLong(SpanLedger::getUnreadableRecords).sum())
        .isEqualTo(feed.unreadable);
    assertThat(run.deadLetters()).hasSize((int) (feed.unreadable + feed.ofBadRecords / 2));
  }

  private static Span annotation(String id, String value) {
    return Span.newBuilder()
        .setTraceId(Traces.bytes(Traces.traceId("a")))
        .setSpanId(Traces.bytes(id))
        .setParentSpanId(Traces.bytes("0000000000000002"))
        .setStartTimeUnixNano((END + 1_000) * 1_000_000)
        .setEndTimeUnixNano((END + 1_000) * 1_000_000)
        .addAttributes(Talks.text("logfire.span_type", "annotation"))
        .addAttributes(Talks.text("logfire.feedback.name", "user_feedback"))
        .addAttributes(Talks.text("user_feedback", value))
        .build();
  }

  /** Every row by itself, and "open" against the traces that are really open. */
  private void balances() {
    Map<String, Long> open = new TreeMap<>();
    try (var rows = run.<SpanLedger>store(SpanBook.STORE).all()) {
      rows.forEachRemaining(
          row -> {
            for (SpanCounts counts : List.of(row.value.getSpans(), row.value.getLogs())) {
              assertThat(counts.getReceived() + counts.getCameRound())
                  .as(row.key)
                  .isEqualTo(
                      counts.getSentRound()
                          + counts.getOutcomesList().stream().mapToLong(n -> n).sum());
              if (counts.getOutcomesCount() > 0 && counts.getOutcomes(0) > 0) {
                open.merge(row.value.getService(), counts.getOutcomes(0), Long::sum);
              }
            }
          });
    }
    Map<String, Long> waiting = new TreeMap<>();
    try (var traces = run.<TraceState>store(AssembleProcessor.STATES).all()) {
      traces.forEachRemaining(
          trace -> {
            for (ServiceShare share : trace.value.getWaitingList()) {
              waiting.merge(
                  share.getService(), (long) share.getSpans() + share.getLogs(), Long::sum);
            }
          });
    }
    assertThat(open).isEqualTo(waiting);
  }

  private Map<String, Long> received(Function<SpanLedger, SpanCounts> signal) {
    Map<String, Long> received = new TreeMap<>();
    run.spanLedger()
        .values()
        .forEach(
            row -> {
              long n = signal.apply(row).getReceived();
              if (n > 0) {
                received.merge(row.getService(), n, Long::sum);
              }
            });
    return received;
  }

  private Map<Outcome, Long> spans() {
    return outcomes(run.spanLedger().values(), SpanLedger::getSpans);
  }

  /** Outcome to count, of those that are not zero. */
  private static Map<Outcome, Long> outcomes(
      Collection<SpanLedger> rows, Function<SpanLedger, SpanCounts> signal) {
    Map<Outcome, Long> outcomes = new TreeMap<>();
    for (SpanLedger row : rows) {
      List<Long> counts = signal.apply(row).getOutcomesList();
      for (int i = 0; i < counts.size(); i++) {
        if (counts.get(i) != 0) {
          outcomes.merge(Outcome.forNumber(i), counts.get(i), Long::sum);
        }
      }
    }
    return outcomes;
  }

  private static byte[] requestOf(String service, String trace) {
    return SpanFeed.request(service, plain(trace, 1, END));
  }
}

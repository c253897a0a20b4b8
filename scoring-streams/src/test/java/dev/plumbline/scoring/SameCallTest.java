package dev.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.scoring.ScoringMetrics.Fate;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.VerdictStatus;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One call that several traces tell of counts once. */
class SameCallTest {
  /** Most of these traces have no root here. */
  private static final Duration IDLE = Duration.ofSeconds(40);

  private static final long END = ScoringRun.START.toEpochMilli();

  @TempDir Path state;
  private ScoringRun run;
  private final List<Decision> decisions = new ArrayList<>();

  @BeforeEach
  void start() {
    run = new ScoringRun(state, ScoringRun.POLICY);
  }

  @AfterEach
  void stop() {
    run.close();
  }

  @Test
  void countsTheTraceThatHasTheContent() {
    // Given the provider's library, without content, and then an instrumentation of the same call
    run.spans("bare", Traces.request(withResponse(Traces.chatWithoutContent("bare", END))));
    run.after(IDLE);
    assertThat(counted("empty-answer")).isEqualTo("0 eligible, 1 not scorable");
    run.spans("full", Traces.request(withResponse(Traces.chat("full", Traces.GOOD, END))));
    run.after(IDLE);
    // Then
    assertThat(counted("empty-answer")).isEqualTo("1 eligible, 0 not scorable");
    assertThat(counted("quality/helpful")).isEqualTo("1 eligible, 0 not scorable");
    assertThat(outcomes("bare")).containsOnly(LedgerOutcome.FILTERED);
    assertThat(outcomes("full")).doesNotContain(LedgerOutcome.FILTERED);
    assertThat(run.dropped(Drop.SAME_CALL)).isEqualTo(1);
  }

  @Test
  void countsACallOnFiveSpansInThreeTracesOnceWithOneVerdict() {
    run.spans(
        "one",
        Traces.request(
            Traces.root("one", END),
            withResponse(Traces.chat("one", Traces.GOOD, END)),
            withResponse(inner(Traces.chat("one", Traces.GOOD, END), "0000000000000004"))));
    run.spans("two", Traces.request(withResponse(Traces.chat("two", Traces.GOOD, END))));
    run.spans("three", Traces.request(withResponse(Traces.chatWithoutContent("three", END))));
    run.after(IDLE);
    for (JudgeRequest request : run.requests()) {
      run.verdict(Traces.verdict(request, VerdictStatus.VERDICT_OK, true));
    }
    run.after(IDLE);
    assertThat(run.interactions()).hasSize(3);
    assertThat(run.total("empty-answer").getEligible()).isEqualTo(1);
    assertThat(run.total("quality/helpful"))
        .returns(1L, sums -> sums.getEligible())
        .returns(1L, sums -> sums.getAsked())
        .returns(1L, sums -> sums.getPassed());
  }

  @Test
  void countsEveryAnswerOfAServerThatAlwaysSendsTheSameId() {
    for (int i = 0; i < 9; i++) {
      run.spans("t" + i, Traces.request(withResponse(Traces.chat("t" + i, Traces.GOOD, END))));
    }
    run.after(IDLE);
    assertThat(run.total("empty-answer").getEligible()).isEqualTo(9);
    assertThat(run.total("quality/helpful").getEligible()).isEqualTo(9);
  }

  @Test
  void countsBothWhenTheyAreNotAtTheSameTime() {
    run.spans("one", Traces.request(withResponse(Traces.chat("one", Traces.GOOD, END))));
    run.spans("two", Traces.request(withResponse(Traces.chat("two", Traces.GOOD, END - 60_000))));
    run.after(IDLE);
    assertThat(run.total("empty-answer").getEligible()).isEqualTo(2);
    assertThat(run.dropped(Drop.SAME_CALL)).isZero();
  }

  @Test
  void countsTheOtherOneOnceARevisionTellsMore() {
    run.spans("bare", Traces.request(withResponse(Traces.chatWithoutContent("bare", END - 100))));
    run.spans("later", Traces.request(withResponse(Traces.chatWithoutContent("later", END))));
    run.after(IDLE);
    assertThat(outcomes("later")).containsOnly(LedgerOutcome.FILTERED);
    // When the content of the second one comes in a log event
    run.logs("later", Traces.contentOf("later", Traces.GOOD));
    run.after(IDLE);
    assertThat(outcomes("later")).doesNotContain(LedgerOutcome.FILTERED);
    assertThat(outcomes("bare")).containsOnly(LedgerOutcome.FILTERED);
    assertThat(counted("empty-answer")).isEqualTo("1 eligible, 0 not scorable");
    assertThat(counted("quality/helpful")).isEqualTo("1 eligible, 0 not scorable");
  }

  @Test
  void givesAVoteAboutOneOfThemToTheOneThatCounts() {
    run.spans("bare", Traces.request(withResponse(Traces.chatWithoutContent("bare", END))));
    run.after(IDLE);
    run.logs("bare", Traces.thumbsDown("bare", "before"));
    run.after(Duration.ofSeconds(1));
    assertThat(run.total("user_feedback").getScored()).isEqualTo(1);
    run.spans("full", Traces.request(withResponse(Traces.chat("full", Traces.GOOD, END))));
    run.after(IDLE);
    assertThat(run.total("user_feedback").getScored()).isEqualTo(1);
    run.logs("bare", Traces.signal("bare", "user_feedback", "after", "1", 2_000));
    run.after(Duration.ofSeconds(1));
    assertThat(run.total("user_feedback"))
        .returns(1L, sums -> sums.getScored())
        .returns(1L, sums -> sums.getPassed());
    assertThat(run.fate(Fate.MOVED)).isEqualTo(2);
    assertThat(run.signals())
        .filteredOn(signal -> signal.getTraceId().equals(Traces.traceId("full")))
        .extracting(Signal::getValue)
        .containsExactly(0.0, 1.0);
  }

  private static Span withResponse(Span span) {
    return span.toBuilder().addAttributes(Talks.text("gen_ai.response.id", "chatcmpl-1")).build();
  }

  private static Span inner(Span span, String id) {
    return span.toBuilder().setParentSpanId(span.getSpanId()).setSpanId(Traces.bytes(id)).build();
  }

  private List<LedgerOutcome> outcomes(String trace) {
    decisions.addAll(run.decisions());
    Map<String, Decision> last = new TreeMap<>();
    decisions.stream()
        .filter(d -> d.getTraceId().equals(Traces.traceId(trace)))
        .forEach(
            d ->
                last.merge(d.getEvaluator().getId(), d, (a, b) -> a.getSeq() > b.getSeq() ? a : b));
    return last.values().stream().map(Decision::getOutcome).toList();
  }

  private String counted(String metric) {
    var sums = run.total(metric);
    return sums.getEligible() + " eligible, " + sums.getNotScorable() + " not scorable";
  }
}

package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.chat;
import static dev.plumbline.scoring.Traces.plain;
import static dev.plumbline.scoring.Traces.ragTrace;
import static dev.plumbline.scoring.Traces.request;
import static dev.plumbline.scoring.Traces.retrieval;
import static dev.plumbline.scoring.Traces.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.ByteSize;
import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.scoring.ScoringMetrics.Fate;
import dev.plumbline.scoring.assembly.AssembleProcessor;
import dev.plumbline.scoring.state.TraceState;
import dev.plumbline.v1.CompletionReason;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Verdict;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a trace is done, and what later records of it do. */
class AssemblyTest {
  private static final Duration ROOT_IDLE = Duration.ofSeconds(8);
  private static final long END = ScoringRun.START.toEpochMilli();

  @TempDir Path state;

  @Test
  void makesTheSameInteractionOfShuffledAndDoubledSpans() {
    Interaction sorted = onlyInteraction(List.of(0, 1, 2));
    for (int seed = 1; seed <= 6; seed++) {
      List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 0, 1, 2));
      Collections.shuffle(order, new Random(seed));
      assertThat(onlyInteraction(order)).as("seed " + seed).isEqualTo(sorted);
    }
  }

  private Interaction onlyInteraction(List<Integer> order) {
    List<Span> spans = List.of(root("a", END), chat("a", Traces.GOOD, END), retrieval("a", END));
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      order.forEach(i -> run.spans("a", request(spans.get(i))));
      run.after(ROOT_IDLE);
      List<Interaction> interactions = run.interactions();
      assertThat(interactions).hasSize(1);
      return interactions.getFirst();
    }
  }

  @Test
  void closesWhatIsDueBeforeTheNextRecordEvenWithoutATick() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", request(root("a", END), chat("a", Traces.GOOD, END)));
      run.unnoticed(Duration.ofSeconds(6)).spans("a", request(retrieval("a", END)));
      assertThat(run.interactions())
          .singleElement()
          .returns(0, Interaction::getDocumentsCount)
          .returns(END + 5_000, Interaction::getArrivalUnixMillis);
    }
  }

  @Test
  void isNotIdleWhileItReadsOtherTopics() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", request(root("a", END), chat("a", Traces.GOOD, END)));
      long arrived = END;
      for (int i = 0; i < 20; i++) {
        // A backlog: what is read now arrived long ago.
        run.verdictAt(Verdict.newBuilder().setTraceId(Traces.traceId("x")).build(), arrived);
        run.ticked(Duration.ofSeconds(1));
      }
      assertThat(run.interactions()).isEmpty();
      run.after(Duration.ofSeconds(3));
      assertThat(run.interactions()).hasSize(1);
    }
  }

  @Test
  void emitsAtTheCapOfSpansAndTakesNoMore() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY, caps(5, null, null), null)) {
      run.spans("a", request(root("a", END), chat("a", Traces.GOOD, END), plain("a", 0, END)));
      run.spans("a", request(plain("a", 1, END), plain("a", 2, END)));
      run.after(Duration.ofMillis(500));
      assertThat(run.interactions())
          .extracting(Interaction::getCompletionReason)
          .containsExactly(CompletionReason.CAP_SPANS);
      int bytes = run.<TraceState>store(AssembleProcessor.STATES).get(key("a")).getSerializedSize();
      for (int i = 10; i < 1_000; i++) {
        run.spans("a", request(plain("a", i, END)));
      }
      run.after(ROOT_IDLE);
      assertThat(run.dropped(Drop.OVER_CAP)).isEqualTo(990);
      assertThat(run.interactions()).isEmpty();
      assertThat(run.<TraceState>store(AssembleProcessor.STATES).get(key("a")).getSerializedSize())
          .as("an endless trace makes no endless row")
          .isLessThanOrEqualTo(bytes + 8);
    }
  }

  @Test
  void emitsAtTheCapOfBytes() {
    AssemblyConfig caps = caps(2_000, ByteSize.kib(64), null);
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY, caps, null)) {
      run.spans("a", request(root("a", END), chat("a", "word ".repeat(14_000), END)));
      run.after(Duration.ofMillis(500));
      assertThat(run.interactions())
          .extracting(Interaction::getCompletionReason)
          .containsExactly(CompletionReason.CAP_BYTES);
    }
  }

  @Test
  void emitsAtTheCapOfAgeAlthoughSpansKeepComing() {
    AssemblyConfig caps = caps(2_000, null, Duration.ofMinutes(1));
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY, caps, null)) {
      run.spans("a", request(chat("a", Traces.GOOD, END)));
      for (int i = 0; i < 30; i++) {
        run.spans("a", request(plain("a", i, END)));
        run.after(Duration.ofSeconds(3));
      }
      assertThat(run.interactions())
          .first()
          .returns(CompletionReason.CAP_AGE, Interaction::getCompletionReason)
          .returns(END + 60_000, Interaction::getArrivalUnixMillis);
    }
  }

  @Test
  void reviseOnlyWhatCanChangeAnAnswer() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", request(root("a", END), chat("a", Traces.GOOD, END)));
      run.after(ROOT_IDLE);
      run.spans("a", request(plain("a", 1, END)));
      run.after(ROOT_IDLE);
      assertThat(run.interactions()).hasSize(1);
      run.spans("a", request(retrieval("a", END)));
      run.after(ROOT_IDLE);
      assertThat(run.interactions())
          .singleElement()
          .returns(2, Interaction::getRevision)
          .returns(CompletionReason.LATE, Interaction::getCompletionReason);
      assertThat(run.dropped(Drop.LATE_ADDITION)).isEqualTo(2);
      assertThat(run.dropped(Drop.LATE_SPAN)).isZero();
    }
  }

  @Test
  void knowsATraceThatComesAgainAfterItsRowIsGone() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", ragTrace("a", Traces.GOOD, END));
      run.after(ROOT_IDLE);
      run.after(Duration.ofHours(2)).readOn();
      run.after(Duration.ofHours(2)).readOn();
      assertThat(run.<TraceState>store(AssembleProcessor.STATES).get(key("a"))).isNull();
      List<Decision> before = run.decisions();
      // When the whole trace is delivered again, and a part of it under another root
      run.spans("a", ragTrace("a", Traces.GOOD, END));
      run.after(ROOT_IDLE);
      run.after(Duration.ofHours(2)).readOn();
      run.after(Duration.ofHours(2)).readOn();
      run.spans("a", request(Traces.otherChat("a", END)));
      run.after(Duration.ofSeconds(40));
      assertThat(before).isNotEmpty();
      assertThat(run.decisions()).isEmpty();
      assertThat(run.interactions()).hasSize(1);
      assertThat(run.dropped(Drop.LATE_TRACE)).isEqualTo(2);
      assertThat(run.total("grounding").getEligible()).isEqualTo(1);
    }
  }

  @Test
  void forgetsEverythingInTime() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", ragTrace("a", Traces.GOOD, END));
      run.logs("b", Traces.thumbsDown("b", "u"));
      run.after(ROOT_IDLE);
      for (int i = 0; i < 10; i++) {
        run.after(Duration.ofDays(1)).readOn();
      }
      for (String store :
          List.of(
              "trace-state",
              "trace-entries",
              "emit-schedule",
              "ledger",
              "ledger-schedule",
              "early-signals")) {
        try (var all = run.store(store).all()) {
          assertThat(all.hasNext()).as(store).isFalse();
        }
      }
      assertThat(run.fate(Fate.NO_ANSWER)).isEqualTo(1);
    }
  }

  private static AssemblyConfig caps(int spans, ByteSize bytes, Duration age) {
    return new AssemblyConfig(null, null, age, spans, bytes, null, null);
  }

  private static String key(String trace) {
    return "default|" + Traces.traceId(trace);
  }
}

package dev.plumbline.scoring;

import static dev.plumbline.scoring.Talks.text;
import static dev.plumbline.scoring.Talks.thumbOfConversation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.scoring.ScoringMetrics.Fate;
import dev.plumbline.scoring.state.SameCall;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Signal;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vote counts at the answer that counts, by whatever way it was found. */
class MovedVotesTest {
  private static final Duration IDLE = Duration.ofSeconds(40);
  private static final Duration ROOT_IDLE = Duration.ofSeconds(8);
  private static final Duration TURN = Duration.ofMinutes(1);
  private static final long END = ScoringRun.START.toEpochMilli();
  private static final String RESPONSE = "chatcmpl-1";

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
  void aVoteThatWasOnItsWayToAPartWhenThatEndedCountsAtTheWhole() {
    // Given a vote that was found by response just before the root came
    run.spans("a", Traces.request(Traces.chat("a", Traces.GOOD, END), later("a")));
    run.after(IDLE);
    List<Interaction> parts = run.interactions();
    run.spans("a", Traces.request(Traces.agent("a", END + 20)));
    run.after(ROOT_IDLE);
    // When
    parts.forEach(part -> run.signal(foundAt(part)));
    run.after(Duration.ofSeconds(1));
    // Then
    assertThat(run.fate(Fate.ANSWER_FORGOTTEN)).isZero();
    assertThat(votes()).isEqualTo("1 voted, 0 up");
  }

  @Test
  void aVoteByConversationGoesToTheTraceThatCountsThoughThatKnowsNoConversation() {
    run.spans(
        "bare",
        Traces.request(
            with(
                Traces.chatWithoutContent("bare", END),
                "gen_ai.response.id",
                RESPONSE,
                "gen_ai.conversation.id",
                "talk")));
    run.spans("full", Traces.request(full("full")));
    run.after(IDLE);
    // When
    run.logsWithoutTrace(thumbOfConversation("talk", "u", 0, END + 1_000));
    run.after(TURN);
    // Then
    assertThat(votes()).isEqualTo("1 voted, 0 up");
    assertThat(run.fate(Fate.MOVED)).isEqualTo(1);
  }

  @Test
  void aVoteGoesOnUntilItReachesTheTraceThatCounts() {
    // Given three spans of one call, of which the first and the last are not at the same time
    run.spans("one", Traces.request(withResponse(Traces.chatWithoutContent("one", END - 400))));
    run.after(IDLE);
    Span two =
        withResponse(Traces.chatWithoutContent("two", END)).toBuilder()
            .setStartTimeUnixNano((END - 950) * 1_000_000)
            .build();
    run.spans("two", Traces.request(two));
    run.after(IDLE);
    run.spans(
        "three",
        Traces.request(
            full("three").toBuilder().setStartTimeUnixNano((END - 100) * 1_000_000).build()));
    run.after(IDLE);
    assertThat(run.total("empty-answer").getEligible()).isEqualTo(1);
    // When
    run.logs("one", Traces.thumbsDown("one", "u"));
    run.after(Duration.ofSeconds(1));
    // Then
    assertThat(votes()).isEqualTo("1 voted, 0 up");
    assertThat(run.fate(Fate.MOVED)).isEqualTo(2);
  }

  @Test
  void aVoteNeverGoesRoundBetweenTracesThatEachNameTheOther() {
    run.spans("a", Traces.request(Traces.chat("a", Traces.GOOD, END)));
    run.spans("b", Traces.request(Traces.chat("b", Traces.GOOD, END)));
    run.after(IDLE);
    List<Interaction> both = run.interactions();
    run.sameCall(sameAs(both.get(0), both.get(1)), both.get(0).getTraceId());
    run.sameCall(sameAs(both.get(1), both.get(0)), both.get(1).getTraceId());
    run.logs("a", Traces.thumbsDown("a", "u"));
    run.after(Duration.ofSeconds(1));
    assertThat(run.fate(Fate.MOVED)).isEqualTo(2);
    assertThat(run.fate(Fate.DUPLICATE)).isEqualTo(1);
  }

  @Test
  void theWholeDoesNotTakeAVoteThatAnotherTracesAnswerHasAlready() {
    // Given two calls of a trace, of which another trace tells more of the first
    run.spans(
        "a",
        Traces.request(
            withResponse(Traces.chatWithoutContent("a", END)), Traces.otherChat("a", END + 10)));
    run.spans("full", Traces.request(full("full")));
    run.after(IDLE);
    run.logs("a", Traces.thumbsDown("a", "u"));
    run.after(Duration.ofSeconds(1));
    assertThat(run.fate(Fate.MOVED)).isEqualTo(1);
    // When
    run.spans("a", Traces.request(Traces.agent("a", END + 20)));
    run.after(ROOT_IDLE);
    // Then
    assertThat(votes()).isEqualTo("1 voted, 0 up");
  }

  @Test
  void aPartThatEndedIsNoSameCallAnyMore() {
    run.spans("a", Traces.request(Traces.chat("a", Traces.GOOD, END), later("a")));
    run.spans("b", Traces.request(Traces.chat("b", Traces.GOOD, END)));
    run.after(IDLE);
    List<Interaction> before = run.interactions();
    run.spans("a", Traces.request(Traces.agent("a", END + 20)));
    run.after(ROOT_IDLE);
    Interaction ended =
        run.interactions().stream()
            .filter(i -> !i.getSupersededBy().isEmpty())
            .findFirst()
            .orElseThrow();
    Interaction other =
        before.stream()
            .filter(i -> i.getTraceId().equals(Traces.traceId("b")))
            .findFirst()
            .orElseThrow();
    double eligible = run.total("empty-answer").getEligible();
    run.decisions();
    // When
    run.sameCall(sameAs(ended, other), ended.getTraceId());
    run.after(Duration.ofSeconds(1));
    // Then
    assertThat(run.dropped(Drop.LATE_SAME_CALL)).isEqualTo(1);
    assertThat(run.total("empty-answer").getEligible()).isEqualTo((long) eligible);
    assertThat(run.decisions()).isEmpty();
  }

  @Test
  void aCallCountsAgainWhenTheOtherTraceTellsOfItNoMore() {
    run.spans("bare", Traces.request(withResponse(Traces.chatWithoutContent("bare", END))));
    run.spans("full", Traces.request(full("full"), later("full")));
    run.after(IDLE);
    assertThat(run.dropped(Drop.SAME_CALL)).isEqualTo(1);
    long eligible = run.total("quality/helpful").getNotScorable();
    // When the call is a part of an agent's answer, which has another response
    run.spans("full", Traces.request(Traces.agent("full", END + 20)));
    run.after(ROOT_IDLE);
    // Then
    assertThat(run.total("quality/helpful").getNotScorable()).isEqualTo(eligible + 1);
  }

  @Test
  void noMoreThan32VotesWaitForOneTrace() {
    for (int i = 0; i < 34; i++) {
      run.logs("a", Traces.signal("a", "user_feedback", "u" + i, "1", END + i));
    }
    assertThat(run.fate(Fate.TOO_MANY_WAITING)).isEqualTo(2);
    // And one that waits already may come again
    run.logs("a", Traces.signal("a", "user_feedback", "u3", "1", END + 3));
    assertThat(run.fate(Fate.TOO_MANY_WAITING)).isEqualTo(2);
    run.spans("a", Traces.request(Traces.chat("a", Traces.GOOD, END)));
    run.after(IDLE);
    assertThat(run.fate(Fate.EARLY_BY_TRACE)).isEqualTo(32);
  }

  @Test
  void noMoreThan32VotesWaitForOneResponse() {
    for (int i = 0; i < 34; i++) {
      run.logsWithoutTrace(Talks.thumbOfResponse("a", "u" + i, 1, END + i));
    }
    assertThat(run.fate(Fate.TOO_MANY_WAITING)).isEqualTo(2);
    run.spans("a", Talks.turn("a", "talk", "What happens to old files?", END));
    run.after(ROOT_IDLE);
    assertThat(run.fate(Fate.EARLY_BY_RESPONSE)).isEqualTo(32);
  }

  private static Span full(String trace) {
    return withResponse(Traces.chat(trace, Traces.GOOD, END));
  }

  private static Span withResponse(Span span) {
    return with(span, "gen_ai.response.id", RESPONSE);
  }

  /** The call that an agent's answer comes from, with a response of its own. */
  private static Span later(String trace) {
    return with(Traces.otherChat(trace, END + 10), "gen_ai.response.id", "chatcmpl-2");
  }

  private static Span with(Span span, String... attributes) {
    Span.Builder more = span.toBuilder();
    for (int i = 0; i < attributes.length; i += 2) {
      more.addAttributes(text(attributes[i], attributes[i + 1]));
    }
    return more.build();
  }

  /** As the link task says it. */
  private static Signal foundAt(Interaction answer) {
    return Signal.newBuilder()
        .setSignalId("click")
        .setTenant("default")
        .setTraceId(answer.getTraceId())
        .setSpanId(answer.getRootSpanId())
        .setInteractionId(answer.getInteractionId())
        .setName("user_feedback")
        .setSource(Signal.Source.END_USER)
        .setValue(0)
        .setTimeUnixMillis(END + 1_000)
        .build();
  }

  private static SameCall sameAs(Interaction call, Interaction other) {
    return SameCall.newBuilder()
        .setTenant("default")
        .setInteractionId(call.getInteractionId())
        .setSameAs(other.getInteractionId())
        .setSameAsTrace(other.getTraceId())
        .build();
  }

  private String votes() {
    var sums = run.total("user_feedback");
    return sums.getScored() + " voted, " + sums.getPassed() + " up";
  }
}

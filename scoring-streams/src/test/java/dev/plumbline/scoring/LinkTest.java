package dev.plumbline.scoring;

import static dev.plumbline.scoring.Talks.thumbOfConversation;
import static dev.plumbline.scoring.Talks.thumbOfResponse;
import static dev.plumbline.scoring.Talks.turn;
import static dev.plumbline.scoring.Talks.turnIndex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.scoring.ScoringMetrics.Fate;
import dev.plumbline.v1.Signal;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feedback that names no trace finds its answer by response or conversation. */
class LinkTest {
  private static final Duration ROOT_IDLE = Duration.ofSeconds(8);
  private static final Duration TURN = Duration.ofMinutes(1);
  private static final Duration EARLY = Duration.ofMinutes(10);
  private static final long END = ScoringRun.START.toEpochMilli();
  private static final String QUESTION = "What happens to old files?";

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
  void joinsFeedbackByItsResponse() {
    run.spans("a", turn("a", "talk", QUESTION, END));
    run.after(ROOT_IDLE);
    // When
    run.logsWithoutTrace(thumbOfResponse("a", "u", 0, END + 9_000));
    run.after(Duration.ofSeconds(1));
    // Then
    assertThat(thumbs())
        .singleElement()
        .returns(Traces.traceId("a"), Signal::getTraceId)
        .returns("resp-a", Signal::getResponseId)
        .matches(signal -> !signal.getInteractionId().isEmpty());
    assertThat(votes()).isEqualTo("1 voted, 0 up");
    assertThat(run.fate(Fate.JOINED_BY_RESPONSE)).isEqualTo(1);
  }

  @Test
  void keepsFeedbackThatComesBeforeItsAnswer() {
    run.logsWithoutTrace(thumbOfResponse("a", "u", 1, END));
    run.after(Duration.ofMinutes(5));
    run.spans("a", turn("a", "talk", QUESTION, END));
    run.after(ROOT_IDLE);
    assertThat(votes()).isEqualTo("1 voted, 1 up");
    assertThat(run.fate(Fate.EARLY_BY_RESPONSE)).isEqualTo(1);
    assertThat(run.fate(Fate.JOINED_BY_RESPONSE)).isZero();
  }

  @Test
  void forgetsNothingBecauseATraceThatWasDoneInTimeWasNoticedLate() {
    run.spans("a", turn("a", "talk", QUESTION, END));
    run.logsWithoutTrace(thumbOfResponse("a", "u", 1, END));
    // When the task gets no tick until long after
    run.unnoticed(Duration.ofMinutes(20));
    run.spans("b", turn("b", "other", QUESTION, END));
    run.after(ROOT_IDLE);
    assertThat(votes()).isEqualTo("1 voted, 1 up");
    assertThat(run.fate(Fate.EARLY_BY_RESPONSE)).isEqualTo(1);
  }

  @Test
  void countsFeedbackWhoseAnswerNeverComes() {
    run.logsWithoutTrace(thumbOfResponse("a", "u", 1, END));
    run.after(EARLY.plusSeconds(1)).readOn();
    run.spans("a", turn("a", "talk", QUESTION, END));
    run.after(ROOT_IDLE);
    assertThat(thumbs()).isEmpty();
    assertThat(run.fate(Fate.NO_ANSWER)).isEqualTo(1);
  }

  @Test
  void countsFeedbackThatIsSentAgainOnce() {
    run.spans("a", turn("a", "talk", QUESTION, END));
    run.after(ROOT_IDLE);
    byte[] thumb = thumbOfResponse("a", "u", 0, END + 9_000);
    run.logsWithoutTrace(thumb);
    run.logsWithoutTrace(thumb);
    run.after(Duration.ofMinutes(1));
    run.logsWithoutTrace(thumb);
    run.after(Duration.ofSeconds(1));
    assertThat(thumbs()).extracting(Signal::getSignalId).hasSize(3).containsOnly(id(thumb));
    assertThat(votes()).isEqualTo("1 voted, 0 up");
    assertThat(run.fate(Fate.DUPLICATE)).isEqualTo(2);
  }

  @Test
  void waitsOnceForAnAnswerHoweverOftenItIsSent() {
    byte[] thumb = thumbOfResponse("a", "u", 0, END + 9_000);
    run.logsWithoutTrace(thumb);
    run.logsWithoutTrace(thumb);
    run.spans("a", turn("a", "talk", QUESTION, END));
    run.after(ROOT_IDLE);
    assertThat(thumbs()).hasSize(1);
    assertThat(run.fate(Fate.DUPLICATE)).isEqualTo(1);
  }

  @Test
  void takesBackAThumbThatWasWithdrawnAndCountsTheNextOne() {
    run.spans("a", turn("a", "talk", QUESTION, END));
    run.after(ROOT_IDLE);
    run.logsWithoutTrace(thumbOfResponse("a", "u1", 0, END + 1_000));
    run.after(Duration.ofSeconds(1));
    LogRecord.Builder back = Talks.thumb("u2", 0, END + 2_000);
    back.addAttributes(Talks.text("gen_ai.evaluation.score.label", "withdrawn"))
        .addAttributes(Talks.text("gen_ai.response.id", "resp-a"));
    run.logsWithoutTrace(Traces.logs(back.build()));
    run.after(Duration.ofSeconds(1));
    assertThat(votes()).isEqualTo("0 voted, 0 up");
    run.logsWithoutTrace(thumbOfResponse("a", "u3", 1, END + 3_000));
    // And the first one once more, out of order
    run.logsWithoutTrace(thumbOfResponse("a", "u1", 0, END + 1_000));
    run.after(Duration.ofSeconds(1));
    assertThat(votes()).isEqualTo("1 voted, 1 up");
    assertThat(run.fate(Fate.OLDER)).isEqualTo(1);
  }

  @Test
  void givesFeedbackOfAConversationToTheTurnThatHadEndedThen() {
    run.spans("a", turn("a", "talk", QUESTION, END - 60_000));
    run.after(ROOT_IDLE);
    // When the thumb comes before its turn's trace is done
    run.logsWithoutTrace(thumbOfConversation("talk", "u", 0, END + 1_000));
    run.spans("b", turn("b", "talk", "And how long are they kept then?", END));
    run.after(ROOT_IDLE);
    assertThat(thumbs()).isEmpty();
    run.after(TURN);
    // Then
    assertThat(thumbs()).extracting(Signal::getTraceId).containsExactly(Traces.traceId("b"));
    assertThat(run.fate(Fate.JOINED_BY_CONVERSATION)).isEqualTo(1);
    assertThat(votes()).isEqualTo("1 voted, 0 up");
  }

  @Test
  void givesFeedbackOfATurnToThatTurnAtOnce() {
    run.spans("a", turn("a", "talk", QUESTION, END, span -> span.addAttributes(turnIndex(1))));
    run.spans("b", turn("b", "talk", QUESTION, END + 5_000, s -> s.addAttributes(turnIndex(2))));
    run.after(ROOT_IDLE);
    LogRecord.Builder thumb = Talks.thumb("u", 1, END + 60_000);
    thumb.addAttributes(turnIndex(1)).addAttributes(Talks.text("gen_ai.conversation.id", "talk"));
    run.logsWithoutTrace(Traces.logs(thumb.build()));
    run.after(Duration.ofSeconds(1));
    assertThat(thumbs()).extracting(Signal::getTraceId).containsExactly(Traces.traceId("a"));
  }

  @Test
  void looksByResponseForFeedbackWhoseOwnTraceHasNoAnswer() {
    run.spans("a", turn("a", "talk", QUESTION, END));
    // Given a click that another request took, and reported under its own trace
    LogRecord.Builder click = Talks.thumb("u", 0, END + 1_000);
    click.addAttributes(Talks.text("gen_ai.response.id", "resp-a"));
    run.logs("click", Talks.withTrace("click", click));
    run.after(EARLY).after(Duration.ofSeconds(1));
    assertThat(votes()).isEqualTo("1 voted, 0 up");
    assertThat(run.fate(Fate.PASSED_ON)).isEqualTo(1);
    assertThat(run.fate(Fate.JOINED_BY_RESPONSE)).isEqualTo(1);
    assertThat(run.fate(Fate.NO_ANSWER)).isZero();
  }

  @Test
  void looksByConversationForFeedbackWhoseResponseNobodyKnows() {
    run.spans("a", turn("a", "talk", QUESTION, END));
    run.after(ROOT_IDLE);
    LogRecord.Builder thumb = Talks.thumb("u", 0, END + 1_000);
    thumb
        .addAttributes(Talks.text("gen_ai.response.id", "never-seen"))
        .addAttributes(Talks.text("gen_ai.conversation.id", "talk"));
    run.logsWithoutTrace(Traces.logs(thumb.build()));
    run.after(EARLY).readOn();
    run.after(TURN).after(Duration.ofSeconds(1));
    assertThat(votes()).isEqualTo("1 voted, 0 up");
    assertThat(run.fate(Fate.JOINED_BY_CONVERSATION)).isEqualTo(1);
  }

  @Test
  void countsFeedbackThatNamesNothingApartFromLogRecordsThatAreNone() {
    LogRecord other = LogRecord.newBuilder().setEventName("started").build();
    run.logsWithoutTrace(Traces.logs(Talks.thumb("u", 0, END).build(), other));
    assertThat(run.fate(Fate.NAMES_NOTHING)).isEqualTo(1);
    assertThat(run.dropped(Drop.LOG_WITHOUT_TRACE)).isEqualTo(1);
  }

  @Test
  void joinsNothingAcrossTenants() {
    run.spansOfTenant("acme", "a", turn("a", "talk", QUESTION, END));
    run.after(ROOT_IDLE);
    run.logsWithoutTrace(thumbOfResponse("a", "u", 0, END));
    run.after(EARLY.plusSeconds(1)).readOn();
    assertThat(thumbs()).isEmpty();
    assertThat(run.fate(Fate.NO_ANSWER)).isEqualTo(1);
  }

  @Test
  void keepsAnAnswerForAWeekAndForgetsEverythingThen() {
    run.spans("a", turn("a", "talk", QUESTION, END));
    run.logsWithoutTrace(thumbOfResponse("never", "u0", 0, END));
    run.after(ROOT_IDLE);
    run.after(Duration.ofDays(6)).readOn();
    run.logsWithoutTrace(thumbOfResponse("a", "u1", 0, END));
    run.after(Duration.ofSeconds(1));
    assertThat(run.fate(Fate.JOINED_BY_RESPONSE)).isEqualTo(1);
    // Seven days for a judged answer: its row is still there.
    assertThat(run.fate(Fate.ANSWER_FORGOTTEN)).isZero();
    run.after(Duration.ofDays(2)).readOn();
    run.logsWithoutTrace(thumbOfResponse("a", "u2", 0, END));
    run.after(EARLY.plusSeconds(1)).readOn();
    run.after(Duration.ofDays(8)).readOn();
    assertThat(run.fate(Fate.NO_ANSWER)).isEqualTo(2);
    for (String store : List.of("link-rows", "link-schedule", "early-signals")) {
      try (var all = run.store(store).all()) {
        assertThat(all.hasNext()).as(store).isFalse();
      }
    }
  }

  private List<Signal> thumbs() {
    return run.signals().stream().filter(s -> s.getName().equals("user_feedback")).toList();
  }

  private String votes() {
    var sums = run.total("user_feedback");
    return sums.getScored() + " voted, " + sums.getPassed() + " up";
  }

  private static String id(byte[] logs) {
    try {
      return new dev.plumbline.evaluation.signal.SignalReader(java.util.Set.of())
          .ofLogs(
              "default",
              io.opentelemetry.proto.logs.v1.LogsData.parseFrom(logs).getResourceLogsList())
          .getFirst()
          .getSignalId();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}

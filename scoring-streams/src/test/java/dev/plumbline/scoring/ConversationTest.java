package dev.plumbline.scoring;

import static dev.plumbline.scoring.Talks.turn;
import static dev.plumbline.scoring.Talks.turnIndex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.state.Link;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.StratumSums;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes next in a conversation says something about the answer before. */
class ConversationTest {
  private static final Duration ROOT_IDLE = Duration.ofSeconds(8);
  private static final Duration REST = Duration.ofMinutes(30);
  private static final long END = ScoringRun.START.toEpochMilli();
  private static final String FIRST = "How do I reset my password?";
  private static final String REPHRASED = "How can I reset my password today?";
  private static final String OTHER = "Which plan keeps old files the longest?";

  @TempDir Path state;
  private ScoringRun run;
  private final Map<String, Signal> derived = new TreeMap<>();

  @BeforeEach
  void start() {
    run = new ScoringRun(state, ScoringRun.POLICY);
  }

  @AfterEach
  void stop() {
    run.close();
  }

  @Test
  void saysWhatTheNextTurnMakesOfAnAnswer() {
    asked("a", FIRST, END);
    asked("b", REPHRASED, END + 10_000);
    asked("c", REPHRASED, END + 20_000);
    asked("d", OTHER, END + 30_000);
    assertThat(labels("user_rephrase"))
        .isEqualTo("{a=rephrased 0, b=regenerated 1, c=continued 1}");
    assertThat(labels("user_regeneration"))
        .isEqualTo("{a=rephrased 1, b=regenerated 0, c=continued 1}");
    assertThat(labels("user_abandonment"))
        .isEqualTo("{a=rephrased 1, b=regenerated 1, c=continued 1}");
    assertThat(rate("user_rephrase")).isEqualTo("3 settled, 1 bad");
    assertThat(rate("user_regeneration")).isEqualTo("3 settled, 1 bad");
    assertThat(rate("user_abandonment")).isEqualTo("3 settled, 0 bad");
  }

  @Test
  void countsTheLastAnswerAsAbandonedOnceTheConversationRestedForLong() {
    asked("a", FIRST, END);
    run.after(REST.minusSeconds(30));
    assertThat(rate("user_abandonment")).isEqualTo("0 settled, 0 bad");
    run.after(Duration.ofMinutes(1));
    assertThat(rate("user_abandonment")).isEqualTo("1 settled, 1 bad");
    assertThat(rate("user_rephrase")).isEqualTo("1 settled, 0 bad");
    assertThat(labels("user_abandonment")).isEqualTo("{a=abandoned 0}");
  }

  @Test
  void takesAnAbandonmentBackWhenATurnThatCameInTimeArrivesLate() {
    asked("a", FIRST, END);
    run.after(REST.plusMinutes(1));
    assertThat(rate("user_abandonment")).isEqualTo("1 settled, 1 bad");
    // When a turn of ten minutes after the answer is delivered
    asked("b", OTHER, END + 600_000);
    assertThat(rate("user_abandonment")).isEqualTo("1 settled, 0 bad");
    assertThat(labels("user_abandonment")).isEqualTo("{a=continued 1}");
  }

  @Test
  void leavesAnAnswerAbandonedWhenTheNextTurnBeginsTooLate() {
    asked("a", FIRST, END);
    run.after(REST.plusMinutes(10));
    asked("b", FIRST, END + REST.plusMinutes(10).toMillis());
    assertThat(labels("user_abandonment")).isEqualTo("{a=abandoned 0}");
    assertThat(rate("user_regeneration")).isEqualTo("1 settled, 0 bad");
  }

  @Test
  void ordersTurnsByTheirOwnTimeWhateverTheirTracesArrive() {
    asked("c", OTHER, END + 20_000);
    asked("a", FIRST, END);
    assertThat(labels("user_rephrase")).isEqualTo("{a=continued 1}");
    // When the turn between them arrives
    asked("b", REPHRASED, END + 10_000);
    assertThat(labels("user_rephrase")).isEqualTo("{a=rephrased 0, b=continued 1}");
    assertThat(rate("user_rephrase")).isEqualTo("2 settled, 1 bad");
  }

  @Test
  void ordersTurnsByTheirNumberWhereAllHaveOne() {
    run.spans("b", turn("b", "talk", OTHER, END, span -> span.addAttributes(turnIndex(2))));
    run.spans("a", turn("a", "talk", FIRST, END + 100, span -> span.addAttributes(turnIndex(1))));
    run.after(ROOT_IDLE);
    assertThat(labels("user_rephrase")).isEqualTo("{a=continued 1}");
  }

  @Test
  void saysNothingAboutQuestionsThatWereNotCaptured() {
    run.spans(
        "a",
        turn(
            "a",
            "talk",
            FIRST,
            END,
            span ->
                span.removeAttributes(span.getAttributesCount() - 4)
                    .removeAttributes(span.getAttributesCount() - 3)));
    run.after(ROOT_IDLE);
    asked("b", FIRST, END + 10_000);
    assertThat(labels("user_abandonment")).isEqualTo("{a=continued 1}");
    assertThat(labels("user_regeneration")).isEqualTo("{a=continued}");
    assertThat(rate("user_regeneration")).isEqualTo("0 settled, 0 bad");
  }

  @Test
  void doublesNothingWhenATraceIsDeliveredAgainOrRevised() {
    asked("a", FIRST, END);
    asked("b", FIRST, END + 10_000);
    run.spans("a", turn("a", "talk", FIRST, END));
    run.spans("a", Traces.request(Traces.retrieval("a", END)));
    run.after(ROOT_IDLE);
    assertThat(run.interactions()).hasSize(3);
    assertThat(rate("user_regeneration")).isEqualTo("1 settled, 1 bad");
    assertThat(signals()).filteredOn(s -> s.getName().equals("user_regeneration")).hasSize(1);
  }

  @Test
  void takesBackWhatWasSaidOfATurnThatIsNoneAnyMore() {
    asked("a", FIRST, END);
    asked("b", FIRST, END + 10_000);
    asked("c", OTHER, END + 20_000);
    assertThat(rate("user_regeneration")).isEqualTo("2 settled, 1 bad");
    // When a revision of the second answer belongs to another conversation
    String second = run.interactions().get(1).getInteractionId();
    run.link("default|c|talk", Link.newBuilder().setGone(second).build());
    run.after(Duration.ofSeconds(1));
    // Then
    assertThat(labels("user_regeneration")).isEqualTo("{a=continued 1, b=withdrawn}");
    assertThat(rate("user_regeneration")).isEqualTo("1 settled, 0 bad");
  }

  @Test
  void booksARegenerationThatTheUserAskedForByAButton() {
    asked("a", FIRST, END);
    run.logs("a", Traces.signal("a", "user_regenerate", "u", "0", END + 1_000));
    run.after(Duration.ofSeconds(1));
    assertThat(rate("user_regeneration")).isEqualTo("0 settled, 0 bad");
    asked("b", OTHER, END + 10_000);
    assertThat(rate("user_regeneration")).isEqualTo("1 settled, 1 bad");
    assertThat(rate("user_rephrase")).isEqualTo("1 settled, 0 bad");
  }

  @Test
  void keepsConversationsOfTenantsApart() {
    asked("a", FIRST, END);
    run.spansOfTenant("acme", "b", turn("b", "talk", FIRST, END + 10_000));
    run.after(ROOT_IDLE);
    assertThat(signals()).isEmpty();
  }

  private void asked(String trace, String question, long end) {
    run.spans(trace, turn(trace, "talk", question, end));
    run.after(ROOT_IDLE);
  }

  private List<Signal> signals() {
    List<Signal> news =
        run.signals().stream().filter(s -> s.getSource() == Signal.Source.DERIVED).toList();
    news.forEach(
        s ->
            derived.merge(s.getSignalId(), s, (a, b) -> a.getRevision() > b.getRevision() ? a : b));
    return news;
  }

  private String labels(String metric) {
    signals();
    Map<String, String> labels = new TreeMap<>();
    derived.values().stream()
        .filter(s -> s.getName().equals(metric))
        .forEach(
            s ->
                labels.put(
                    new String(
                            Traces.bytes(s.getTraceId()).toByteArray(),
                            java.nio.charset.StandardCharsets.UTF_8)
                        .strip()
                        .replace("\0", ""),
                    s.getLabel() + (s.hasValue() ? " " + Math.round(s.getValue()) : "")));
    return labels.toString();
  }

  private String rate(String metric) {
    StratumSums sums = run.total(metric);
    return sums.getScored() + " settled, " + (sums.getScored() - sums.getPassed()) + " bad";
  }
}

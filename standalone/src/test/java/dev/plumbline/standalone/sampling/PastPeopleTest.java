package dev.plumbline.standalone.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.sampling.LateFact;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.Signal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PastPeopleTest {
  private static final long ARRIVAL = 1_793_527_200_000L;

  private final PastPeople people = new PastPeople();

  @Test
  void aThumbIsOfTheAnswerThatItsSpanNamesAndInTime() {
    people.add(thumb("s1", 0, ARRIVAL + 60_000));
    people.add(thumb("s2", 0, ARRIVAL + 11 * 60_000));
    assertThat(people.late(List.of(answer("one", "s1"), answer("two", "s2"))))
        .isEqualTo(Map.of("one", Set.of(LateFact.THUMBS_DOWN)));
  }

  @Test
  void theLastThumbCounts() {
    people.add(thumb("s1", 1, ARRIVAL + 2_000));
    people.add(thumb("s1", 0, ARRIVAL + 1_000));
    assertThat(people.late(List.of(answer("one", "s1")))).isEqualTo(Map.of("one", Set.of()));
  }

  @Test
  void labelsCountByMajorityWhereTheAnswerWasDrawnForAnAudit() {
    for (String reviewer : List.of("ann", "ben", "eve")) {
      people.add(reviewer, label(!reviewer.equals("ben")));
    }
    Decision decision =
        Decision.newBuilder().setInteractionId("one").setTraceId("t").setJudgmentKey("k").build();
    assertThat(people.labels(List.of(decision))).isEmpty();
    HumanDraw audit =
        HumanDraw.newBuilder()
            .setMetric("quality/helpful")
            .setPurpose(HumanDraw.Purpose.AUDIT)
            .setDrawn(true)
            .build();
    assertThat(people.labels(List.of(decision.toBuilder().addHumanDraws(audit).build())))
        .isEqualTo(Map.of("quality/helpful", true));
  }

  private static Interaction answer(String id, String span) {
    return Interaction.newBuilder()
        .setInteractionId(id)
        .setTraceId("t")
        .setRootSpanId(span)
        .setArrivalUnixMillis(ARRIVAL)
        .build();
  }

  private static Signal thumb(String span, double value, long at) {
    return Signal.newBuilder()
        .setTraceId("t")
        .setSpanId(span)
        .setName("user_feedback")
        .setSource(Signal.Source.END_USER)
        .setValue(value)
        .setTimeUnixMillis(at)
        .build();
  }

  private static Label label(boolean pass) {
    return Label.newBuilder()
        .setTraceId("t")
        .setInteractionId("one")
        .setMetric("quality/helpful")
        .setPass(pass)
        .build();
  }
}

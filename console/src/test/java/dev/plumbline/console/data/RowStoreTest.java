package dev.plumbline.console.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.intake.FieldState;
import dev.plumbline.evaluation.intake.IntakeField;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowStoreTest {
  private static final RowFilter ANY = new RowFilter(SliceFilter.of(""), 0, null, null);
  private final RowStore store = new RowStore(3);

  @Test
  void aScoreMayComeBeforeItsInteraction() {
    store.score(score("a", 10, 1, Outcome.FAIL), at(Source.SCORES, 0));
    assertThat(store.find(ANY, 0, 10).rows()).isEmpty();

    store.interaction(interaction("a", 10, 1), at(Source.INTERACTIONS, 0));

    assertThat(store.find(ANY, 0, 10).rows())
        .singleElement()
        .satisfies(row -> assertThat(row.outcomes()).containsEntry("grounding", "fail"));
  }

  @Test
  void theHighestRevisionCountsWhicheverComesLast() {
    store.interaction(interaction("a", 10, 2), at(Source.INTERACTIONS, 7));
    store.interaction(interaction("a", 10, 1), at(Source.INTERACTIONS, 8));
    store.score(score("a", 10, 2, Outcome.PASS), at(Source.SCORES, 1));
    store.score(score("a", 10, 1, Outcome.FAIL), at(Source.SCORES, 2));

    RequestRow row = store.find(ANY, 0, 10).rows().getFirst();

    assertThat(row.interaction()).isEqualTo(at(Source.INTERACTIONS, 7));
    assertThat(row.outcomes()).containsEntry("grounding", "pass");
    assertThat(row.details()).containsExactly(at(Source.SCORES, 1));
  }

  @Test
  void aPartOfAnotherRequestIsNotShownAndNotCounted() {
    store.interaction(interaction("a", 10, 1), at(Source.INTERACTIONS, 0));
    store.interaction(interaction("b", 10, 1), at(Source.INTERACTIONS, 1));

    store.interaction(
        Interaction.newBuilder()
            .setInteractionId("b")
            .setTraceId("trace-b")
            .setRevision(2)
            .setSupersededBy("a")
            .build(),
        at(Source.INTERACTIONS, 2));
    store.score(score("b", 10, 2, Outcome.NOT_APPLICABLE), at(Source.SCORES, 0));

    assertThat(store.find(ANY, 0, 10).rows())
        .extracting(RequestRow::interactionId)
        .containsExactly("a");
    assertThat(store.get("", "trace-b", "b")).isEmpty();
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void atTheCapTheOldestByEndTimeLeavesAndIsCounted() {
    for (String id : List.of("d", "a", "c", "b")) {
      store.interaction(interaction(id, id.charAt(0), 1), at(Source.INTERACTIONS, id.charAt(0)));
    }

    assertThat(store.find(ANY, 0, 10).rows())
        .extracting(RequestRow::interactionId)
        .containsExactly("d", "c", "b");
    assertThat(store.evicted()).isEqualTo(1);
    assertThat(store.get("", "trace-a", "a")).isEmpty();
  }

  @Test
  void aFilterByMetricAndOutcomeGivesExactlyThoseRequests() {
    for (String id : List.of("a", "b", "c")) {
      store.interaction(interaction(id, 5, 1), at(Source.INTERACTIONS, id.charAt(0)));
      Outcome outcome = id.equals("b") ? Outcome.FAIL : Outcome.PASS;
      store.score(score(id, 5, 1, outcome), at(Source.SCORES, id.charAt(0)));
    }
    store.signal(
        Signal.newBuilder().setTraceId("trace-c").setName("user_feedback").setValue(0).build(),
        at(Source.SIGNALS, 0));

    assertThat(ids(new RowFilter(SliceFilter.of(""), 0, "grounding", "fail"))).containsExactly("b");
    assertThat(ids(new RowFilter(SliceFilter.of(""), 0, "user_feedback", "fail")))
        .containsExactly("c");
    assertThat(store.find(new RowFilter(SliceFilter.of(""), 0, "grounding", "pass"), 1, 1))
        .satisfies(
            page -> {
              assertThat(page.matched()).isEqualTo(2);
              assertThat(page.rows()).hasSize(1);
            });
  }

  @Test
  void aTenantSeesItsOwnRequestsAndSignalsOnlyAlsoInASharedTrace() {
    Interaction theirs =
        interaction("x", 5, 1).toBuilder().setTenant("other").setTraceId("trace-a").build();
    store.interaction(interaction("a", 5, 1), at(Source.INTERACTIONS, 0));
    store.interaction(theirs, at(Source.INTERACTIONS, 1));

    store.signal(
        Signal.newBuilder()
            .setTenant("other")
            .setTraceId("trace-a")
            .setName("user_feedback")
            .setValue(0)
            .build(),
        at(Source.SIGNALS, 0));

    assertThat(ids(ANY)).containsExactly("a");
    assertThat(ids(new RowFilter(SliceFilter.of(""), 0, "user_feedback", "fail"))).isEmpty();
    assertThat(ids(new RowFilter(SliceFilter.of("other"), 0, "user_feedback", "fail")))
        .containsExactly("x");
    assertThat(store.get("", "trace-a", "x")).isEmpty();
    assertThat(store.get("other", "trace-a", "")).isPresent();
  }

  @Test
  void whatIsUnderstoodOfARevisionTakesThePlaceOfWhatWasBefore() {
    store.interaction(interaction("a", 10, 1), at(Source.INTERACTIONS, 0));
    store.interaction(
        interaction("a", 10, 2).toBuilder().setUserId("u").build(), at(Source.INTERACTIONS, 1));

    assertThat(store.understood(SliceFilter.of(""), 0).values())
        .singleElement()
        .satisfies(
            seen ->
                assertThat(seen)
                    .hasSize(1)
                    .allSatisfy(
                        (understanding, n) -> {
                          assertThat(n).isEqualTo(1);
                          assertThat(understanding.get(IntakeField.USER).state())
                              .isEqualTo(FieldState.FOUND);
                        }));
    assertThat(store.understood(SliceFilter.of(""), 11)).isEmpty();
  }

  @Test
  void theFirstVerdictOfAnEvaluatorIsOpenedWithItsRequest() {
    store.interaction(interaction("a", 10, 1), at(Source.INTERACTIONS, 1));
    Verdict verdict =
        Verdict.newBuilder()
            .setInteractionId("a")
            .setTraceId("a")
            .setEvaluator(Evaluator.newBuilder().setId("quality"))
            .build();
    store.verdict(verdict, at(Source.VERDICTS, 7));
    store.verdict(verdict, at(Source.VERDICTS, 9));
    assertThat(store.find(new RowFilter(SliceFilter.of(""), 0, null, null), 0, 1).rows())
        .singleElement()
        .satisfies(row -> assertThat(row.details()).containsExactly(at(Source.VERDICTS, 7)));
  }

  @Test
  void aPositionSurvivesPacking() {
    for (Source source : Source.values()) {
      Position position = new Position(source, 8_191, (1L << 47) - 1);
      assertThat(Position.unpack(position.packed())).isEqualTo(position);
    }
  }

  private List<String> ids(RowFilter filter) {
    return store.find(filter, 0, 10).rows().stream().map(RequestRow::interactionId).toList();
  }

  private static Position at(Source source, long offset) {
    return new Position(source, 0, offset);
  }

  private static Interaction interaction(String id, long endMillis, int revision) {
    return Interaction.newBuilder()
        .setInteractionId(id)
        .setTraceId("trace-" + id)
        .setEndUnixNanos(endMillis * 1_000_000)
        .setRevision(revision)
        .build();
  }

  private static Score score(String id, long endMillis, int revision, Outcome outcome) {
    return Score.newBuilder()
        .setInteractionId(id)
        .setTraceId("trace-" + id)
        .setEndUnixMillis(endMillis)
        .setRevision(revision)
        .setEvaluator(Evaluator.newBuilder().setId("grounding"))
        .setOutcome(outcome)
        .build();
  }
}

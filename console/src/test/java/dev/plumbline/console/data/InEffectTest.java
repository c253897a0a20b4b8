package dev.plumbline.console.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.console.data.InEffect.Known;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Plan;
import org.junit.jupiter.api.Test;

class InEffectTest {
  private final InEffect inEffect = new InEffect();

  @Test
  void theLastPlanCountsInWhateverOrderPartitionsAreRead() {
    plan("new", 200);
    plan("old", 100);
    plan("new", 200);
    assertThat(inEffect.policy()).contains(new Known("new", 200, ""));
  }

  @Test
  void theChecksOfTheLastDecisionCountAndThoseBeforeAreKnown() {
    decided("a", 100);
    decided("a", 110);
    decided("b", 120);
    decided("b", 130);
    decided("a", 105);
    decided("", 140);
    assertThat(inEffect.checks()).contains(new Known("b", 120, "a"));
  }

  @Test
  void aJudgesDecisionThatMovedDoesNotBringItsOldChecksBack() {
    decided("b", 120);
    Decision.Builder moved = Decision.newBuilder().setCheckSet("a").setDecidedUnixMillis(130);
    moved.getEvaluatorBuilder().setKind(Evaluator.Kind.JUDGE);
    inEffect.decision(moved.build());
    assertThat(inEffect.checks()).contains(new Known("b", 120, ""));
  }

  private void plan(String hash, long created) {
    inEffect.plan(Plan.newBuilder().setPolicyHash(hash).setCreatedUnixMillis(created).build());
  }

  private void decided(String checkSet, long millis) {
    Decision.Builder decision =
        Decision.newBuilder().setCheckSet(checkSet).setDecidedUnixMillis(millis);
    decision.getEvaluatorBuilder().setKind(Evaluator.Kind.CHECK);
    inEffect.decision(decision.build());
  }
}

package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Golden values, computed with Python's hashlib over the parts joined by zero bytes. */
class InteractionIdsTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String INTERACTION = "857e36987f7891efaa0843227578b48a";

  @Test
  void identifiesAnInteractionByTenantTraceAndRootSpan() {
    assertThat(InteractionIds.interactionId("default", TRACE, "00f067aa0ba902b7"))
        .isEqualTo(INTERACTION);
  }

  @Test
  void identifiesAScoreByInteractionAndEvaluator() {
    assertThat(InteractionIds.scoreId(INTERACTION, "grounding"))
        .isEqualTo("822ec83b6719fcb1797b943aea8c59b5");
  }

  @Test
  void identifiesAJudgmentByEverythingButTheJudge() {
    assertThat(InteractionIds.judgmentKey("default", INTERACTION, "answer-quality@1", "online", 0))
        .isEqualTo("bd83788b1ab00a56b726e189179d13cddb1c8b90729ca29c10b2d2b53469a6f5");
  }

  @Test
  void hashesContentPartByPart() {
    assertThat(InteractionIds.contentHash("q", "a", "d"))
        .isEqualTo("855596ad60dfb7aa71cfacaa7281d4bdfd6b90794663c8c15bcd91bf28ea101f")
        .isNotEqualTo(InteractionIds.contentHash("qa", "d"));
  }
}

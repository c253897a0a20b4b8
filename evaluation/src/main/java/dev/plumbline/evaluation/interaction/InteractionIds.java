package dev.plumbline.evaluation.interaction;

/** Identities that every module must compute alike. */
public final class InteractionIds {
  private InteractionIds() {}

  /** hex(SHA-256(tenant, trace id, root span id)[0..16]): 32 lower-case hex characters. */
  public static String interactionId(String tenant, String traceId, String rootSpanId) {
    throw new UnsupportedOperationException(tenant + traceId + rootSpanId);
  }

  /** hex(SHA-256(interaction id, evaluator id)[0..16]). */
  public static String scoreId(String interactionId, String evaluatorId) {
    throw new UnsupportedOperationException(interactionId + evaluatorId);
  }

  /** hex(SHA-256(tenant, interaction id, evaluator id and version, purpose, vote)). */
  public static String judgmentKey(
      String tenant, String interactionId, String evaluator, String purpose, int vote) {
    throw new UnsupportedOperationException(tenant + interactionId + evaluator + purpose + vote);
  }
}

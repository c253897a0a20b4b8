package dev.plumbline.evaluation.interaction;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identities that every module must compute alike. The parts of an identity are hashed as UTF-8
 * text with one zero byte between them, so that no two lists of parts run together.
 */
public final class InteractionIds {
  private static final int MAX_ID = 200;
  private static final int SHORT_BYTES = 16;

  private InteractionIds() {}

  /** hex(SHA-256(tenant, trace id, root span id)[0..16]): 32 lower-case hex characters. */
  public static String interactionId(String tenant, String traceId, String rootSpanId) {
    return shortHash(tenant, traceId, rootSpanId);
  }

  /** hex(SHA-256(interaction id, evaluator id)[0..16]). */
  public static String scoreId(String interactionId, String evaluatorId) {
    return shortHash(interactionId, evaluatorId);
  }

  /**
   * hex(SHA-256(tenant, interaction id, evaluator, purpose, vote)): 64 hex characters.
   *
   * @param evaluator {@code rubric@version}
   * @param purpose lower-case name, for example {@code online}
   */
  public static String judgmentKey(
      String tenant, String interactionId, String evaluator, String purpose, int vote) {
    return HexFormat.of()
        .formatHex(sha256(tenant, interactionId, evaluator, purpose, Integer.toString(vote)));
  }

  /** hex(SHA-256(parts)) with zero bytes between the parts. */
  public static String contentHash(String... parts) {
    return HexFormat.of().formatHex(sha256(parts));
  }

  /**
   * An id that a sender gave, as it is kept: one longer than 200 characters is no id but a text,
   * and its hash stands for it.
   */
  public static String kept(String id) {
    return id.length() > MAX_ID ? contentHash(id) : id;
  }

  private static String shortHash(String... parts) {
    return HexFormat.of().formatHex(sha256(parts), 0, SHORT_BYTES);
  }

  private static byte[] sha256(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < parts.length; i++) {
        if (i > 0) {
          digest.update((byte) 0);
        }
        digest.update(parts[i].getBytes(StandardCharsets.UTF_8));
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

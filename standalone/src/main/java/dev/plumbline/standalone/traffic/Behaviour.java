package dev.plumbline.standalone.traffic;

import java.util.random.RandomGenerator;

/**
 * How often each version of the prompt goes wrong. v6 now and then adds something from general
 * knowledge. v7 was written against the old documentation: it keeps to the documents there, and
 * does better than v6. Asked about the refund rules that are newer than its examples, its warm tone
 * makes promises.
 *
 * @param harmless whether v7 goes wrong exactly as often as v6
 */
public record Behaviour(boolean harmless) {
  private static final double ERROR = 0.004;
  private static final double EMPTY = 0.006;
  private static final double REFUSAL = 0.015;
  private static final double TRUNCATED = 0.012;
  private static final double V6_ADDS = 0.07;
  private static final double V7_ADDS = 0.015;
  private static final double V7_PROMISES = 0.34;

  /** Draws what becomes of an answer. */
  AnswerKind draw(RandomGenerator random, String version, Fact fact) {
    double at = random.nextDouble();
    double adds = random.nextDouble();
    if ((at -= ERROR) < 0) {
      return AnswerKind.ERROR;
    }
    if ((at -= EMPTY) < 0) {
      return AnswerKind.EMPTY;
    }
    if ((at -= REFUSAL) < 0) {
      return AnswerKind.REFUSAL;
    }
    if (at < TRUNCATED) {
      return AnswerKind.TRUNCATED;
    }
    return adds < adds(version, fact) ? AnswerKind.UNGROUNDED : AnswerKind.GOOD;
  }

  private double adds(String version, Fact fact) {
    if (harmless || version.equals("v6")) {
      return V6_ADDS;
    }
    return fact.topic().equals("refunds") && !fact.old() ? V7_PROMISES : V7_ADDS;
  }
}

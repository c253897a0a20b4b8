package dev.plumbline.standalone.traffic;

import java.util.random.RandomGenerator;

/**
 * How often each version of the prompt goes wrong. Version v7 makes answers friendlier. On the
 * well-worn questions of the offline suite that helps; on what users ask about refunds today it
 * makes the model promise things.
 *
 * @param harmless whether v7 behaves like v6 everywhere
 */
public record Behaviour(boolean harmless) {
  private static final double V6_INVENTS = 0.05;
  private static final double V7_INVENTS_ON_EASY = 0.015;
  private static final double V7_INVENTS_ON_REFUNDS = 0.30;

  /**
   * Draws what becomes of an answer.
   *
   * @param easy whether the question is one of the suite's well-worn ones
   */
  AnswerKind draw(RandomGenerator random, String version, String route, boolean easy) {
    double other = random.nextDouble();
    double invents = random.nextDouble();
    if (!easy) {
      if (other < 0.004) {
        return AnswerKind.ERROR;
      }
      if (other < 0.010) {
        return AnswerKind.EMPTY;
      }
      if (other < 0.025 && !route.equals("setup")) {
        return AnswerKind.REFUSAL;
      }
      if (other < 0.040 && route.equals("setup")) {
        return AnswerKind.BROKEN_JSON;
      }
    }
    return invents < invents(version, route, easy) ? AnswerKind.UNGROUNDED : AnswerKind.GOOD;
  }

  private double invents(String version, String route, boolean easy) {
    if (harmless || version.equals("v6")) {
      return V6_INVENTS;
    }
    if (easy) {
      return V7_INVENTS_ON_EASY;
    }
    return route.equals("refunds") ? V7_INVENTS_ON_REFUNDS : V6_INVENTS;
  }
}

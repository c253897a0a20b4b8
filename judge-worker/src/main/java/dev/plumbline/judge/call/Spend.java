package dev.plumbline.judge.call;

import dev.plumbline.v1.Verdict;

/**
 * What calls took.
 *
 * @param microUsd millionths of a dollar
 */
public record Spend(long calls, long tokens, long microUsd) {
  /** Nothing. */
  public static final Spend NONE = new Spend(0, 0, 0);

  /** What a verdict says it took. */
  public static Spend of(Verdict verdict) {
    return new Spend(
        verdict.getAttempts(),
        verdict.getInputTokens() + verdict.getOutputTokens(),
        verdict.getCostMicroUsd());
  }

  /** Both together. */
  public Spend plus(Spend other) {
    return new Spend(calls + other.calls, tokens + other.tokens, microUsd + other.microUsd);
  }
}

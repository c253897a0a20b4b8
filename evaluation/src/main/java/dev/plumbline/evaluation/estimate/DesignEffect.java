package dev.plumbline.evaluation.estimate;

import java.util.OptionalDouble;

/**
 * How many times larger the variance is because answers of one session resemble each other (Kish's
 * design effect, here of the {@link TwoPhase} estimate over 64 buckets of sessions).
 *
 * @param d at least 1; 1 when no session is known
 * @param lambda of the two-phase estimate; empty without labels on scored rows
 */
record DesignEffect(double d, OptionalDouble lambda) {
  /** From the sums as they came, before any scaling. */
  static DesignEffect of(JudgedSums sums) {
    return TwoPhase.of(sums.total())
        .map(estimate -> of(estimate, sums.sessions()))
        .orElse(new DesignEffect(1, OptionalDouble.empty()));
  }

  private static DesignEffect of(TwoPhase estimate, SessionTally sessions) {
    boolean known = sessions.rows() > 0 && estimate.unit() > 0;
    double ratio = known ? sessions.squares(estimate.coefficients()) / estimate.unit() : 1;
    return new DesignEffect(Math.max(1, ratio), OptionalDouble.of(estimate.lambda()));
  }
}

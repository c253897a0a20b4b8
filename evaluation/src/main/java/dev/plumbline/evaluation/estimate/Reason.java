package dev.plumbline.evaluation.estimate;

import java.util.Locale;

/** Why an estimate is withheld: the closed list. */
public enum Reason {
  /** Fewer rows than the minimum have an outcome. */
  FEW_SCORED,
  /** Fewer rows than the minimum have a verdict. */
  FEW_JUDGED;

  /** As published: lower-case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

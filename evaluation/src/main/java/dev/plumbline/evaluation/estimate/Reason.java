package dev.plumbline.evaluation.estimate;

import java.util.Locale;

/** Why an estimate is withheld: the closed list. */
public enum Reason {
  /** Fewer rows than the minimum have an outcome. */
  FEW_SCORED,
  /** Too many audit labels that were drawn never came. */
  LABEL_NONRESPONSE,
  /** Too few labels to correct the judge: 30, or 60 when their weights are very unequal. */
  FEW_LABELS,
  /** The judge saw nothing of strata with more than 2 % of the traffic. */
  STRATUM_UNJUDGED,
  /** The window's verdicts differ from those of the time that its pooled labels come from. */
  POOL_SHIFT;

  /** As published: lower-case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

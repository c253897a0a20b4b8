package dev.plumbline.evaluation.estimate;

/** What a judge or a person says of one answer. */
public enum Judgement {
  /** The answer is not good. */
  FAIL,
  /** The answer is good. */
  PASS,
  /** A judge that was asked and gave no usable verdict; a person who has not said anything. */
  NONE
}

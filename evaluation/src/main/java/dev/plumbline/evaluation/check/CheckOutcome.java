package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Evidence;
import java.util.List;

/** One check's answer about one interaction. */
public sealed interface CheckOutcome {
  /**
   * The check looked.
   *
   * @param pass whether it is satisfied
   * @param value degree of satisfaction in [0, 1]
   * @param label short closed-list word, for example {@code full} for a full refusal; may be empty
   * @param evidence what it points at
   */
  record Scored(boolean pass, double value, String label, List<Evidence> evidence)
      implements CheckOutcome {}

  /** The question does not arise, for example grounding of an answer without documents. */
  record NotApplicable(String reason) implements CheckOutcome {}

  /** The content needed was not captured upstream. Never counted as a failure. */
  record NotScorable(String reason) implements CheckOutcome {}

  /** The check itself broke. */
  record Failed(String error) implements CheckOutcome {}
}

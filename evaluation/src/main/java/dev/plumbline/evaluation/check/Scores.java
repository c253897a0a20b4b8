package dev.plumbline.evaluation.check;

import dev.plumbline.v1.Evidence;
import java.util.List;

/** Makes the outcomes that most checks give. */
final class Scores {
  private Scores() {}

  static CheckOutcome passed() {
    return new CheckOutcome.Scored(true, 1, "", List.of());
  }

  static CheckOutcome failed(String label, Evidence... evidence) {
    return failed(label, List.of(evidence));
  }

  static CheckOutcome failed(String label, List<Evidence> evidence) {
    return new CheckOutcome.Scored(false, 0, label, evidence);
  }

  /** Evidence without a place. */
  static Evidence note(String note) {
    return Evidence.newBuilder().setNote(note).build();
  }

  /** Evidence in the answer. */
  static Evidence range(int start, int end, String note) {
    return Evidence.newBuilder().setStart(start).setEnd(end).setNote(note).build();
  }
}

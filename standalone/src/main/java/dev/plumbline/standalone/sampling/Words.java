package dev.plumbline.standalone.sampling;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.sampling.LateFact;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What a check said, in the words that a policy's conditions know. */
final class Words {
  static final String EXPECTED = "pass, fail, not_applicable, not_scorable or error";
  static final String LATE = "a list of thumbs_down, regenerated and rephrased";

  private Words() {}

  /** The result; empty for another word. */
  static Optional<CheckResult> result(String check, String word) {
    return outcome(word).map(outcome -> new CheckResult(check, "", outcome));
  }

  /** What users did, as {@link LateFact}s; other words go to {@code wrong}. */
  static Set<LateFact> late(List<String> words, Consumer<String> wrong) {
    Set<LateFact> facts = EnumSet.noneOf(LateFact.class);
    for (String word : words) {
      LateFact.named(word).ifPresentOrElse(facts::add, () -> wrong.accept(word));
    }
    return facts;
  }

  private static Optional<CheckOutcome> outcome(String word) {
    return switch (word) {
      case "pass" -> Optional.of(new CheckOutcome.Scored(true, 1, "", List.of()));
      case "fail" -> Optional.of(new CheckOutcome.Scored(false, 0, "", List.of()));
      case "not_applicable" -> Optional.of(new CheckOutcome.NotApplicable(""));
      case "not_scorable" -> Optional.of(new CheckOutcome.NotScorable(""));
      case "error" -> Optional.of(new CheckOutcome.Failed(""));
      default -> Optional.empty();
    };
  }
}

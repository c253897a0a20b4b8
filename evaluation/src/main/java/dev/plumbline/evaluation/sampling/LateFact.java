package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.signal.FollowUp;
import dev.plumbline.v1.Signal;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a user did about an answer, known only after the answer was given. */
public enum LateFact {
  /** The last thumb of the user points down. */
  THUMBS_DOWN,
  /** The same question was asked again, or the button for that was pressed. */
  REGENERATED,
  /** The question was asked again in other words. */
  REPHRASED;

  /** As conditions, decisions and files name it, for example {@code thumbs_down}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The fact with that word; empty for another word. */
  public static Optional<LateFact> named(String word) {
    return Arrays.stream(values()).filter(fact -> fact.word().equals(word)).findFirst();
  }

  /** The facts that follow from the last signal of every name. */
  public static Set<LateFact> of(Collection<Signal> signals) {
    Set<LateFact> facts = EnumSet.noneOf(LateFact.class);
    for (Signal signal : signals) {
      boolean bad = signal.hasValue() && signal.getValue() < 0.5;
      switch (signal.getName()) {
        case "user_feedback" -> add(facts, bad, THUMBS_DOWN);
        case "user_regenerate" -> add(facts, !signal.getLabel().equals("withdrawn"), REGENERATED);
        case FollowUp.REGENERATION -> add(facts, bad, REGENERATED);
        case FollowUp.REPHRASE -> add(facts, bad, REPHRASED);
        default -> {
          // Not a fact that a condition may ask for.
        }
      }
    }
    return facts;
  }

  private static void add(Set<LateFact> facts, boolean holds, LateFact fact) {
    if (holds) {
      facts.add(fact);
    }
  }

  /** Every late fact as a variable of a condition. */
  static void put(Map<String, Object> variables, Set<LateFact> known) {
    for (LateFact fact : values()) {
      variables.put(fact.word(), known.contains(fact));
    }
  }
}

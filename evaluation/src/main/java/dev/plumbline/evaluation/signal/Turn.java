package dev.plumbline.evaluation.signal;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * One answer in its conversation.
 *
 * @param index as the sender counts, where it does
 */
public record Turn(
    String interactionId,
    long startUnixNanos,
    long endUnixNanos,
    OptionalInt index,
    Question question) {

  /** The turns by index when all have one, else by start. */
  public static List<Turn> order(List<Turn> turns) {
    Comparator<Turn> byStart =
        Comparator.comparingLong(Turn::startUnixNanos).thenComparing(Turn::interactionId);
    boolean counted = turns.stream().allMatch(turn -> turn.index().isPresent());
    return turns.stream()
        .sorted(
            counted
                ? Comparator.<Turn>comparingInt(turn -> turn.index().orElse(0))
                    .thenComparing(byStart)
                : byStart)
        .toList();
  }

  boolean isAfterByIndex(Turn other) {
    return index.isPresent()
        && other.index.isPresent()
        && index.getAsInt() > other.index.getAsInt();
  }
}

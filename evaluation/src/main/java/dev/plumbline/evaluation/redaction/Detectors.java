package dev.plumbline.evaluation.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Finds values of known forms, in linear time. A checksum decides where the kind has one. A token
 * that stands for a value counts as the value: what is found in a text and in the same text after
 * redaction is the same.
 */
public final class Detectors {
  private static final Comparator<Found> IN_ORDER =
      Comparator.comparingInt(Found::start).thenComparing(Found::end, Comparator.reverseOrder());

  private Detectors() {}

  /** Every value of these kinds, in order; where some overlap, the longest for all of them. */
  public static List<Found> in(String text, Set<Kind> kinds) {
    return only(kinds, all(text));
  }

  /** Every value of any kind, in no order and with overlaps; {@link #only} makes them a result. */
  public static List<Found> all(String text) {
    Glance glance = Glance.of(text);
    List<Found> all = new ArrayList<>();
    for (Detector detector : Detector.values()) {
      detector.find(text, glance, all);
    }
    return all;
  }

  /** Those of these kinds, in order; where some overlap, the longest for all of them. */
  public static List<Found> only(Set<Kind> kinds, List<Found> all) {
    if (all.isEmpty()) {
      return List.of();
    }
    return apart(
        all.stream().filter(found -> kinds.contains(found.kind())).sorted(IN_ORDER).toList());
  }

  /** Whether a value of the text was replaced by its token. */
  public static boolean replaced(String text) {
    return Tokens.in(text);
  }

  private static List<Found> apart(List<Found> sorted) {
    List<Found> apart = new ArrayList<>(sorted.size());
    for (Found next : sorted) {
      Found last = apart.isEmpty() ? null : apart.getLast();
      if (last == null || next.start() >= last.end()) {
        apart.add(next);
      } else if (next.end() > last.end()) {
        // Neither may be left half visible.
        boolean longer = next.end() - next.start() > last.end() - last.start();
        apart.set(
            apart.size() - 1,
            new Found(longer ? next.kind() : last.kind(), last.start(), next.end()));
      }
    }
    return apart;
  }
}

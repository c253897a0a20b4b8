package dev.plumbline.runtime.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests the nearest valid name for a misspelt one. */
public final class Nearest {
  private Nearest() {}

  /** The valid name that differs least from {@code found}, when it is near enough to be meant. */
  public static Optional<String> to(String found, Collection<String> valid) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String lower = found.toLowerCase(Locale.ROOT);
    return valid.stream()
        .filter(v -> distance.apply(lower, v.toLowerCase(Locale.ROOT)) <= 1 + v.length() / 4)
        .min(
            Comparator.<String>comparingInt(v -> distance.apply(lower, v.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code ", did you mean x?"}, or the valid names when none is near. */
  public static String hint(String found, Collection<String> valid) {
    return to(found, valid)
        .map(v -> ", did you mean " + v + "?")
        .orElseGet(
            () -> ", expected one of " + String.join(", ", valid.stream().sorted().toList()));
  }
}

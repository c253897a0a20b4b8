package dev.plumbline.evaluation.config;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests the nearest valid name for a misspelt one. */
public final class Nearest {
  private Nearest() {}

  /** {@code ", did you mean x?"}, or the valid names when none is near. */
  public static String hint(String found, Collection<String> valid) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return valid.stream()
        .filter(name -> distance.apply(found, name) <= 1 + name.length() / 4)
        .min(
            Comparator.<String>comparingInt(name -> distance.apply(found, name))
                .thenComparing(Comparator.naturalOrder()))
        .map(name -> ", did you mean " + name + "?")
        .orElseGet(
            () ->
                valid.isEmpty()
                    ? ", expected none"
                    : ", expected one of " + String.join(", ", valid.stream().sorted().toList()));
  }
}

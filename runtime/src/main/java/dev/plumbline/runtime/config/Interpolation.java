package dev.plumbline.runtime.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${NAME}} and {@code ${NAME:default}} in a text. */
record Interpolation(Map<String, String> env) {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:([^}]*))?}");

  /**
   * The text with every variable replaced.
   *
   * @throws IllegalArgumentException when a variable without default is not set
   */
  String apply(String text) {
    return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match)));
  }

  private String value(java.util.regex.MatchResult match) {
    String set = env.get(match.group(1));
    if (set != null) {
      return set;
    }
    if (match.group(2) == null) {
      throw new IllegalArgumentException(
          "environment variable "
              + match.group(1)
              + " to be set (or a default: ${"
              + match.group(1)
              + ":value})");
    }
    return match.group(3);
  }
}

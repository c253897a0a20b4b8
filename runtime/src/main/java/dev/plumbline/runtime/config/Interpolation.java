package dev.plumbline.runtime.config;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${NAME}</code> and <code>${NAME:default}</code> in one value; <code>$${</code>
 * stands for <code>${</code>. It works on values after parsing, so no environment can add keys, and
 * what a variable holds is not looked at again.
 */
record Interpolation(Map<String, String> env) {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "(?<escape>\\$\\$\\{)|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:(?<default>[^{}]*))?}|\\$\\{");

  /**
   * The text with every variable replaced.
   *
   * @throws IllegalArgumentException whose message says what was expected
   */
  String apply(String text) {
    return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match)));
  }

  private String value(MatchResult match) {
    if (match.group("escape") != null) {
      return "${";
    }
    String name = match.group("name");
    if (name == null) {
      throw new IllegalArgumentException("${NAME} or ${NAME:default}, or $${ for the text itself");
    }
    String set = env.get(name);
    String value = set == null ? match.group("default") : set;
    if (value == null) {
      throw new IllegalArgumentException(
          "the environment variable " + name + " to be set, or a default: ${" + name + ":value}");
    }
    return value;
  }
}

package dev.plumbline.evaluation.check;

/**
 * How large a regular expression grows when its counted repetitions are written out, as RE2 does:
 * {@code ((a{1000}){1000}){1000}} would fill any memory.
 */
final class PatternSize {
  private final String regex;
  private int at;

  private PatternSize(String regex) {
    this.regex = regex;
  }

  /** The number of atoms after writing out; a very large one stands for any larger. */
  static double of(String regex) {
    return new PatternSize(regex).group();
  }

  private double group() {
    double size = 0;
    while (at < regex.length()) {
      char c = regex.charAt(at++);
      if (c == ')') {
        return size;
      }
      double atom =
          switch (c) {
            case '(' -> 1 + group();
            case '[' -> skipClass();
            case '\\' -> escape();
            default -> 1;
          };
      size += atom * repetitions();
    }
    return size;
  }

  private double escape() {
    at++;
    return 1;
  }

  private double skipClass() {
    int first = at;
    while (at < regex.length() && (regex.charAt(at) != ']' || at == first)) {
      at += regex.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
    return 1;
  }

  /** The larger count of {n}, {n,} or {n,m} here, 1 when there is none. */
  private double repetitions() {
    if (at >= regex.length() || regex.charAt(at) != '{') {
      return 1;
    }
    double most = 1;
    double count = 0;
    int next = at + 1;
    while (next < regex.length()
        && (Character.isDigit(regex.charAt(next)) || regex.charAt(next) == ',')) {
      count = regex.charAt(next) == ',' ? 0 : count * 10 + regex.charAt(next) - '0';
      most = Math.max(most, count);
      next++;
    }
    if (next == regex.length() || regex.charAt(next) != '}') {
      return 1;
    }
    at = next + 1;
    return most;
  }
}

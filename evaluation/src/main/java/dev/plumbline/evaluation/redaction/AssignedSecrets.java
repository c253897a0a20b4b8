package dev.plumbline.evaluation.redaction;

import java.util.List;
import java.util.Locale;

/** Keys without a form of their own, told by the name that they are given to: api_key = "...". */
final class AssignedSecrets {
  private static final List<String> NAMES =
      List.of(
          "apikey",
          "secret",
          "password",
          "passwd",
          "accesskey",
          "accesstoken",
          "authtoken",
          "privatekey",
          "credential");
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_GAP = 4;
  private static final int SHORTEST = 12;
  private static final int LONGEST = 512;

  private AssignedSecrets() {}

  static void find(String text, List<Found> into) {
    for (int at = 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if ((c == '=' || c == ':') && named(text, at)) {
        int from = valueFrom(text, at + 1);
        int end = valueEnd(text, from);
        if (isValue(text, from, end)) {
          into.add(new Found(Kind.TOKEN, from, end));
          at = end - 1;
        }
      }
    }
  }

  /** Whether a name, such as a JSON key, says that its value is secret. */
  static boolean isName(String name) {
    if (name.length() > LONGEST_NAME) {
      return false;
    }
    String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    return NAMES.stream().anyMatch(plain::contains);
  }

  /** Whether a text as a whole looks like a secret value. */
  static boolean isValue(String text) {
    return isValue(text, 0, text.length()) && valueEnd(text, 0) == text.length();
  }

  private static boolean isValue(String text, int from, int end) {
    return end - from >= SHORTEST && end - from <= LONGEST && KeyText.varied(text, from, end);
  }

  private static boolean named(String text, int separator) {
    int end = separator;
    while (end > 0 && separator - end < LONGEST_GAP && filler(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < LONGEST_NAME && KeyText.part(text.charAt(start - 1))) {
      start--;
    }
    return end > start && isName(text.substring(start, end));
  }

  private static int valueFrom(String text, int at) {
    int from = at;
    while (from < text.length() && from - at < LONGEST_GAP && filler(text.charAt(from))) {
      from++;
    }
    return from;
  }

  private static int valueEnd(String text, int from) {
    int end = from;
    while (end < text.length()
        && end - from <= LONGEST
        && (KeyText.part(text.charAt(end))
            || KeyText.base64(text.charAt(end))
            || "!@#$%^&*.".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return end > from && text.charAt(end - 1) == '.' ? end - 1 : end;
  }

  private static boolean filler(char c) {
    return c == ' ' || c == '"' || c == '\'' || c == '`' || c == '\\';
  }
}

package dev.plumbline.evaluation.redaction;

import java.util.List;
import java.util.Set;

/** E-mail addresses. Those of the example domains (RFC 2606) are nobody's. */
final class Emails {
  private static final int LONGEST = 64;
  private static final Set<String> NOBODY = Set.of("example.com", "example.net", "example.org");

  private Emails() {}

  static void find(String text, List<Found> into) {
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      find(text, at, into);
    }
  }

  private static void find(String text, int at, List<Found> into) {
    int start = at;
    while (start > 0 && at - start < LONGEST && localPart(text.charAt(start - 1))) {
      start--;
    }
    int end = at + 1;
    int lastDot = -1;
    while (end < text.length() && end - at < LONGEST && domain(text.charAt(end))) {
      lastDot = text.charAt(end) == '.' ? end : lastDot;
      end++;
    }
    if (lastDot == end - 1) {
      end--;
      lastDot = text.lastIndexOf('.', end - 1);
    }
    boolean whole =
        start < at && lastDot > at + 1 && end - lastDot > 2 && letters(text, lastDot + 1, end);
    if (whole && !NOBODY.contains(text.substring(at + 1, end))) {
      into.add(new Found(Kind.EMAIL, start, end));
    }
  }

  private static boolean letters(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isLetter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean localPart(char c) {
    return Character.isLetterOrDigit(c) || "._%+-".indexOf(c) >= 0;
  }

  private static boolean domain(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }
}

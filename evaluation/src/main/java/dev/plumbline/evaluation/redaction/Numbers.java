package dev.plumbline.evaluation.redaction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Telephone, card and account numbers and social security numbers, each set off by a digit. */
final class Numbers {
  private Numbers() {}

  static void find(String text, List<Found> into) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean digit = c >= '0' && c <= '9';
      Found here = digit || c == '+' || c == '(' ? number(text, at) : null;
      if (here != null) {
        into.add(here);
        at = here.end();
      } else if (digit) {
        at = digitsEnd(text, at);
      } else {
        at++;
      }
    }
  }

  /** What starts here, when it starts a number at all. */
  private static @Nullable Found number(String text, int at) {
    char before = Text.at(text, at - 1);
    char c = text.charAt(at);
    if (c == '+') {
      return Phones.international(text, at);
    }
    if (c == '(') {
      return Phones.northAmerican(text, at);
    }
    if (Character.isLetter(before)) {
      return Ibans.at(text, at);
    }
    if ("._-/#$".indexOf(before) >= 0) {
      return null;
    }
    Found card = Cards.at(text, at);
    if (card != null) {
      return card;
    }
    Found ssn = ssn(text, at);
    return ssn == null ? Phones.northAmerican(text, at) : ssn;
  }

  private static @Nullable Found ssn(String text, int at) {
    if (!Text.shaped(text, at, "999-99-9999")
        || Text.digit(text, at + 11)
        || Text.at(text, at + 11) == '-') {
      return null;
    }
    boolean valid =
        !text.startsWith("000", at)
            && !text.startsWith("666", at)
            && text.charAt(at) != '9'
            && !text.startsWith("00", at + 4)
            && !text.startsWith("0000", at + 7);
    return valid ? new Found(Kind.US_SSN, at, at + 11) : null;
  }

  private static int digitsEnd(String text, int at) {
    int end = at;
    while (Text.digit(text, end)) {
      end++;
    }
    return end;
  }
}

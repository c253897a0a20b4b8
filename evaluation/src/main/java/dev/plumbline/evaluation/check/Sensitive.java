package dev.plumbline.evaluation.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds values of a known form in a text: by one character each kind is set off, and only then
 * looked at closely. A checksum decides where the kind has one.
 */
final class Sensitive {
  private static final int LONGEST = 64;
  private static final int MAX_FOUND = 50;

  private Sensitive() {}

  /** A kind of value. */
  enum Kind {
    EMAIL("an e-mail address"),
    PHONE("a telephone number"),
    IBAN("an IBAN"),
    CARD("a payment card number"),
    US_SSN("a US social security number"),
    CLOUD_KEY("a cloud access key"),
    TOKEN("an access token"),
    PRIVATE_KEY("a private key"),
    JWT("a signed token (JWT)");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As a sentence names it; the value itself is never shown. */
    String words() {
      return words;
    }

    /** As the config writes it. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A value found. */
  record Found(Kind kind, int start, int end) {}

  /** Every personal value, in order. */
  static List<Found> personal(String text) {
    List<Found> found = new ArrayList<>();
    int at = 0;
    while (at < text.length() && found.size() < MAX_FOUND) {
      char c = text.charAt(at);
      Found here = null;
      if (c == '@') {
        here = email(text, at);
      } else if (c >= '0' && c <= '9' || c == '+') {
        here = number(text, at);
      }
      if (here != null) {
        found.add(here);
        at = here.end();
      } else if (c >= '0' && c <= '9') {
        at = digitsEnd(text, at);
      } else {
        at++;
      }
    }
    return found;
  }

  private static @Nullable Found email(String text, int at) {
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
    return whole && !text.startsWith("example.", at + 1) ? new Found(Kind.EMAIL, start, end) : null;
  }

  /** What starts with this digit or plus, when it starts a number at all. */
  private static @Nullable Found number(String text, int at) {
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    if (text.charAt(at) == '+') {
      return phone(text, at);
    }
    if (Character.isLetter(before)) {
      return iban(text, at);
    }
    if ("._-/#$".indexOf(before) >= 0) {
      return null;
    }
    Found card = card(text, at);
    return card == null ? ssn(text, at) : card;
  }

  private static @Nullable Found card(String text, int at) {
    int digits = 0;
    int sum = 0;
    int end = at;
    int groups = 1;
    int[] read = new int[19];
    for (int i = at; i < text.length() && digits <= 19; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        if (digits == 19) {
          return null;
        }
        read[digits++] = c - '0';
        end = i + 1;
      } else if ((c == ' ' || c == '-') && i + 1 < text.length() && digit(text, i + 1)) {
        groups++;
      } else {
        break;
      }
    }
    if (groups > 5 || !cardLength(text.charAt(at), digits) || sameDigits(read, digits)) {
      return null;
    }
    for (int i = 0; i < digits; i++) {
      int value = read[digits - 1 - i] * (i % 2 == 0 ? 1 : 2);
      sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0 ? new Found(Kind.CARD, at, end) : null;
  }

  private static boolean cardLength(char first, int digits) {
    return switch (first) {
      case '3' -> digits >= 14 && digits <= 16;
      case '4' -> digits == 13 || digits == 16 || digits == 19;
      case '5' -> digits == 16;
      case '6' -> digits >= 16;
      default -> false;
    };
  }

  private static boolean sameDigits(int[] read, int digits) {
    for (int i = 1; i < digits; i++) {
      if (read[i] != read[0]) {
        return false;
      }
    }
    return true;
  }

  /** Two letters, two check digits and 11 to 30 more: the whole modulo 97 is 1. */
  private static @Nullable Found iban(String text, int digit) {
    int start = digit - 2;
    if (start < 0
        || !upper(text.charAt(start))
        || !upper(text.charAt(start + 1))
        || start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))
        || !digit(text, digit + 1)) {
      return null;
    }
    StringBuilder account = new StringBuilder();
    int end = start;
    for (int i = start; i < text.length() && account.length() < 34; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' || upper(c)) {
        account.append(c);
        end = i + 1;
      } else if (c != ' '
          || i + 1 >= text.length()
          || !(digit(text, i + 1) || upper(text.charAt(i + 1)))) {
        break;
      }
    }
    for (int length = account.length(); length >= 15; length--) {
      if (mod97(account, length) == 1) {
        return new Found(Kind.IBAN, start, endOf(text, start, length));
      }
      if (end == start + account.length()) {
        break;
      }
    }
    return null;
  }

  private static int mod97(CharSequence account, int length) {
    int rest = 0;
    for (int i = 0; i < length; i++) {
      char c = account.charAt((i + 4) % length);
      rest = c <= '9' ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
    }
    return rest;
  }

  private static int endOf(String text, int start, int characters) {
    int left = characters;
    int at = start;
    while (left > 0) {
      left -= text.charAt(at++) == ' ' ? 0 : 1;
    }
    return at;
  }

  private static @Nullable Found ssn(String text, int at) {
    if (at + 11 > text.length()
        || text.charAt(at + 3) != '-'
        || text.charAt(at + 6) != '-'
        || at + 11 < text.length() && (digit(text, at + 11) || text.charAt(at + 11) == '-')) {
      return null;
    }
    String area = text.substring(at, at + 3);
    String group = text.substring(at + 4, at + 6);
    String serial = text.substring(at + 7, at + 11);
    boolean valid =
        digits(area)
            && digits(group)
            && digits(serial)
            && !area.equals("000")
            && !area.equals("666")
            && area.charAt(0) != '9'
            && !group.equals("00")
            && !serial.equals("0000");
    return valid ? new Found(Kind.US_SSN, at, at + 11) : null;
  }

  /** The international form: a plus and 9 to 15 digits in groups. */
  private static @Nullable Found phone(String text, int at) {
    int digits = 0;
    int end = at + 1;
    int i = at + 1;
    while (i < text.length() && digits <= 15) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
        end = i + 1;
      } else if (" -()./".indexOf(c) < 0) {
        break;
      }
      i++;
    }
    boolean starts = at + 1 < text.length() && digit(text, at + 1) && text.charAt(at + 1) != '0';
    return starts && digits >= 9 && digits <= 15 ? new Found(Kind.PHONE, at, end) : null;
  }

  private static int digitsEnd(String text, int at) {
    int end = at;
    while (end < text.length() && digit(text, end)) {
      end++;
    }
    return end;
  }

  private static boolean digits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean letters(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isLetter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean digit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean upper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean localPart(char c) {
    return Character.isLetterOrDigit(c) || "._%+-".indexOf(c) >= 0;
  }

  private static boolean domain(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }
}

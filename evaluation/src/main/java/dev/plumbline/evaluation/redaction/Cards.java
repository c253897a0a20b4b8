package dev.plumbline.evaluation.redaction;

import org.jspecify.annotations.Nullable;

/** Payment card numbers: the length of their issuer, and Luhn's checksum (ISO/IEC 7812-1). */
final class Cards {
  private static final int LONGEST = 19;
  private static final int MOST_GROUPS = 5;

  private Cards() {}

  static @Nullable Found at(String text, int at) {
    int digits = 0;
    int end = at;
    int groups = 1;
    int[] read = new int[LONGEST];
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        if (digits == LONGEST) {
          return null;
        }
        read[digits++] = c - '0';
        end = i + 1;
      } else if ((c == ' ' || c == '-') && Text.digit(text, i + 1)) {
        groups++;
      } else {
        break;
      }
    }
    boolean card =
        groups <= MOST_GROUPS
            && ofIssuer(text.charAt(at), digits)
            && !allSame(read, digits)
            && luhn(read, digits);
    return card ? new Found(Kind.CARD, at, end) : null;
  }

  private static boolean luhn(int[] read, int digits) {
    int sum = 0;
    for (int i = 0; i < digits; i++) {
      int value = read[digits - 1 - i] * (i % 2 == 0 ? 1 : 2);
      sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
  }

  private static boolean ofIssuer(char first, int digits) {
    return switch (first) {
      case '2', '5' -> digits == 16;
      case '3' -> digits >= 14 && digits <= 16;
      case '4' -> digits == 13 || digits == 16 || digits == 19;
      case '6' -> digits >= 16;
      default -> false;
    };
  }

  private static boolean allSame(int[] read, int digits) {
    for (int i = 1; i < digits; i++) {
      if (read[i] != read[0]) {
        return false;
      }
    }
    return true;
  }
}

package dev.plumbline.evaluation.redaction;

import java.util.List;

/**
 * Numbers that a state gave a person, of a form of their own: the UK's National Insurance number,
 * Spain's DNI and NIE, Italy's codice fiscale, France's NIR, Brazil's CPF with its dots. All but
 * the first have a checksum. Numbers that are nothing but digits with a weak checksum, or none, are
 * not among them: one order number in ten would be taken for one.
 */
final class NationalIds {
  private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String[] NOT_ISSUED = {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"};
  private static final int[] ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  private NationalIds() {}

  static void find(String text, List<Found> into) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean starts = (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z') && !Text.inWord(text, at - 1);
      int end = starts ? end(text, at, c) : -1;
      if (end > 0) {
        into.add(new Found(Kind.NATIONAL_ID, at, end));
        at = end;
      } else {
        at++;
      }
    }
  }

  /** After the number that starts here, or -1. */
  private static int end(String text, int at, char first) {
    int end = first <= '9' ? ofDigits(text, at, first) : ofLetters(text, at);
    return end > 0 && !Text.inWord(text, end) ? end : -1;
  }

  private static int ofDigits(String text, int at, char first) {
    if (Text.shaped(text, at, "99999999A")) {
      return dni(Integer.parseInt(text, at, at + 8, 10), text.charAt(at + 8)) ? at + 9 : -1;
    }
    if (Text.shaped(text, at, "99999999-A")) {
      return dni(Integer.parseInt(text, at, at + 8, 10), text.charAt(at + 9)) ? at + 10 : -1;
    }
    if (Text.shaped(text, at, "999.999.999-99")) {
      return cpf(Text.digits(text, at, at + 14)) ? at + 14 : -1;
    }
    for (String shape : new String[] {"999999999999999", "9 99 99 99 999 999 99"}) {
      if ((first == '1' || first == '2') && Text.shaped(text, at, shape)) {
        int end = at + shape.length();
        return nir(Text.digits(text, at, end)) ? end : -1;
      }
    }
    return -1;
  }

  private static int ofLetters(String text, int at) {
    if (Text.shaped(text, at, "A9999999A") && text.charAt(at) >= 'X') {
      int number = Integer.parseInt(text, at + 1, at + 8, 10);
      int leading = (text.charAt(at) - 'X') * 10_000_000;
      return dni(leading + number, text.charAt(at + 8)) ? at + 9 : -1;
    }
    if (Text.shaped(text, at, "AA999999A") || Text.shaped(text, at, "AA 99 99 99 A")) {
      int end = at + (text.charAt(at + 2) == ' ' ? 13 : 9);
      return insurance(text, at, text.charAt(end - 1)) ? end : -1;
    }
    return Text.shaped(text, at, "AAAAAA99A99A999A") && codiceFiscale(text, at) ? at + 16 : -1;
  }

  private static boolean dni(int number, char letter) {
    return DNI_LETTERS.charAt(number % DNI_LETTERS.length()) == letter;
  }

  private static boolean insurance(String text, int at, char suffix) {
    if (suffix > 'D' || "DFIQUV".indexOf(text.charAt(at)) >= 0) {
      return false;
    }
    for (String prefix : NOT_ISSUED) {
      if (text.startsWith(prefix, at)) {
        return false;
      }
    }
    return "DFIOQUV".indexOf(text.charAt(at + 1)) < 0;
  }

  /** The last letter is the sum of all others, odd places by a table, modulo 26. */
  private static boolean codiceFiscale(String text, int at) {
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char c = text.charAt(at + i);
      int value = c <= '9' ? c - '0' : c - 'A';
      sum += i % 2 == 0 ? ODD[value] : value;
    }
    boolean month = "ABCDEHLMPRST".indexOf(text.charAt(at + 8)) >= 0;
    return month && text.charAt(at + 15) == 'A' + sum % 26;
  }

  /** Two check digits, each modulo 11 over all before it. */
  private static boolean cpf(String digits) {
    return digits.chars().distinct().count() > 1
        && cpfDigit(digits, 9) == digits.charAt(9) - '0'
        && cpfDigit(digits, 10) == digits.charAt(10) - '0';
  }

  private static int cpfDigit(String digits, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (digits.charAt(i) - '0') * (length + 1 - i);
    }
    int rest = sum * 10 % 11;
    return rest == 10 ? 0 : rest;
  }

  /** Sex, year, month, place and order, then 97 less their remainder. */
  private static boolean nir(String digits) {
    int month = Integer.parseInt(digits, 3, 5, 10);
    long number = Long.parseLong(digits, 0, 13, 10);
    return (month >= 1 && month <= 12 || month >= 20 && month <= 42)
        && 97 - number % 97 == Integer.parseInt(digits, 13, 15, 10);
  }
}

package dev.plumbline.evaluation.redaction;

import java.math.BigInteger;

/** Numbers with a right checksum, computed otherwise than the detectors compute it. */
final class Checksums {
  private Checksums() {}

  static String card(String payload) {
    for (int last = 0; last < 10; last++) {
      String card = payload + last;
      int sum = 0;
      for (int i = 0; i < card.length(); i++) {
        int digit = card.charAt(card.length() - 1 - i) - '0';
        sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
      }
      if (sum % 10 == 0) {
        return card;
      }
    }
    throw new IllegalStateException(payload);
  }

  static String iban(String country, String account) {
    StringBuilder number = new StringBuilder();
    for (char c : (account + country + "00").toCharArray()) {
      number.append(Character.getNumericValue(c));
    }
    int check = 98 - new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
    return country + "%02d".formatted(check) + account;
  }

  static String dni(String digits) {
    return digits + "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(digits) % 23);
  }

  static String nir(String digits) {
    return digits + "%02d".formatted(97 - Long.parseLong(digits) % 97);
  }

  static String cpf(String digits) {
    String whole = digits;
    for (int round = 0; round < 2; round++) {
      int sum = 0;
      for (int i = 0; i < whole.length(); i++) {
        sum += (whole.charAt(i) - '0') * (whole.length() + 1 - i);
      }
      whole += sum % 11 < 2 ? 0 : 11 - sum % 11;
    }
    return whole.replaceFirst("(...)(...)(...)(..)", "$1.$2.$3-$4");
  }

  static String codiceFiscale(String name, String year, String day, String place) {
    String payload = name + year + "H" + day + place;
    String odd = "BAKPLCQDREVOSFTGUHMINJWZYX";
    int sum = 0;
    for (int i = 0; i < payload.length(); i++) {
      char c = payload.charAt(i);
      int value = Character.isDigit(c) ? c - '0' : c - 'A';
      sum += i % 2 == 1 ? value : odd.indexOf((char) ('A' + value));
    }
    return payload + (char) ('A' + sum % 26);
  }

  /** With the digit at a place made another one. */
  static String broken(String number, int at) {
    int i = at;
    while (!Character.isDigit(number.charAt(i))) {
      i++;
    }
    char other = (char) ('0' + (number.charAt(i) - '0' + 1) % 10);
    return number.substring(0, i) + other + number.substring(i + 1);
  }
}

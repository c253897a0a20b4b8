package dev.plumbline.evaluation.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A text with what of it is a value, made by a seeded generator.
 *
 * @param kind what it was made for
 * @param value the value; empty when the text only looks as if it had one
 */
record Labelled(Kind kind, String text, String value) {
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String ALNUM = LOWER + LOWER.toUpperCase(Locale.ROOT) + "0123456789";
  private static final String[] BEFORE = {
    "Please write down ", "It is ", "(", "see: ", "\"", "customer=", "Ihre Nummer: ", "\n", "", "- "
  };
  private static final String[] AFTER = {
    ".", ", thanks", ")", "\" was given", " and nothing else", "\n", "", "; next", "? Yes.", "!"
  };

  /** So many texts with a value of the kind, and as many that only look like it. */
  static List<Labelled> of(Kind kind, int count, long seed) {
    Random random = new Random(seed);
    Values values = new Values(random);
    List<Labelled> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String value = values.of(kind);
      all.add(new Labelled(kind, values.around(value), value));
      all.add(new Labelled(kind, values.around(values.unlike(kind)), ""));
    }
    return all;
  }

  /** Values of each kind, and what is mistaken for them. */
  private static final class Values {
    private final Random random;

    Values(Random random) {
      this.random = random;
    }

    String around(String value) {
      return pick(BEFORE) + value + pick(AFTER);
    }

    String of(Kind kind) {
      return switch (kind) {
        case EMAIL ->
            letters(3, 9)
                + pick(".", "_", "-", "+", "")
                + letters(2, 8)
                + random.nextInt(100)
                + "@"
                + letters(3, 12)
                + pick(".com", ".co.uk", ".de", ".io", ".museum", ".test");
        case PHONE ->
            pick(
                () -> "+" + (1 + random.nextInt(98)) + pick(" ", "") + grouped(digits(9), 3, ' '),
                () -> "+49 " + digits(3) + " " + digits(6) + "-" + digits(1),
                () -> "+1 (" + area() + ") " + area() + "-" + digits(4),
                () -> "(" + area() + ") " + area() + "-" + digits(4),
                () -> area() + pick("-", "-") + area() + "-" + digits(4));
        case IBAN -> {
          String iban =
              pick(
                  () -> Checksums.iban("DE", digits(18)),
                  () -> Checksums.iban("GB", upper(4) + digits(14)),
                  () -> Checksums.iban("FR", digits(10) + upper(2) + digits(11)),
                  () -> Checksums.iban("NO", digits(11)),
                  () -> Checksums.iban("PL", digits(24)));
          yield random.nextBoolean() ? iban : grouped(iban, 4, ' ');
        }
        case CARD -> {
          String card =
              pick(
                  () -> Checksums.card("4" + digits(14)),
                  () -> Checksums.card("5" + (1 + random.nextInt(5)) + digits(13)),
                  () -> Checksums.card("37" + digits(12)),
                  () -> Checksums.card("6011" + digits(11)),
                  () -> Checksums.card("2221" + digits(11)));
          yield random.nextInt(3) == 0 ? card : grouped(card, 4, pick(" ", "-").charAt(0));
        }
        case US_SSN -> "%03d-%02d-%04d".formatted(number(1, 665), number(1, 99), number(1, 9999));
        case NATIONAL_ID ->
            pick(
                () -> pick("AB", "CE", "JK", "PW", "SX") + digits(6) + pick("A", "B", "C", "D"),
                () -> Checksums.dni(digits(8)),
                () -> Checksums.codiceFiscale(upper(6), digits(2), digits(2), upper(1) + digits(3)),
                () -> Checksums.nir(pick("1", "2") + digits(2) + "0" + number(1, 9) + digits(8)),
                () -> Checksums.cpf(digits(9)));
        case IP ->
            pick(
                () -> number(1, 126) + "." + octet() + "." + octet() + "." + octet(),
                () -> number(128, 223) + "." + octet() + "." + octet() + "." + octet(),
                () -> "2001:db8:" + hex(4) + ":" + hex(4) + ":" + hex(3) + ":0:1:" + hex(4),
                () -> "fe80::" + hex(4) + ":" + hex(4) + ":" + number(1, 9) + hex(3));
        case CLOUD_KEY ->
            pick(
                () -> pick("AKIA", "ASIA") + mixed(ALNUM.substring(26), 16),
                () -> "AIza" + mixed(ALNUM, 35));
        case TOKEN ->
            pick(
                () -> "ghp_" + mixed(ALNUM, 36),
                () -> "sk-proj-" + mixed(ALNUM, 40),
                () -> "xoxb-" + digits(11) + "-" + mixed(ALNUM, 24),
                () -> "hf_" + mixed(ALNUM, 34),
                () -> "glpat-" + mixed(ALNUM, 20));
        case JWT -> "eyJhbGciOiJIUzI1NiJ9." + mixed(ALNUM, 40) + "." + mixed(ALNUM, 43);
        case PRIVATE_KEY ->
            "-----BEGIN %1$sPRIVATE KEY-----\n%2$s\n%3$s==\n-----END %1$sPRIVATE KEY-----"
                .formatted(pick("", "RSA ", "EC "), mixed(ALNUM, 64), mixed(ALNUM, 30));
      };
    }

    /** Hard cases: near in form, and no value. */
    String unlike(Kind kind) {
      return switch (kind) {
        case EMAIL ->
            pick(
                () -> "@" + letters(4, 9) + "/" + letters(3, 8),
                () -> letters(3, 8) + "@" + letters(3, 8),
                () -> letters(3, 8) + "@example.com",
                () -> letters(2, 5) + " @ " + letters(3, 6) + ".com",
                () -> "git@v" + number(1, 9) + "." + number(1, 20));
        case PHONE ->
            pick(
                () -> "+" + number(1, 99999),
                () -> "a difference of +" + number(1, 99) + "." + digits(2),
                () -> "20" + digits(2) + "-0" + number(1, 9) + "-1" + number(0, 9),
                () -> digits(8),
                () -> "1" + digits(2) + "-" + digits(3) + "-" + digits(4));
        case IBAN ->
            pick(
                () -> Checksums.broken(Checksums.iban("DE", digits(18)), 9),
                () -> Checksums.broken(Checksums.iban("GB", upper(4) + digits(14)), 12),
                () -> upper(2) + digits(6),
                () -> upper(3) + digits(18));
        case CARD ->
            pick(
                () -> Checksums.broken(Checksums.card("4" + digits(14)), 7),
                () ->
                    "order " + Checksums.broken(Checksums.card("5" + number(1, 5) + digits(13)), 5),
                () -> "7" + digits(15),
                () -> "4444444444444444",
                () -> digits(24),
                () -> "3." + digits(16));
        case US_SSN ->
            pick(
                () -> "000-" + digits(2) + "-" + digits(4),
                () -> "9" + digits(2) + "-" + digits(2) + "-" + digits(4),
                () -> digits(3) + "-" + digits(3) + "-" + digits(3),
                () -> "20" + digits(2) + "-" + digits(2) + "-" + digits(2),
                () -> digits(3) + "-00-" + digits(4));
        case NATIONAL_ID ->
            pick(
                () -> "GB" + digits(6) + "A",
                () -> "AB" + digits(6) + "Z",
                () -> Checksums.broken(Checksums.dni(digits(8)), 3),
                () -> Checksums.broken(Checksums.cpf(digits(9)), 2),
                () -> digits(15).replaceFirst("^[12]", "3"),
                () -> upper(2) + digits(5));
        case IP ->
            pick(
                () -> "version " + number(1, 9) + "." + number(0, 20) + "." + number(0, 9) + ".1",
                () ->
                    "v"
                        + number(1, 9)
                        + "."
                        + number(0, 9)
                        + "."
                        + number(0, 9)
                        + "."
                        + number(0, 9),
                () -> "127.0.0.1",
                () -> "10:" + number(10, 59) + ":" + number(10, 59),
                () -> number(256, 999) + "." + octet() + "." + octet() + "." + octet(),
                () -> "1.3.6.1.4.1." + digits(3),
                () -> "std::vector",
                () -> "255.255.255.0");
        case CLOUD_KEY ->
            pick(
                () -> "AKIAIOSFODNN7EXAMPLE",
                () -> "AKIA" + upper(5) + digits(2),
                () -> "AKIAXXXXXXXXXXXXXXXX",
                () -> "X" + "AKIA" + mixed(ALNUM.substring(26), 16));
        case TOKEN ->
            pick(
                () -> "sk-" + "x".repeat(24),
                () -> "task-" + mixed(ALNUM, 24),
                () -> "ghp_" + letters(3, 6),
                () -> "sk-your-api-key-goes-here",
                () -> hex(40),
                () -> "password: your password here");
        case JWT ->
            pick(
                () -> "eyJ" + mixed(ALNUM, 50),
                () -> "eyJhbGciOiJIUzI1NiJ9." + mixed(ALNUM, 40),
                () -> "eyJ is base64 for a brace and a quote");
        case PRIVATE_KEY ->
            pick(
                () -> "-----BEGIN CERTIFICATE-----\n" + mixed(ALNUM, 64),
                () -> "-----BEGIN PUBLIC KEY-----\n" + mixed(ALNUM, 64),
                () -> "----- PRIVATE KEY -----");
      };
    }

    private String pick(String... of) {
      return of[random.nextInt(of.length)];
    }

    @SafeVarargs
    private String pick(Supplier<String>... of) {
      return of[random.nextInt(of.length)].get();
    }

    private String made(int length, Function<Integer, Character> each) {
      StringBuilder text = new StringBuilder(length);
      for (int i = 0; i < length; i++) {
        text.append((char) each.apply(i));
      }
      return text.toString();
    }

    private String digits(int length) {
      return made(length, i -> (char) ('0' + random.nextInt(10)));
    }

    private String letters(int from, int to) {
      return made(number(from, to), i -> LOWER.charAt(random.nextInt(26)));
    }

    private String upper(int length) {
      return made(length, i -> (char) ('A' + random.nextInt(26)));
    }

    private String hex(int length) {
      return made(length, i -> "0123456789abcdef".charAt(random.nextInt(16)));
    }

    /** As keys are: with a digit among them. */
    private String mixed(String of, int length) {
      String text = made(length - 1, i -> of.charAt(random.nextInt(of.length())));
      int at = random.nextInt(length);
      return text.substring(0, at) + random.nextInt(10) + text.substring(at);
    }

    private String area() {
      return number(2, 9) + digits(2);
    }

    private int octet() {
      return random.nextInt(256);
    }

    private int number(int from, int to) {
      return from + random.nextInt(to - from + 1);
    }

    private static String grouped(String text, int size, char separator) {
      StringBuilder grouped = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        grouped.append(i > 0 && i % size == 0 ? String.valueOf(separator) : "");
        grouped.append(text.charAt(i));
      }
      return grouped.toString();
    }
  }
}

package dev.plumbline.evaluation.redaction;

import java.util.List;

/** Private keys in PEM, to their end line; one whose end is missing reaches as far as its text. */
final class PrivateKeys {
  private static final String BEGIN = "-----BEGIN ";
  private static final int LONGEST_LABEL = 64;

  private PrivateKeys() {}

  static void find(String text, List<Found> into) {
    int at = text.indexOf(BEGIN);
    while (at >= 0) {
      int label = at + BEGIN.length();
      int close = text.indexOf("-----", label, Math.min(text.length(), at + LONGEST_LABEL));
      int end = label;
      if (close >= 0 && text.startsWith("PRIVATE KEY", close - "PRIVATE KEY".length())) {
        end = end(text, close + 5);
        into.add(new Found(Kind.PRIVATE_KEY, at, end));
      }
      at = text.indexOf(BEGIN, end);
    }
  }

  private static int end(String text, int body) {
    int at = body;
    while (at < text.length() && inBody(text.charAt(at))) {
      at++;
    }
    if (text.startsWith("-----END ", at)) {
      int close = text.indexOf("-----", at + 9, Math.min(text.length(), at + LONGEST_LABEL));
      return close < 0 ? at : close + 5;
    }
    // What follows the first line by itself, a sentence for example, is no key.
    return at - body < LONGEST_LABEL ? body : at;
  }

  /** Base64 and line breaks, also written \n; headers of older keys have colons and commas. */
  private static boolean inBody(char c) {
    return c != '-' && (KeyText.part(c) || KeyText.base64(c) || " \r\n\t\\:,".indexOf(c) >= 0);
  }
}

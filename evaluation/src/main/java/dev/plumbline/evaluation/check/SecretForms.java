package dev.plumbline.evaluation.check;

import java.util.ArrayList;
import java.util.List;

/** Finds keys and tokens by the prefix that their issuer gave them. */
final class SecretForms {
  private static final int MAX_FOUND = 50;

  /** An issuer's form: a prefix, then so many characters of a key. */
  private record Form(String prefix, int least, int most, Sensitive.Kind kind) {}

  private static final List<Form> FORMS =
      List.of(
          new Form("AKIA", 16, 16, Sensitive.Kind.CLOUD_KEY),
          new Form("ASIA", 16, 16, Sensitive.Kind.CLOUD_KEY),
          new Form("AIza", 35, 35, Sensitive.Kind.CLOUD_KEY),
          new Form("ghp_", 36, 251, Sensitive.Kind.TOKEN),
          new Form("gho_", 36, 251, Sensitive.Kind.TOKEN),
          new Form("ghs_", 36, 251, Sensitive.Kind.TOKEN),
          new Form("github_pat_", 22, 251, Sensitive.Kind.TOKEN),
          new Form("glpat-", 20, 251, Sensitive.Kind.TOKEN),
          new Form("xoxb-", 20, 251, Sensitive.Kind.TOKEN),
          new Form("xoxp-", 20, 251, Sensitive.Kind.TOKEN),
          new Form("sk-", 20, 251, Sensitive.Kind.TOKEN),
          new Form("sk_live_", 16, 251, Sensitive.Kind.TOKEN),
          new Form("rk_live_", 16, 251, Sensitive.Kind.TOKEN),
          new Form("hf_", 30, 64, Sensitive.Kind.TOKEN),
          new Form("npm_", 36, 36, Sensitive.Kind.TOKEN),
          new Form("eyJ", 40, 8_192, Sensitive.Kind.JWT));

  private static final long[] FIRST = new long[2];

  static {
    for (Form form : FORMS) {
      char c = form.prefix().charAt(0);
      FIRST[c / 64] |= 1L << c % 64;
    }
  }

  private SecretForms() {}

  /** Every secret, in order. */
  static List<Sensitive.Found> in(String text) {
    List<Sensitive.Found> found = new ArrayList<>();
    boolean inside = false;
    for (int at = 0; at < text.length() && found.size() < MAX_FOUND; at++) {
      char c = text.charAt(at);
      if (!inside && c < 128 && (FIRST[c / 64] & 1L << c % 64) != 0) {
        for (Form form : FORMS) {
          int end = text.startsWith(form.prefix(), at) ? end(text, at, form) : -1;
          if (end > 0) {
            found.add(new Sensitive.Found(form.kind(), at, end));
            at = end - 1;
            break;
          }
        }
      } else if (c == '-' && text.startsWith("-----BEGIN ", at)) {
        int close = text.indexOf("-----", at + 11);
        if (close >= 0 && close - at < 64 && text.startsWith("PRIVATE KEY", close - 11)) {
          found.add(new Sensitive.Found(Sensitive.Kind.PRIVATE_KEY, at, close + 5));
          at = close + 4;
        }
      }
      inside = key(text.charAt(at));
    }
    return found;
  }

  private static int end(String text, int at, Form form) {
    int from = at + form.prefix().length();
    int end = from;
    boolean jwt = form.kind() == Sensitive.Kind.JWT;
    int dots = 0;
    while (end < text.length()
        && end - from <= form.most()
        && (key(text.charAt(end)) || jwt && text.charAt(end) == '.')) {
      dots += text.charAt(end) == '.' ? 1 : 0;
      end++;
    }
    if (end > from && text.charAt(end - 1) == '.') {
      end--;
      dots--;
    }
    int length = end - from;
    boolean fits = length >= form.least() && length <= form.most() && (!jwt || dots == 2);
    return fits && varied(text, from, end) ? end : -1;
  }

  /** A placeholder repeats itself or says that it is one; a key has many different characters. */
  private static boolean varied(String text, int from, int end) {
    long low = 0;
    long high = 0;
    boolean digit = false;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      digit |= c >= '0' && c <= '9';
      if (c < 64) {
        low |= 1L << c;
      } else {
        high |= 1L << c % 64;
      }
    }
    int different = Long.bitCount(low) + Long.bitCount(high);
    return digit && different >= 8 && text.indexOf("EXAMPLE", from, end) < 0;
  }

  private static boolean key(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }
}

package dev.plumbline.evaluation.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tokens that stand for values: {@code <email:kqhbmtrrpcdl>}. The letters are no words and, but
 * for those of addresses, have a digit among them, so that grounding takes the token of a number
 * for something that must occur in the sources, as the number itself must.
 */
final class Tokens {
  static final int LENGTH = 12;
  private static final String LETTERS = "bcdfghjklmnpqrst";

  private Tokens() {}

  static void find(String text, List<Found> into) {
    int at = text.indexOf('<');
    while (at >= 0) {
      int end = at + 1;
      for (Kind kind : Kind.values()) {
        int id = at + kind.word().length() + 2;
        if (text.startsWith(kind.word(), at + 1)
            && Text.at(text, id - 1) == ':'
            && Text.at(text, id + LENGTH) == '>'
            && isId(text, id)) {
          end = id + LENGTH + 1;
          into.add(new Found(kind, at, end));
          break;
        }
      }
      at = text.indexOf('<', end);
    }
  }

  /** Whether any token stands in a text. */
  static boolean in(String text) {
    if (text.indexOf('<') < 0) {
      return false;
    }
    List<Found> found = new ArrayList<>();
    find(text, found);
    return !found.isEmpty();
  }

  /** The token of a hash of at least eight bytes. */
  static String of(Kind kind, byte[] hash) {
    StringBuilder token = new StringBuilder().append('<').append(kind.word()).append(':');
    for (int i = 0; i < LENGTH; i++) {
      int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
      boolean digit = i == 1 && kind != Kind.EMAIL;
      token.append(digit ? (char) ('0' + nibble % 10) : LETTERS.charAt(nibble));
    }
    return token.append('>').toString();
  }

  /** The kind of a text that is a token and nothing else. */
  static Optional<Kind> kind(String text) {
    int colon = text.indexOf(':');
    return text.length() > LENGTH
            && text.charAt(0) == '<'
            && colon == text.length() - LENGTH - 2
            && text.endsWith(">")
            && isId(text, colon + 1)
        ? Kind.named(text.substring(1, colon))
        : Optional.empty();
  }

  private static boolean isId(String text, int at) {
    for (int i = at; i < at + LENGTH; i++) {
      if (LETTERS.indexOf(Text.at(text, i)) < 0 && !(i == at + 1 && Text.digit(text, i))) {
        return false;
      }
    }
    return true;
  }
}

package dev.plumbline.evaluation.redaction;

/**
 * What one pass over a text says about what it may hold: most texts hold none of what every value
 * needs, and are not looked at again.
 *
 * @param together most digits with at most one other character between each two
 * @param near most digits with at most two others between each two
 * @param coded a digit right after a letter
 * @param points digits with a point and a digit after them
 * @param longest most characters without white space
 * @param assigns a sign that gives a name its value
 */
record Glance(
    int digits,
    int together,
    int near,
    int points,
    int colons,
    int longest,
    boolean coded,
    boolean assigns,
    boolean at,
    boolean opens,
    boolean dashes) {
  /** The shortest number that any detector knows has so many digits. */
  private static final int FEWEST_DIGITS = 6;

  /** The shortest telephone number, or social security number. */
  private static final int SHORTEST_NUMBER = 9;

  /** The shortest key of an issuer's form is AKIA and sixteen characters. */
  private static final int SHORTEST_KEY = 20;

  /** The shortest secret that a name tells. */
  private static final int SHORTEST_SECRET = 12;

  static Glance of(String text) {
    int digits = 0;
    int together = 0;
    int most = 0;
    int near = 0;
    int mostNear = 0;
    int lastDigit = 0;
    int points = 0;
    int colons = 0;
    int longest = 0;
    int from = 0;
    boolean coded = false;
    boolean assigns = false;
    boolean at = false;
    boolean opens = false;
    boolean dashes = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '@') {
        continue;
      }
      if (c <= ' ') {
        longest = Math.max(longest, i - from);
        from = i + 1;
      } else if (c >= '0' && c <= '9') {
        digits++;
        together = i - lastDigit <= 2 ? together + 1 : 1;
        most = Math.max(most, together);
        near = i - lastDigit <= 3 ? near + 1 : 1;
        mostNear = Math.max(mostNear, near);
        coded |= i > 0 && Character.isLetter(text.charAt(i - 1));
        lastDigit = i;
      } else {
        at |= c == '@';
        colons += c == ':' ? 1 : 0;
        assigns |= c == '=' || c == ':';
        opens |= c == '<';
        points += c == '.' && Text.digit(text, i - 1) && Text.digit(text, i + 1) ? 1 : 0;
        dashes |= c == '-' && text.startsWith("-----BEGIN ", i);
      }
    }
    longest = Math.max(longest, text.length() - from);
    return new Glance(
        digits, most, mostNear, points, colons, longest, coded, assigns, at, opens, dashes);
  }

  boolean mail() {
    return at;
  }

  /** An account number has letters before its digits, all others are digits close together. */
  boolean numbers() {
    return near >= SHORTEST_NUMBER || coded && digits >= FEWEST_DIGITS;
  }

  boolean nationalIds() {
    return together >= FEWEST_DIGITS;
  }

  /** 1.1.1.1 has three points, fe80::1 two colons. */
  boolean addresses() {
    return points >= 3 || colons >= 2 && digits > 0;
  }

  /** A key without any digit is taken for a placeholder. */
  boolean keys() {
    return digits > 0 && longest >= SHORTEST_KEY;
  }

  boolean secrets() {
    return assigns && digits > 0 && longest >= SHORTEST_SECRET;
  }

  boolean keyBlocks() {
    return dashes;
  }

  boolean tokens() {
    return opens;
  }
}

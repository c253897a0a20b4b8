package dev.plumbline.evaluation.redaction;

/**
 * What one pass over a text says about what it may hold: most texts hold none of what every value
 * needs, and are not looked at again.
 */
record Glance(int digits, boolean at, boolean colons, boolean opens, boolean dashes) {
  /** The shortest number that any detector knows has so many digits. */
  private static final int FEWEST_DIGITS = 6;

  static Glance of(String text) {
    int digits = 0;
    boolean at = false;
    boolean colon = false;
    boolean opens = false;
    boolean dashes = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= '@') {
        if (c >= '0' && c <= '9') {
          digits++;
        } else {
          at |= c == '@';
          colon |= c == ':';
          opens |= c == '<';
          dashes |= c == '-' && text.startsWith("-----BEGIN ", i);
        }
      }
    }
    return new Glance(digits, at, colon, opens, dashes);
  }

  boolean mail() {
    return at;
  }

  boolean numbers() {
    return digits >= FEWEST_DIGITS;
  }

  /** 1.1.1.1 has four digits, fe80::1 a colon. */
  boolean addresses() {
    return digits >= 4 || colons && digits > 0;
  }

  /** A key without any digit is taken for a placeholder. */
  boolean secrets() {
    return digits > 0;
  }

  boolean keyBlocks() {
    return dashes;
  }

  boolean tokens() {
    return opens;
  }
}

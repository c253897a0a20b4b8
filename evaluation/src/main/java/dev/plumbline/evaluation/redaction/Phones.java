package dev.plumbline.evaluation.redaction;

import org.jspecify.annotations.Nullable;

/** Telephone numbers that can be told from other numbers by how they are written. */
final class Phones {
  private static final String SEPARATORS = " -()./";

  /** Area and exchange begin with 2 to 9 (North American Numbering Plan). */
  private static final String[] SHAPES = {
    "(999) 999-9999", "(999)999-9999", "999-999-9999", "999.999.9999"
  };

  private Phones() {}

  /** The international form: a plus and 9 to 15 digits in groups. */
  static @Nullable Found international(String text, int at) {
    int digits = 0;
    int end = at + 1;
    int i = at + 1;
    int apart = 0;
    while (i < text.length() && digits <= 15 && apart < 3) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
        apart = 0;
        end = i + 1;
      } else if (SEPARATORS.indexOf(c) < 0) {
        break;
      } else {
        apart++;
      }
      i++;
    }
    boolean starts = Text.digit(text, at + 1) && text.charAt(at + 1) != '0';
    return starts && digits >= 9 && digits <= 15 ? new Found(Kind.PHONE, at, end) : null;
  }

  /** A number of North America with its groups set apart. */
  static @Nullable Found northAmerican(String text, int at) {
    for (String shape : SHAPES) {
      int end = at + shape.length();
      if (Text.shaped(text, at, shape)
          && leads(text, at + shape.indexOf('9'))
          && leads(text, end - 8)
          && !Text.inWord(text, end)
          && !(Text.at(text, end) == '.' && Text.digit(text, end + 1))
          && Text.at(text, end) != '-') {
        return new Found(Kind.PHONE, at, end);
      }
    }
    return null;
  }

  private static boolean leads(String text, int at) {
    return text.charAt(at) >= '2';
  }
}

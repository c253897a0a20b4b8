package dev.plumbline.evaluation.redaction;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * IP addresses of single machines. Loopback, masks and unspecified addresses are none, nor is
 * "version 1.2.3.4".
 */
final class Addresses {
  private static final int MOST_GROUPS = 8;
  private static final Set<String> VERSIONS =
      Set.of("v", "ver", "version", "release", "build", "chapter", "section");

  private Addresses() {}

  static void find(String text, List<Found> into) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = -1;
      if (!Text.inWord(text, at - 1)) {
        if (c >= '0' && c <= '9') {
          end = v4(text, at);
        }
        if (end < 0 && (hex(text, at) || c == ':')) {
          end = v6(text, at);
        }
      }
      if (end > 0) {
        into.add(new Found(Kind.IP, at, end));
      }
      at = end > 0 ? end : at + 1;
    }
  }

  private static int v4(String text, int at) {
    char before = Text.at(text, at - 1);
    if (before == '.' || before == '-') {
      return -1;
    }
    int i = at;
    int first = 0;
    for (int part = 0; part < 4; part++) {
      int value = 0;
      int from = i;
      while (Text.digit(text, i) && i - from < 3) {
        value = value * 10 + text.charAt(i++) - '0';
      }
      boolean number = i > from && value <= 255 && (i - from == 1 || text.charAt(from) != '0');
      if (!number || part < 3 && Text.at(text, i) != '.') {
        return -1;
      }
      first = part == 0 ? value : first;
      i += part < 3 ? 1 : 0;
    }
    boolean goesOn =
        Text.inWord(text, i)
            || (Text.at(text, i) == '.' || Text.at(text, i) == '-') && Text.inWord(text, i + 1);
    boolean machine = first != 0 && first != 127 && first != 255;
    return machine && !goesOn && !afterVersion(text, at) ? i : -1;
  }

  private static boolean afterVersion(String text, int at) {
    int end = at;
    while (end > 0 && at - end < 2 && " :".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < 8 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return VERSIONS.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
  }

  /** Eight groups of hexadecimal digits, or fewer with one gap; some digit, or it is a name. */
  private static int v6(String text, int at) {
    char before = Text.at(text, at - 1);
    if (before == ':' || before == '.') {
      return -1;
    }
    int i = at;
    int groups = 0;
    boolean gap = false;
    boolean digit = false;
    while (groups < MOST_GROUPS) {
      int from = i;
      while (hex(text, i) && i - from < 4) {
        digit |= Text.digit(text, i);
        i++;
      }
      groups += i > from ? 1 : 0;
      if (Text.at(text, i) != ':') {
        break;
      }
      if (Text.at(text, i + 1) == ':') {
        if (gap) {
          return -1;
        }
        gap = true;
        i += 2;
        if (!hex(text, i)) {
          break;
        }
      } else if (i > from && hex(text, i + 1)) {
        i++;
      } else {
        break;
      }
    }
    boolean whole = gap ? groups >= 2 && groups < MOST_GROUPS : groups == MOST_GROUPS;
    return whole && digit && !Text.inWord(text, i) && Text.at(text, i) != ':' ? i : -1;
  }

  private static boolean hex(String text, int at) {
    char c = Text.at(text, at);
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
  }
}

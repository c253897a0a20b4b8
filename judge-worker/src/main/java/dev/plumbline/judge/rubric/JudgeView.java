package dev.plumbline.judge.rubric;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as the judge sees it: without characters that people do not see and models obey (format
 * and bidirectional controls, private use, tags, variation selectors, invisible fillers, control
 * codes but tab and line break), and with nothing that looks like a boundary of ours. An answer is
 * judged for what its reader sees.
 *
 * @param text what the judge sees
 * @param stripped how many characters were taken out
 */
public record JudgeView(String text, int stripped) {
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cf}\\p{Co}\\p{Cs}\\x{115F}\\x{1160}\\x{3164}\\x{FFA0}\\x{FE00}-\\x{FE0F}"
              + "\\x{E0100}-\\x{E01EF}]|[\\p{Cc}&&[^\\t\\n\\r]]");
  private static final Pattern BOUNDARY_LIKE = Pattern.compile("<<(?=/?[0-9a-fA-F]{8})");

  /** The view of a text. */
  public static JudgeView of(String content) {
    Matcher invisible = INVISIBLE.matcher(content);
    if (plain(content) || !invisible.find()) {
      return new JudgeView(neutral(content), 0);
    }
    String visible = invisible.replaceAll("");
    int stripped =
        content.codePointCount(0, content.length()) - visible.codePointCount(0, visible.length());
    return new JudgeView(neutral(visible), stripped);
  }

  /** Whether it is ASCII without control codes, as most texts are; it costs much less to ask. */
  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~' || c < ' ' && c != '\n' && c != '\t' && c != '\r') {
        return false;
      }
    }
    return true;
  }

  private static String neutral(String text) {
    return text.contains("<<") ? BOUNDARY_LIKE.matcher(text).replaceAll("< <") : text;
  }
}

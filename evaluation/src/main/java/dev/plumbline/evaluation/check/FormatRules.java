package dev.plumbline.evaluation.check;

import com.google.re2j.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the text of an answer must be like. Patterns are RE2: linear in the text, without
 * look-around and back-references.
 *
 * @param language two letters, {@code question} for that of the question, or null for any
 */
record FormatRules(
    List<Pattern> mustMatch,
    List<Pattern> mustNotMatch,
    List<String> mustContain,
    List<String> mustNotContain,
    int minChars,
    int maxChars,
    @Nullable String language) {
  static final String AS_QUESTION = "question";
  static final List<String> PARAMETERS =
      List.of(
          "mustMatch",
          "mustNotMatch",
          "mustContain",
          "mustNotContain",
          "minChars",
          "maxChars",
          "language");
}

package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is blanked of an answer because it claims nothing; a semicolon stands for a line end. */
class MarkupTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u00a7',
      value = {
        "Run this:;```yaml;port: 8080;```;It starts.|Run this: port: 8080 It starts.",
        "Run this:;~~~bash;a b;~~~;It starts.|Run this: a b It starts.",
        "Run this:;  ```yaml;  # a b;  ```|Run this: # a b",
        "Run this:;```yaml;a;~~~;b;```;# c|Run this: a ~~~ b",
        "```json;{\"days\": 2};```|{\"days\": 2}",
        "# Kept files;They are kept.|They are kept.",
        "### Kept files|''",
        "### Kept for 2 days|### Kept for 2 days",
        "#hashtag is no heading|#hashtag is no heading",
        "<ul>;<li>Kept</li>;</ul>|Kept",
        "Kept<br/> <a href=\"x\">here</a>|Kept here",
        "a < b and c > d|a < b and c > d",
        "Write to <email:kqhbmtrrpcdl>|Write to <email:kqhbmtrrpcdl>",
        "For $2\\pi\\sqrt{L}$ it is|For 2 {L} it is",
        "For \\(9.81\\,\\text{m/s}^2\\) it is|For \\(9.81\\, {m/s} \\) it is",
        "For \\[ x_1^{-2} \\] it is|For \\[ x \\] it is",
        "For $$x;\\cdot 3$$ it is|For x 3 it is",
        "In C:\\temp it is|In C:\\temp it is",
        "From $7 to $8 it is|From $7 to $8 it is",
        "From **$7** to **$8** it is|From **$7** to **$8** it is",
        "It costs $7 (in US $ only)|It costs $7 (in US $ only)",
        "It takes $9.4$ seconds|It takes 9.4 seconds",
        "2^3 are eight|2^3 are eight",
        "Kept [pp. 1-2] and [1]|Kept and [1]"
      })
  void isForm(String answer, String words) {
    String text = answer.replace(';', '\n');
    String blanked = Markup.blanked(text);
    assertThat(blanked).hasSameSizeAs(text);
    assertThat(blanked.strip().replaceAll("\\s+", " ")).isEqualTo(words.replace("''", ""));
  }

  @Test
  void isTheHeadOfATableWithoutANumberAndTheRuleBelowIt() {
    assertThat(words("| Plan | Days |\n|:--|--:|\n| Team | 180 |")).isEqualTo("| Team | 180 |");
    assertThat(words("Plan | Days\n--- | ---\nTeam | 180")).isEqualTo("Team | 180");
    assertThat(words("| Plan | 2026 |\n|---|---|\n| Team | 180 |"))
        .isEqualTo("| Plan | 2026 | | Team | 180 |");
    assertThat(words("Kept files\n---\nThey are kept")).isEqualTo("Kept files --- They are kept");
    assertThat(words("|---|---|\n| Team |")).isEqualTo("| Team |");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Kept for 180 days.", "a | b", "`code` here", "~ 5 days"})
  void isNothingOfPlainText(String text) {
    assertThat(Markup.blanked(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Plan | price\n| : |\nTeam",
        "Plan | price\n-----\nTeam",
        "Plan | price\n|--x|--|\nTeam",
        "Plan | price\n| Team | 5 |"
      })
  void isNoOtherLineThanTheRuleBelowTheHeadOfATable(String text) {
    assertThat(Markup.blanked(text)).isEqualTo(text);
  }

  @Test
  void isNothingWhereAnAnswerHasNoneAndTheAnswerIsHandedOn() {
    String answer = "It costs 5 EUR [1].";
    assertThat(Markup.blanked(answer)).isSameAs(answer);
  }

  private static String words(String text) {
    return Markup.blanked(text).strip().replaceAll("\\s+", " ");
  }
}

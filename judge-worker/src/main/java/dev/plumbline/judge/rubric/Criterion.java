package dev.plumbline.judge.rubric;

import dev.plumbline.runtime.config.Problems;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question of a rubric.
 *
 * @param id second half of the metric {@code rubric/criterion}, lower-case
 * @param question what is asked
 * @param answers the words to choose from, at least two
 * @param pass the words that are good; never all of them
 * @param quotes which answer must be backed by quotes; absent for none
 * @param gated whether the rubric's gates hold its good answers back, by default true; false for a
 *     question such as whether a refusal was right
 */
public record Criterion(
    String id,
    String question,
    List<String> answers,
    List<String> pass,
    @Nullable QuoteRule quotes,
    Boolean gated) {
  static final String NAME_RULE = "1 to 64 lower-case letters, digits, dashes, underscores";

  /**
   * An answer that counts only with quotes that really stand in the documents.
   *
   * @param when the answer that needs them
   * @param otherwise the answer that it becomes without them
   */
  public record QuoteRule(String when, String otherwise) {
    /** Checks that both are there. */
    public QuoteRule {
      Problems.of("quotes").notBlank("when", when).notBlank("otherwise", otherwise).throwIfAny();
    }
  }

  /** Fills defaults and checks. */
  public Criterion {
    answers = answers == null ? List.of() : List.copyOf(answers);
    pass = pass == null ? List.of() : List.copyOf(pass);
    gated = gated == null || gated;
    Problems problems =
        Problems.of("criterion")
            .check(isName(id), "id", id == null ? "nothing" : "\"" + id + "\"", NAME_RULE)
            .notBlank("question", question)
            .check(
                answers.size() >= 2
                    && new HashSet<>(answers).size() == answers.size()
                    && answers.stream().noneMatch(String::isBlank),
                "answers",
                answers.toString(),
                "at least two words that differ")
            .check(
                !pass.isEmpty() && answers.containsAll(pass) && !pass.containsAll(answers),
                "pass",
                pass.toString(),
                "some of " + answers + ", not all");
    if (quotes != null) {
      problems.check(
          answers.contains(quotes.when())
              && answers.contains(quotes.otherwise())
              && !quotes.when().equals(quotes.otherwise()),
          "quotes",
          quotes.toString(),
          "two different words of " + answers);
    }
    problems.throwIfAny();
  }

  /** The last word that is not good: what a good one becomes behind a shut gate. */
  public String worst() {
    return answers.reversed().stream()
        .filter(word -> !pass.contains(word))
        .findFirst()
        .orElseThrow();
  }

  /** Key of the quotes in a judge's answer, if there is a rule for them. */
  public String quotesKey() {
    return id + "_quotes";
  }

  static boolean isName(@Nullable String text) {
    return text != null && text.matches("[a-z0-9][a-z0-9_-]{0,63}");
  }
}

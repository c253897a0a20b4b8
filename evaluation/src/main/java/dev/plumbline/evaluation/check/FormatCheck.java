package dev.plumbline.evaluation.check;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.evaluation.redaction.Detectors;
import dev.plumbline.v1.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the answer keeps the rules of its form: patterns, words, length, language. The label is
 * the first rule that is broken, the value the share of rules that are kept.
 */
final class FormatCheck implements Check {
  static final String ID = "format";
  private static final int MAX_EVIDENCE = 5;

  private final String id;
  private final FormatRules rules;
  private final int count;
  private final String version;

  /** The built-in check, or an own one under its own id. */
  FormatCheck(String id, FormatRules rules) {
    this.id = id;
    this.rules = rules;
    this.count =
        rules.mustMatch().size()
            + rules.mustNotMatch().size()
            + rules.mustContain().size()
            + rules.mustNotContain().size()
            + (rules.minChars() > 0 || rules.maxChars() < Integer.MAX_VALUE ? 1 : 0)
            + (rules.language() == null ? 0 : 1);
    this.version = "1.0.0+" + InteractionIds.contentHash(rules.toString()).substring(0, 8);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Cost cost() {
    return Cost.ANSWER;
  }

  @Override
  public CheckOutcome evaluate(Reading reading) {
    CheckOutcome unavailable = reading.unavailable();
    if (unavailable != null) {
      return unavailable;
    }
    if (reading.blank()) {
      return new CheckOutcome.NotApplicable("empty_answer");
    }
    Broken broken = new Broken();
    patterns(reading.answer(), broken);
    words(reading.answer(), broken);
    if (broken.rules > 0 && Detectors.replaced(reading.answer())) {
      // The rule may be about the very value that stands there no more.
      return new CheckOutcome.NotScorable("content_redacted");
    }
    length(reading.answer(), broken);
    language(reading, broken);
    return broken.outcome(count);
  }

  /** Rules that are not kept. */
  private static final class Broken {
    private String label = "";
    private int rules;
    private final List<Evidence> evidence = new ArrayList<>();

    void add(String rule, Evidence item) {
      label = label.isEmpty() ? rule : label;
      rules++;
      evidence.add(item);
    }

    CheckOutcome outcome(int count) {
      return rules == 0
          ? Scores.passed()
          : new CheckOutcome.Scored(
              false,
              1 - (double) rules / count,
              label,
              evidence.stream().limit(MAX_EVIDENCE).toList());
    }
  }

  private void patterns(String answer, Broken broken) {
    for (Pattern pattern : rules.mustMatch()) {
      if (!pattern.matcher(answer).find()) {
        broken.add("must_match", Scores.note("nothing matches " + pattern.pattern()));
      }
    }
    for (Pattern pattern : rules.mustNotMatch()) {
      Matcher matcher = pattern.matcher(answer);
      if (matcher.find()) {
        broken.add(
            "must_not_match",
            Scores.range(matcher.start(), matcher.end(), "matches " + pattern.pattern()));
      }
    }
  }

  private void words(String answer, Broken broken) {
    for (String text : rules.mustContain()) {
      if (!answer.contains(text)) {
        broken.add("must_contain", Scores.note("does not contain \"" + text + "\""));
      }
    }
    for (String text : rules.mustNotContain()) {
      int at = answer.indexOf(text);
      if (at >= 0) {
        broken.add(
            "must_not_contain", Scores.range(at, at + text.length(), "contains \"" + text + "\""));
      }
    }
  }

  private void length(String answer, Broken broken) {
    int length = answer.strip().length();
    if (length < rules.minChars()) {
      broken.add("too_short", Scores.note(length + " characters, at least " + rules.minChars()));
    } else if (length > rules.maxChars()) {
      broken.add("too_long", Scores.note(length + " characters, at most " + rules.maxChars()));
    }
  }

  private void language(Reading reading, Broken broken) {
    String wanted = rules.language();
    if (wanted == null) {
      return;
    }
    Optional<String> expected =
        wanted.equals(FormatRules.AS_QUESTION)
            ? Languages.of(reading.interaction().getQuestion())
            : Optional.of(wanted);
    Optional<String> found = Languages.of(reading.answer());
    if (found.isPresent() && expected.isPresent() && !found.equals(expected)) {
      broken.add("language", Scores.note("found " + found.get() + ", expected " + expected.get()));
    }
  }
}

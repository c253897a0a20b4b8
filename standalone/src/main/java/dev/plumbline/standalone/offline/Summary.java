package dev.plumbline.standalone.offline;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.measure.Measurement;
import dev.plumbline.evaluation.measure.Rate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts outcomes per check, and measures them where people have labelled. */
public final class Summary {
  private final Map<String, int[]> outcomes = new TreeMap<>();
  private final Map<String, Measurement> measured = new TreeMap<>();

  /** One row's result of one check. */
  void add(Row row, CheckResult result) {
    outcomes.computeIfAbsent(result.checkId(), id -> new int[5])[column(result.outcome())]++;
    Boolean good = row.good().get(result.checkId());
    if (good != null) {
      measured
          .computeIfAbsent(result.checkId(), id -> new Measurement())
          .add(good, result.outcome());
    }
  }

  /** The summary as text: what the checks said, then how far people agree. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        line("%-22s %7s %7s %7s %7s %7s", "check", "pass", "fail", "n/a", "no data", "error"));
    outcomes.forEach(
        (check, n) ->
            text.append(line("%-22s %7d %7d %7d %7d %7d", check, n[0], n[1], n[2], n[3], n[4])));
    return measured.isEmpty() ? text.toString() : text.append('\n').append(agreement()).toString();
  }

  /** How far people agree with the checks that they labelled. */
  public String agreement() {
    if (measured.isEmpty()) {
      return "no labels" + System.lineSeparator();
    }
    StringBuilder text = new StringBuilder();
    measured.forEach((check, m) -> text.append(measurement(check, m)));
    return text.toString();
  }

  /** How far people agree with a check. */
  private static String measurement(String check, Measurement m) {
    return line(
            "%s against %d labels (%d good, %d bad); FAIL finds a bad answer; 95 %% intervals",
            check, m.goodAnswers() + m.badAnswers(), m.goodAnswers(), m.badAnswers())
        + rate("precision", m.precision())
        + rate("recall", m.recall())
        + rate("F1", m.f1())
        + rate("AUROC of the value", m.auroc())
        + (m.unscored() == 0
            ? ""
            : rate("AUROC, no value = 1", m.aurocOfAll())
                + line("  %-20s %d of %d", "without a value", m.unscored(), total(m)));
  }

  private static int total(Measurement m) {
    return m.goodAnswers() + m.badAnswers();
  }

  private static String rate(String name, Rate rate) {
    return Double.isNaN(rate.value())
        ? line("  %-20s nothing to count", name)
        : line(
            "  %-20s %.3f [%.3f, %.3f]",
            name, rate.value(), rate.interval().low(), rate.interval().high());
  }

  private static String line(String format, Object... args) {
    return String.format(Locale.ROOT, format, args).stripTrailing() + System.lineSeparator();
  }

  private static int column(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Scored scored -> scored.pass() ? 0 : 1;
      case CheckOutcome.NotApplicable na -> 2;
      case CheckOutcome.NotScorable ns -> 3;
      case CheckOutcome.Failed failed -> 4;
    };
  }
}

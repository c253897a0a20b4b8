package dev.plumbline.standalone.sampling;

import dev.plumbline.evaluation.sampling.DryRun;
import dev.plumbline.evaluation.sampling.ExpectedWidth;
import dev.plumbline.v1.Slice;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A dry run as a person reads it. */
public final class DryRunText {
  private final PrintWriter out;

  /** Written here. */
  public DryRunText(PrintWriter out) {
    this.out = out;
  }

  /** Everything that was found, and what changes against the policy in effect. */
  public void print(DryRun.Report report, Optional<DryRun.Report> current) {
    if (report.writtenKept() < 1 || report.floorsKept() < 1) {
      line(
          "The budget is too small: written rates keep %.0f %% of their way from 0.005, floors %.0f %%.",
          100 * report.writtenKept(), 100 * report.floorsKept());
    }
    line(
        "%-20s %-14s %-36s %9s %9s %8s",
        "evaluator", "stratum", "slice", "eligible", "kept", "rate");
    for (DryRun.Line line : report.lines()) {
      line(
          "%-20s %-14s %-36s %9d %9.1f %8.4f",
          line.evaluator(),
          line.stratum(),
          name(line.slice()),
          line.eligible(),
          line.kept(),
          line.kept() / line.eligible());
    }
    if (report.filtered() > 0) {
      line("%d answers are taken by no evaluator", report.filtered());
    }
    line(
        "per day: %.0f calls, %s tokens, %s",
        report.callsPerDay(),
        report.tokensPerDay().map(t -> format("%.0f", t)).orElse("unknown"),
        report.usdPerDay().map(usd -> format("$%.2f", usd)).orElse("unknown money"));
    current.ifPresent(now -> difference(report, now));
    line("");
    line(
        "%-28s %-36s %8s %8s %7s  %s",
        "metric", "slice", "eligible", "judged", "labels", "expected over the same time");
    report.widths().forEach(this::width);
  }

  private void difference(DryRun.Report report, DryRun.Report current) {
    line(
        "against the current policy: %+.0f calls a day (%.0f now)",
        report.callsPerDay() - current.callsPerDay(), current.callsPerDay());
    for (ExpectedWidth width : report.widths()) {
      current.widths().stream()
          .filter(now -> now.metric().equals(width.metric()))
          .filter(now -> now.slice().equals(width.slice()))
          .filter(now -> now.halfWidth().isPresent() && width.halfWidth().isPresent())
          .forEach(
              now ->
                  line(
                      "  %s %s: half-width %.4f, now %.4f",
                      width.metric(),
                      name(width.slice()),
                      width.halfWidth().getAsDouble(),
                      now.halfWidth().getAsDouble()));
    }
  }

  private void width(ExpectedWidth width) {
    String seen =
        width.seen().isPresent()
            ? format("; checks see %.0f %% of failures", 100 * width.seen().getAsDouble())
            : "";
    String expected =
        width.halfWidth().isPresent()
            ? format(
                "+-%.4f, finds a change of %.4f; bottleneck %s (twice the labels -%.0f %%%s, twice the"
                    + " judge calls -%.0f %%)",
                width.halfWidth().getAsDouble(),
                width.detectable().orElseThrow(),
                width.bottleneck().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                100 * width.narrowing(width.moreLabels()),
                width.callsForLabels().isPresent()
                    ? format(" with %.0f more calls", width.callsForLabels().getAsDouble())
                    : "",
                100 * width.narrowing(width.moreCalls()))
            : "insufficient_data"
                + (width.labelsMissing() > 0 ? ", labels missing: " + width.labelsMissing() : "");
    line(
        "%-28s %-36s %8d %8.1f %7d  %s%s",
        width.metric(),
        name(width.slice()),
        width.eligible(),
        width.judged(),
        width.labels(),
        expected,
        seen);
  }

  private static String name(Slice slice) {
    String name =
        slice.getAllFields().entrySet().stream()
            .filter(field -> !field.getKey().getName().equals("tenant"))
            .map(field -> String.valueOf(field.getValue()))
            .map(value -> value.isEmpty() ? "-" : value)
            .collect(Collectors.joining(" / "));
    return slice.getTenant() + (name.isEmpty() ? "" : ": " + name);
  }

  private void line(String pattern, Object... values) {
    out.println(format(pattern, values).stripTrailing());
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}

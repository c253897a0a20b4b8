package dev.plumbline.standalone.simulate;

import dev.plumbline.evaluation.estimate.Reason;
import dev.plumbline.evaluation.simulation.Cover;
import dev.plumbline.evaluation.simulation.Findings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Findings for a terminal and for the reference page. */
public final class FindingsText {
  private FindingsText() {}

  /** Several lines. */
  public static String block(Findings findings) {
    Cover cover = findings.published();
    StringBuilder text = new StringBuilder();
    line(text, "scenario", findings.scenario().name());
    line(text, "about", findings.scenario().about());
    line(text, "truth", "%.4f", findings.scenario().truth());
    line(
        text,
        "published",
        "%.1f %% of %d replicates%s",
        100 * findings.publishedShare(),
        findings.replicates(),
        reasons(findings.withheld()));
    if (cover.intervals() > 0) {
      line(text, "coverage", withError(cover, cover.coverage()));
      line(
          text,
          "misses",
          "%s below the truth, %s above",
          withError(cover, cover.below()),
          withError(cover, cover.above()));
      line(text, "width", "mean %.4f, 95 %% of them up to %.4f", cover.width(), cover.width95());
      line(text, "bias", "%+.5f", cover.bias());
      line(
          text,
          "bounds",
          "hold the truth in " + withError(findings.bounds(), findings.bounds().coverage()));
      line(text, "human only", beside(findings.humanOnly()));
      line(text, "plain PPI++", beside(findings.plainPpi()));
    }
    if (findings.scenario().pool().isPresent()) {
      line(
          text,
          "pooled",
          beside(findings.pooled())
              + ", published "
              + findings.pooled().intervals()
              + reasons(findings.pooledWithheld()));
    }
    line(text, "verdict", verdict(findings));
    return text.toString();
  }

  /** A table in Markdown. */
  public static String table(List<Findings> all) {
    StringBuilder text = new StringBuilder();
    text.append(
        "| scenario | truth | published | coverage | below / above | width (95th) | bias | bounds"
            + " | human only: coverage, width | plain PPI++: coverage, width | as promised |\n");
    text.append("|---|---|---|---|---|---|---|---|---|---|---|\n");
    all.forEach(findings -> text.append(row(findings)).append('\n'));
    return text.toString();
  }

  /** Pooled labels, in Markdown. */
  public static String pooledTable(List<Findings> all) {
    StringBuilder text = new StringBuilder();
    text.append(
        "| scenario | own labels: coverage, width | pooled: published | coverage, width |\n");
    text.append("|---|---|---|---|\n");
    for (Findings findings : all) {
      if (findings.scenario().pool().isPresent()) {
        text.append(
            format(
                "| %s | %.1f %%, %.3f | %.1f %%%s | %s |%n",
                findings.scenario().name(),
                100 * findings.published().coverage(),
                findings.published().width(),
                100.0 * findings.pooled().intervals() / findings.replicates(),
                reasons(findings.pooledWithheld()),
                share(findings.pooled())));
      }
    }
    return text.toString();
  }

  private static String row(Findings findings) {
    Cover cover = findings.published();
    return format(
        "| %s | %.4f | %.1f %%%s | %.1f ± %.1f %% | %.1f / %.1f %% | %.3f (%.3f) | %+.4f | %.1f %%"
            + " | %s | %s | %s |",
        findings.scenario().name(),
        findings.scenario().truth(),
        100 * findings.publishedShare(),
        reasons(findings.withheld()),
        100 * cover.coverage(),
        100 * cover.error(cover.coverage()),
        100 * cover.below(),
        100 * cover.above(),
        cover.width(),
        cover.width95(),
        cover.bias(),
        100 * findings.bounds().coverage(),
        share(findings.humanOnly()),
        share(findings.plainPpi()),
        verdict(findings));
  }

  private static String verdict(Findings findings) {
    String violated =
        findings.scenario().violated().map(what -> "assumption violated: " + what).orElse("");
    if (findings.published().intervals() == 0) {
      return "nothing published";
    }
    if (findings.shortfalls().isEmpty()) {
      return violated.isEmpty() ? "yes" : violated + "; bounds hold";
    }
    return (violated.isEmpty() ? "no: " : violated + "; falls short: ")
        + String.join(", ", findings.shortfalls());
  }

  private static String beside(Cover cover) {
    if (cover.intervals() == 0) {
      return "none";
    }
    return format("covers %.1f %%, width %.4f", 100 * cover.coverage(), cover.width());
  }

  private static String share(Cover cover) {
    return cover.intervals() == 0
        ? "none"
        : format("%.1f %%, %.3f", 100 * cover.coverage(), cover.width());
  }

  private static String withError(Cover cover, double share) {
    return format("%.2f %% ± %.2f", 100 * share, 100 * cover.error(share));
  }

  private static String reasons(Map<Reason, Integer> reasons) {
    return reasons.isEmpty()
        ? ""
        : reasons.entrySet().stream()
            .map(entry -> entry.getKey().word() + " " + entry.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static void line(StringBuilder text, String name, String value, Object... values) {
    text.append(format("%-12s ", name))
        .append(values.length == 0 ? value : format(value, values))
        .append(System.lineSeparator());
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}

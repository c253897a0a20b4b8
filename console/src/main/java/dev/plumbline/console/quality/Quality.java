package dev.plumbline.console.quality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The home page.
 *
 * @param facets values to choose from, whatever is chosen
 * @param metrics columns
 * @param rows served model by prompt version, latest version first
 * @param regressions where a check got worse; the headline
 * @param compared how many (route, version, check) had enough answers to be compared
 */
public record Quality(
    Facets facets,
    List<Metric> metrics,
    List<Line> rows,
    List<Regression> regressions,
    int compared) {

  /** Values of each dimension; prompt versions in the order of their first window. */
  public record Facets(
      List<String> services,
      List<String> routes,
      List<String> models,
      List<String> promptVersions) {}

  /** One served model with one prompt version. */
  public record Line(
      String model, String promptVersion, long firstMillis, long lastMillis, List<Cell> cells) {}

  /**
   * One metric of a line.
   *
   * @param instrument what measured: the judge and rubric version, or the check's version; empty
   *     for a signal
   * @param change against the version before, when there is one
   */
  public record Cell(String metric, String instrument, Rate rate, @Nullable Change change) {}

  /** A check that got worse on a route with a version. */
  public record Regression(String route, String promptVersion, String metric, Change change) {}
}

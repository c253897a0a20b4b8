package dev.plumbline.standalone.quality;

import dev.plumbline.console.quality.By;
import dev.plumbline.console.quality.Change;
import dev.plumbline.console.quality.MetricKind;
import dev.plumbline.console.quality.Pooled;
import dev.plumbline.console.quality.Rate;
import dev.plumbline.console.quality.RateTable.Line;
import dev.plumbline.standalone.topic.RateText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table for people: columns as wide as what stands in them. */
public final class QualityText {
  private static final String GAP = "  ";

  private QualityText() {}

  /** Line by line, the heading first. */
  public static List<String> of(List<Line> lines, List<By> by) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        Stream.concat(
                by.stream().map(By::toString),
                Stream.of("metric", "rate", "n", "against the version before"))
            .toList());
    lines.forEach(line -> rows.add(row(line)));
    int[] widths =
        IntStream.range(0, rows.getFirst().size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    return rows.stream()
        .map(
            row ->
                IntStream.range(0, widths.length)
                    .mapToObj(i -> padded(row.get(i), widths[i]))
                    .collect(Collectors.joining(GAP))
                    .stripTrailing())
        .toList();
  }

  private static List<String> row(Line line) {
    List<String> row = new ArrayList<>();
    line.values().forEach(value -> row.add(value.isEmpty() ? "(none)" : shown(value)));
    row.add(shown(line.metric().id()));
    row.add(rate(line.rate()));
    row.add(count(line));
    row.add(line.change() == null ? "" : change(line.change()));
    return row;
  }

  private static String rate(Rate rate) {
    Double value = rate.rate();
    Double low = rate.low();
    Double high = rate.high();
    if (value == null || low == null || high == null) {
      return "not enough data (" + why(rate) + ")";
    }
    String text = RateText.of(value, low, high);
    Double objective = rate.objective();
    return rate.state().equals("breach") && objective != null
        ? text + " below " + RateText.percent(objective)
        : text;
  }

  private static String why(Rate rate) {
    return switch (rate.reason()) {
      case "few_scored" -> "%d outcomes, need %d".formatted(rate.judged(), rate.minimum());
      case "few_labels" -> "%d labels, need %d".formatted(rate.labelled(), rate.minimum());
      default -> rate.reason().replace('_', ' ');
    };
  }

  private static String count(Line line) {
    Rate rate = line.rate();
    String count =
        "%d of %d %s"
            .formatted(
                rate.judged(),
                rate.seen(),
                line.metric().kind() == MetricKind.JUDGED ? "judged" : "scored");
    Double uncorrected = rate.uncorrected();
    return (uncorrected == null || rate.enough()
            ? count
            : count + ", uncorrected " + RateText.percent(uncorrected))
        + pooled(rate.pooled());
  }

  private static String pooled(@Nullable Pooled pooled) {
    if (pooled == null) {
      return "";
    }
    Double value = pooled.rate();
    Double low = pooled.low();
    Double high = pooled.high();
    return ", pooled "
        + (value == null || low == null || high == null
            ? "withheld (" + pooled.reason().replace('_', ' ') + ")"
            : RateText.of(value, low, high));
  }

  private static String change(Change change) {
    String verdict = change.verdict().replace('_', ' ');
    Double difference = change.difference();
    Double low = change.low();
    Double high = change.high();
    return change.verdict().equals("not_enough_data")
            || difference == null
            || low == null
            || high == null
        ? verdict + ": " + shown(change.previous())
        : RateText.difference(difference, low, high)
            + " points, "
            + verdict
            + ": "
            + shown(change.previous());
  }

  /** Names come from senders, and must not steer a terminal. */
  private static String shown(String name) {
    return name.replaceAll("\\p{Cntrl}", "\ufffd");
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}

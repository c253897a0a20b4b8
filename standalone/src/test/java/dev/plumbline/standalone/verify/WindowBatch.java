package dev.plumbline.standalone.verify;

import dev.plumbline.evaluation.estimate.CellsEstimator;
import dev.plumbline.evaluation.estimate.JudgedRate;
import dev.plumbline.evaluation.estimate.JudgedSums;
import dev.plumbline.evaluation.estimate.PublishedRate;
import dev.plumbline.evaluation.estimate.RangeSums;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.LabelSums;
import dev.plumbline.v1.SessionSums;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * The published windows of checks and judged metrics against a batch computation over the topics
 * alone: the last decision and score of every answer, the last label of every item and reviewer.
 * Every sum, of every minute or hour, and the rates of hours and of the whole time.
 */
final class WindowBatch {
  private static final double CLOSE = 1e-9;
  private static final long HOUR = 3_600_000;

  private final LabelBooks books;
  private final Map<String, TreeMap<Long, Map<String, Double>>> expected;
  private final Map<String, TreeMap<Long, JudgedSums>> rows;
  private final List<String> problems = new ArrayList<>();
  private int hours;
  private int rates;
  private int cells;

  WindowBatch(LabelBooks books) {
    this.books = books;
    TopicSums topics = new TopicSums(books);
    this.expected = topics.sums();
    this.rows = topics.rows();
  }

  /** Everything that differs; empty when all is equal. */
  List<String> problems(Row row) {
    Set<String> seen = new HashSet<>();
    Map<String, List<SliWindow>> series = new TreeMap<>();
    books
        .windows()
        .forEach(
            (key, window) -> {
              compare(key, window, seen);
              series
                  .computeIfAbsent(
                      TopicSums.series(window.getSlice(), window.getMetric()),
                      s -> new ArrayList<>())
                  .add(window);
            });
    expected.forEach(
        (name, minutes) ->
            minutes.keySet().stream()
                .filter(minute -> !seen.contains(name + minute))
                .forEach(minute -> problems.add("in no window: " + name + " " + minute)));
    series.forEach(this::whole);
    row.figure("windows compared", books.windows().size());
    row.figure("of them hours", hours);
    row.figure("sums compared", cells);
    row.figure("corrected rates compared", rates);
    return problems;
  }

  /** How many hours and how many rates with an interval were compared. */
  List<Integer> compared() {
    return List.of(hours, rates);
  }

  private void compare(String key, SliWindow window, Set<String> seen) {
    long start = window.getWindowStartUnixMillis();
    String name = TopicSums.series(window.getSlice(), window.getMetric());
    Map<String, Double> sums = new TreeMap<>();
    expected
        .getOrDefault(name, new TreeMap<>())
        .subMap(start, start + window.getWindowMillis())
        .forEach(
            (minute, part) -> {
              if (!seen.add(name + minute)) {
                problems.add("in two windows: " + name + " " + minute);
              }
              part.forEach((sum, value) -> sums.merge(sum, value, Double::sum));
            });
    same(key, sums, sums(window));
    boolean hour = window.getWindowMillis() == HOUR;
    hours += hour ? 1 : 0;
    if (!window.getJudgeId().isEmpty() && hour) {
      JudgedSums of = rows.getOrDefault(name, new TreeMap<>()).get(start);
      rate(key, window.getEstimate(), List.of(of == null ? new JudgedSums() : of));
    }
  }

  /** The rate of all the time there is: from the published sums, and from the rows. */
  private void whole(String name, List<SliWindow> windows) {
    TreeMap<Long, JudgedSums> of = rows.get(name);
    if (of != null) {
      rate(
          "all of " + name,
          PublishedRate.of(RangeSums.of(windows), false, OptionalDouble.empty()),
          List.copyOf(of.values()));
    }
  }

  private void rate(String key, Estimate found, List<JudgedSums> of) {
    JudgedRate wanted =
        CellsEstimator.estimate(CellsEstimator.Question.of(of, PublishedRate.LEVEL));
    Map<String, Double> there = new TreeMap<>();
    Map<String, Double> wants = new TreeMap<>();
    there.put("labelled", (double) found.getLabelled());
    wants.put("labelled", (double) wanted.labelled());
    wanted.corrected().ifPresent(value -> wants.put("corrected", value));
    wanted
        .interval()
        .ifPresent(
            interval -> {
              rates++;
              wants.put("low", interval.low());
              wants.put("high", interval.high());
            });
    if (found.hasCorrected()) {
      there.put("corrected", found.getCorrected());
      there.put("low", found.getLow());
      there.put("high", found.getHigh());
    }
    same("rate of " + key, wants, there);
  }

  private void same(String what, Map<String, Double> wanted, Map<String, Double> found) {
    Set<String> names = new HashSet<>(wanted.keySet());
    names.addAll(found.keySet());
    for (String name : names) {
      double a = wanted.getOrDefault(name, 0.0);
      double b = found.getOrDefault(name, 0.0);
      cells++;
      if (!(Math.abs(a - b) <= CLOSE * Math.max(1, Math.abs(a)))) {
        problems.add("%s %s: expected %s, found %s".formatted(what, name, a, b));
      }
    }
  }

  private static Map<String, Double> sums(SliWindow window) {
    Map<String, Double> sums = new TreeMap<>();
    for (StratumSums s : window.getStrataList()) {
      String at = s.getPostStratum() + "/";
      sums.put(at + "eligible", (double) s.getEligible());
      sums.put(at + "N", s.getU());
      sums.put(at + "N2", s.getU2());
      sums.put(at + "notScorable", (double) s.getNotScorable());
      sums.put(at + "errors", (double) s.getErrors());
      sums.put(at + "asked", (double) s.getAsked());
      sums.put(at + "scored", (double) s.getScored());
      sums.put(at + "passed", (double) s.getPassed());
      sums.put(at + "passedU", s.getPassedU());
      sums.put(at + "A0", s.getA0());
      sums.put(at + "A1", s.getA1());
      sums.put(at + "Ax", s.getAx());
      sums.put(at + "B0", s.getB0());
      sums.put(at + "B1", s.getB1());
      sums.put(at + "Bx", s.getBx());
      sums.put(at + "assigned0", (double) s.getAssignedFail());
      sums.put(at + "assigned1", (double) s.getAssignedPass());
      sums.put(at + "assignedx", (double) s.getAssignedNone());
      sums.put(at + "pending", (double) s.getPending());
      for (LabelSums cell : s.getLabelsList()) {
        String of = cell.getLabel() + (cell.getVerdict() == 2 ? "x" : "" + cell.getVerdict());
        sums.put(at + "C" + of, cell.getC());
        sums.put(at + "D" + of, cell.getD());
        sums.put(at + "E" + of, cell.getE());
        sums.put(at + "n" + of, (double) cell.getN());
      }
    }
    for (SessionSums bucket : window.getSessionsList()) {
      String at = bucket.getBucket() + ":";
      sums.put(at + "w0", bucket.getW0());
      sums.put(at + "w1", bucket.getW1());
      sums.put(at + "wv00", bucket.getWv00());
      sums.put(at + "wv01", bucket.getWv01());
      sums.put(at + "wv10", bucket.getWv10());
      sums.put(at + "wv11", bucket.getWv11());
    }
    return sums;
  }
}

package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.SliWindow;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The additive sums of one slice, judged metric and judge over some time: all that the published
 * rate needs. Rows and other sums may come in any order and any grouping.
 */
public final class JudgedSums {
  /** Post-strata in order of their ids, by code point. */
  static final Comparator<String> BY_ID =
      (x, y) -> {
        int at = 0;
        while (at < x.length() && at < y.length()) {
          int a = x.codePointAt(at);
          int b = y.codePointAt(at);
          if (a != b) {
            return Integer.compare(a, b);
          }
          at += Character.charCount(a);
        }
        return Integer.compare(x.length(), y.length());
      };

  private final SortedMap<String, StratumTally> strata = new TreeMap<>(BY_ID);
  private final SessionTally sessions = new SessionTally();

  /** The sums of windows of one slice, metric and judge. */
  public static JudgedSums of(Iterable<SliWindow> windows) {
    JudgedSums sums = new JudgedSums();
    windows.forEach(sums::add);
    return sums;
  }

  /** Adds the sums of a window. */
  public void add(SliWindow window) {
    window.getStrataList().forEach(s -> stratum("" + s.getPostStratum()).add(StratumTally.of(s)));
    window.getSessionsList().forEach(sessions::add);
    sessions.addRows(window.getSessionRows());
  }

  /** Adds one row. */
  public void add(JudgedRow row) {
    stratum(row.stratum()).add(row);
    sessions.add(row);
  }

  /** Takes a row out that was added before: a label withdrawn, a weight that changed. */
  public void remove(JudgedRow row) {
    stratum(row.stratum()).remove(row);
    sessions.remove(row);
  }

  /** Adds other sums. */
  public void add(JudgedSums other) {
    other.strata.forEach((id, tally) -> stratum(id).add(tally));
    sessions.add(other.sessions);
  }

  /** The sums of a post-stratum; made when there are none. */
  public StratumTally stratum(String id) {
    return strata.computeIfAbsent(id, none -> new StratumTally());
  }

  /** Sums by post-stratum, in order of their ids. */
  SortedMap<String, StratumTally> strata() {
    return strata;
  }

  SessionTally sessions() {
    return sessions;
  }

  /** All post-strata in one. */
  StratumTally total() {
    StratumTally total = new StratumTally();
    strata.values().forEach(tally -> total.add(tally.cleaned()));
    return total;
  }
}

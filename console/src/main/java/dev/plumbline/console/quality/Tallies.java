package dev.plumbline.console.quality;

import dev.plumbline.console.data.Window;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Sums of windows by a key. Two instruments are never added: of each key and metric, the one with
 * the latest window stays.
 */
final class Tallies {
  /** Of two that share their time, as in the minute of a change, the one that changed last. */
  private static final Comparator<Window> LATER =
      Comparator.comparingLong(Window::startMillis)
          .thenComparingLong(window -> window.held().getUpdatedUnixMillis());

  private Tallies() {}

  /** Sums by key. */
  static <K> Map<K, Tally> sums(Stream<Window> windows, Function<Window, K> key) {
    Map<K, Tally> sums = new HashMap<>();
    windows.forEach(
        window -> {
          var _ = sums.computeIfAbsent(key.apply(window), k -> new Tally()).add(window);
        });
    return sums;
  }

  /** Lets sums borrow the labels of windows that are not in them. */
  static <K> void lend(Map<K, Tally> sums, Stream<Window> windows, Function<Window, K> key) {
    windows
        .filter(window -> MetricKind.of(window) == MetricKind.JUDGED)
        .forEach(
            window -> {
              Tally borrower = sums.get(key.apply(window));
              if (borrower != null) {
                borrower.lend(window);
              }
            });
  }

  /**
   * Of each key the judge or instrument whose last window is the latest.
   *
   * @param of tells it of a window
   */
  static <K> Map<K, String> latest(
      Collection<Window> windows, Function<Window, K> key, Function<Window, String> of) {
    Map<K, Window> last = new HashMap<>();
    for (Window window : windows) {
      last.merge(key.apply(window), window, (a, b) -> LATER.compare(b, a) > 0 ? b : a);
    }
    Map<K, String> latest = new HashMap<>();
    last.forEach((k, window) -> latest.put(k, of.apply(window)));
    return latest;
  }
}

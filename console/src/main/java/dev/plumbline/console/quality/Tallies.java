package dev.plumbline.console.quality;

import dev.plumbline.console.data.Window;
import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.v1.StratumSums;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Sums of windows by a key. Two judges are never added: of each key and metric, the judge with the
 * latest window stays.
 */
final class Tallies {
  private Tallies() {}

  /** Sums by key. */
  static <K> Map<K, StratumSums> sums(Stream<Window> windows, Function<Window, K> key) {
    Map<K, StratumSums> sums = new HashMap<>();
    windows.forEach(window -> sums.merge(key.apply(window), window.sums(), WindowSums::add));
    return sums;
  }

  /** The judge of each key: the one whose last window is the latest. */
  static <K> Map<K, String> judges(Collection<Window> windows, Function<Window, K> key) {
    Map<K, Window> last = new HashMap<>();
    for (Window window : windows) {
      last.merge(key.apply(window), window, (a, b) -> b.startMillis() > a.startMillis() ? b : a);
    }
    Map<K, String> judges = new HashMap<>();
    last.forEach((k, window) -> judges.put(k, window.judgeId()));
    return judges;
  }
}

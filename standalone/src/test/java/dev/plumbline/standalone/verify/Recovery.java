package dev.plumbline.standalone.verify;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One kill and what came after it.
 *
 * @param part what was killed
 * @param with what was killed at the same moment; empty when nothing was
 * @param readySeconds from the start of the replacement until it was ready
 * @param workSeconds from the same until it had done something
 * @param starts processes it took; more than one when one was killed or ended by itself before it
 *     had done something
 */
record Recovery(String part, String with, double readySeconds, double workSeconds, int starts) {
  /** Smallest, median and largest of some kills, as text. */
  static String spread(List<Recovery> kills, ToDoubleFunction<Recovery> seconds) {
    double[] sorted = kills.stream().mapToDouble(seconds).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%.1f / %.1f / %.1f",
        sorted[0],
        sorted[sorted.length / 2],
        sorted[sorted.length - 1]);
  }
}

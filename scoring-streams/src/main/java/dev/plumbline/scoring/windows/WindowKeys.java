package dev.plumbline.scoring.windows;

import dev.plumbline.evaluation.estimate.RangeSums;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The text keys of windows: {@code tenant=a,route=b|metric|judge|version|checks|start} of a minute,
 * with {@code /1h} behind it of an hour. The judge, the version of the check or rubric and, of a
 * judged metric, the set of checks behind its post-strata are the instrument: another one makes
 * other windows, so that nothing is added to what something else measured. What does not apply is
 * empty. Values are URL-encoded, so no value can be mistaken for a separator.
 */
public final class WindowKeys {
  private static final long HOUR_MILLIS = 3_600_000;

  private WindowKeys() {}

  /** The key of a window. */
  public static String of(SliWindow window) {
    String start = series(window) + "|" + window.getWindowStartUnixMillis();
    return window.getWindowMillis() == HOUR_MILLIS ? start + "/1h" : start;
  }

  /** The part that all windows of one slice, metric and instrument share: they meet in one task. */
  public static String series(SliWindow window) {
    // A window has one version and, of a judge, one set of checks, since both are in its key.
    String version = window.getEvaluatorVersionsCount() == 0 ? "" : window.getEvaluatorVersions(0);
    return String.join(
        "|",
        slice(window.getSlice()),
        encode(window.getMetric()),
        encode(window.getJudgeId()),
        encode(version),
        RangeSums.judged(window) ? encode(window.getCheckSet()) : "");
  }

  /** The same window in a store, which is ordered by time. */
  static String stored(SliWindow window) {
    return from(window.getWindowStartUnixMillis()) + "|" + series(window);
  }

  /** The lower end of all windows in a store that start at that time or later. */
  static String from(long startMillis) {
    return String.format("%016x", Math.max(0, startMillis));
  }

  /** The part of a window's key before its start. */
  public static String series(String key) {
    return key.substring(0, key.lastIndexOf('|'));
  }

  private static String slice(Slice slice) {
    StringBuilder key = new StringBuilder("tenant=").append(encode(slice.getTenant()));
    if (slice.hasEnvironment()) {
      key.append(",environment=").append(encode(slice.getEnvironment()));
    }
    if (slice.hasService()) {
      key.append(",service=").append(encode(slice.getService()));
    }
    if (slice.hasRoute()) {
      key.append(",route=").append(encode(slice.getRoute()));
    }
    if (slice.hasModel()) {
      key.append(",model=").append(encode(slice.getModel()));
    }
    if (slice.hasPromptVersion()) {
      key.append(",prompt_version=").append(encode(slice.getPromptVersion()));
    }
    return key.toString();
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}

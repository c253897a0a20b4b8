package dev.plumbline.console.quality;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.plumbline.console.data.Window;
import java.util.Locale;

/** Where a metric's outcomes come from; kinds are never averaged together. */
public enum MetricKind {
  /** A check on every request. */
  CHECK,
  /** A judge's criterion on a sample; not corrected for the judge's own error. */
  JUDGED,
  /** What users did. */
  SIGNAL;

  static MetricKind of(Window window) {
    if (!window.judgeId().isEmpty() || window.metric().contains("/")) {
      return JUDGED;
    }
    return window.metric().startsWith("user_") ? SIGNAL : CHECK;
  }

  /** Lower-case, as in JSON. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

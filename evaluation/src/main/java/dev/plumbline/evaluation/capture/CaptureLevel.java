package dev.plumbline.evaluation.capture;

import java.util.Locale;

/** How much of a tenant's content is kept. */
public enum CaptureLevel {
  /** All of it, as it came. */
  FULL,
  /** All of it, with values of known forms replaced by tokens. */
  REDACTED,
  /** What says something about a call: model, route, ids, usage, errors. Content is removed. */
  METADATA,
  /** What calls are counted, sliced and timed by. Nothing tells one user or conversation. */
  NONE;

  /** As a metric label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

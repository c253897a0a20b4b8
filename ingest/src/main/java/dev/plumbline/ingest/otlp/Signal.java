package dev.plumbline.ingest.otlp;

import java.util.Locale;

/** What a request carries. */
public enum Signal {
  /** Spans. */
  TRACES,
  /** Log records. */
  LOGS,
  /** Metrics: accepted and counted, not kept. */
  METRICS;

  /** As a metric label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

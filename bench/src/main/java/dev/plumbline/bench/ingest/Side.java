package dev.plumbline.bench.ingest;

/** Who receives. */
enum Side {
  /** Plumbline's ingest. */
  OURS,
  /** The idiomatic receiver. */
  BASELINE
}

package dev.plumbline.bench.load;

/** How a request is written on the wire. */
public enum Encoding {
  /** As it is. */
  NONE,
  /** gzip, compressed before the clock starts. */
  GZIP
}

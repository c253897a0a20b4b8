package dev.plumbline.bench.ingest;

import dev.plumbline.bench.load.Encoding;
import dev.plumbline.bench.load.Workload;
import java.util.Locale;

/**
 * What is sent and how.
 *
 * @param workload the requests
 * @param encoding their encoding
 */
record Load(Workload workload, Encoding encoding) {
  /** For example {@code rag gzip}. */
  String label() {
    return (workload + " " + encoding).toLowerCase(Locale.ROOT);
  }
}

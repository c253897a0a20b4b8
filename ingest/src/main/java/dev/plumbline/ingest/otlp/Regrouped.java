package dev.plumbline.ingest.otlp;

import java.util.List;

/**
 * A request as records of one trace each.
 *
 * @param records in the order in which the traces first occur
 * @param rejected items that can never be accepted
 */
public record Regrouped(List<TraceRecord> records, Rejections rejected) {
  /** Of a request that is not taken apart. */
  public static Regrouped nothing() {
    return new Regrouped(List.of(), new Rejections());
  }

  /** Items in the records. */
  public int items() {
    int items = 0;
    for (TraceRecord record : records) {
      items += record.items();
    }
    return items;
  }

  /**
   * At most so many bytes when all records are written. It may be far more than the request: what
   * surrounds the items is written again for each trace.
   */
  public long bytes() {
    long bytes = 0;
    for (TraceRecord record : records) {
      bytes += record.bound();
    }
    return bytes;
  }
}

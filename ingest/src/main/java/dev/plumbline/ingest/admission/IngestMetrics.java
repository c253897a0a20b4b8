package dev.plumbline.ingest.admission;

import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.Rejections;

/**
 * What went in and what did not, per tenant, signal and transport. Two laws hold at any quiet
 * moment:
 *
 * <pre>
 *   requests received = accepted + failed, by kind
 *   items in requests that could be scanned = accepted + rejected, by reason + failed
 * </pre>
 *
 * Accepted items are acknowledged by Kafka. Failed items are not, though some of them may be on the
 * topic: their sender tries again, and what was there already becomes a duplicate. A sender that
 * tries again is received again.
 */
public interface IngestMetrics {
  /**
   * A request is acknowledged.
   *
   * @param items its spans or log records that are in Kafka; 0 for metrics, which are not looked
   *     into
   * @param records Kafka records that they became
   * @param bytes size of the request, inflated and as protobuf
   */
  void accepted(Origin origin, int items, int records, long bytes);

  /** Items of a request can never be accepted. The request itself is accepted or failed. */
  void rejected(Origin origin, Rejections rejections);

  /**
   * A request failed as a whole.
   *
   * @param items its spans or log records that were good; 0 when it was not scanned
   */
  void failed(Origin origin, FailureKind kind, int items);
}

package dev.plumbline.ingest.admission;

import dev.plumbline.evaluation.capture.CaptureLevel;
import dev.plumbline.evaluation.redaction.Kind;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.Rejections;
import java.util.Map;

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
   * A record was made poorer before it went on. One that its sender sends again is counted again.
   *
   * @param level what is kept of it
   * @param read its size as it came
   * @param written its size as it went on
   * @param replaced values that are tokens now, by kind
   */
  void captured(
      Origin origin, CaptureLevel level, long read, long written, Map<Kind, Integer> replaced);

  /**
   * A request failed as a whole.
   *
   * @param items its spans or log records that were good; 0 when it was not scanned
   */
  void failed(Origin origin, FailureKind kind, int items);
}

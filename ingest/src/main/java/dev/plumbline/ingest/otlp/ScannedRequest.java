package dev.plumbline.ingest.otlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A scanned request: where its items stand, by trace.
 *
 * @param body begins with the request's bytes
 * @param request fields of the request itself that are not resources
 * @param byTrace items in the order of the request; {@link TraceId#NONE} for logs without a trace
 * @param rejected items that can never be accepted
 */
public record ScannedRequest(
    byte[] body, Frame request, Map<TraceId, List<ItemRef>> byTrace, Rejections rejected) {

  /**
   * Groups the items into records of one trace each. Nothing is copied yet.
   *
   * @param cap a record takes another item only below this size, in bytes
   * @param max an item that with what surrounds it is larger than this is rejected
   */
  public Regrouped regroup(int cap, int max) {
    List<TraceRecord> records = new ArrayList<>(byTrace.size());
    byTrace.forEach((trace, items) -> regroup(trace, items, cap, max, records));
    return new Regrouped(records, rejected);
  }

  private void regroup(
      TraceId trace, List<ItemRef> items, int cap, int max, List<TraceRecord> records) {
    long whole = bound(items);
    if (whole <= Math.min(cap, max)) {
      records.add(new TraceRecord(this, trace, items, (int) whole));
      return;
    }
    List<ItemRef> batch = new ArrayList<>(items.size());
    long bound = 0;
    for (ItemRef item : items) {
      long alone = alone(item);
      if (alone > max) {
        rejected.add(RejectReason.TOO_LARGE);
        continue;
      }
      long added = batch.isEmpty() ? alone : added(batch.getLast(), item);
      if (!batch.isEmpty() && bound + added > cap) {
        records.add(new TraceRecord(this, trace, List.copyOf(batch), (int) bound));
        batch.clear();
        bound = 0;
        added = alone;
      }
      batch.add(item);
      bound += added;
    }
    if (!batch.isEmpty()) {
      records.add(new TraceRecord(this, trace, batch, (int) bound));
    }
  }

  /** At most so many bytes as one record. */
  private long bound(List<ItemRef> items) {
    long bound = alone(items.getFirst());
    for (int i = 1; i < items.size(); i++) {
      bound += added(items.get(i - 1), items.get(i));
    }
    return bound;
  }

  private long alone(ItemRef item) {
    return (long) request.size() + item.resource().bound() + item.scope().bound() + item.bound();
  }

  /** Items of one scope stand together, so each frame is written once per record. */
  private static long added(ItemRef last, ItemRef item) {
    long bound = item.bound();
    if (last.scope() != item.scope()) {
      bound += item.scope().bound();
    }
    if (last.resource() != item.resource()) {
      bound += item.resource().bound();
    }
    return bound;
  }
}

package dev.plumbline.ingest.otlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A scanned request: where its items stand, by trace.
 *
 * @param body the request's bytes
 * @param resources frames around the scopes
 * @param scopes frames around the items
 * @param byTrace items in the order of the request; {@link TraceId#NONE} for logs without a trace
 * @param rejected items that can never be accepted, by reason
 * @param accepted items in {@code byTrace}
 */
public record ScannedRequest(
    byte[] body,
    List<Frame> resources,
    List<Frame> scopes,
    Map<TraceId, List<ItemRef>> byTrace,
    Map<RejectReason, Integer> rejected,
    int accepted) {

  /** Items that were rejected. */
  public int rejectedCount() {
    return rejected.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * The items of one trace as valid export requests, each at most {@code cap} bytes unless a single
   * item with its frames is larger.
   */
  public List<byte[]> requestsOf(TraceId trace, int cap) {
    List<byte[]> requests = new ArrayList<>(1);
    List<ItemRef> batch = new ArrayList<>();
    int size = 0;
    for (ItemRef item : byTrace.getOrDefault(trace, List.of())) {
      int bound = item.length() + frames(item) + 24;
      if (!batch.isEmpty() && size + bound > cap) {
        requests.add(write(batch));
        batch.clear();
        size = 0;
      }
      batch.add(item);
      size += bound;
    }
    if (!batch.isEmpty()) {
      requests.add(write(batch));
    }
    return requests;
  }

  private int frames(ItemRef item) {
    return resources.get(item.resource()).size() + scopes.get(item.scope()).size();
  }

  /** Items of one scope stand together, so each frame is written once per run of them. */
  private byte[] write(List<ItemRef> items) {
    List<Run> runs = new ArrayList<>();
    for (ItemRef item : items) {
      Run last = runs.isEmpty() ? null : runs.getLast();
      if (last == null || last.scope != item.scope()) {
        last = new Run(item.resource(), item.scope());
        runs.add(last);
      }
      last.items.add(item);
      last.scopeSize += 1 + Wire.varintSize(item.length()) + item.length();
    }
    int total = 0;
    for (Run run : runs) {
      run.scopeSize += scopes.get(run.scope).size();
      run.resourceSize =
          resources.get(run.resource).size() + 1 + Wire.varintSize(run.scopeSize) + run.scopeSize;
      total += 1 + Wire.varintSize(run.resourceSize) + run.resourceSize;
    }
    byte[] out = new byte[total];
    int at = 0;
    for (Run run : runs) {
      at = run.write(this, out, at);
    }
    return out;
  }

  /** Consecutive items of one scope, with the sizes of the messages around them. */
  private static final class Run {
    private static final byte FIELD_1 = 0x0a;
    private static final byte FIELD_2 = 0x12;
    private final int resource;
    private final int scope;
    private final List<ItemRef> items = new ArrayList<>();
    private int scopeSize;
    private int resourceSize;

    Run(int resource, int scope) {
      this.resource = resource;
      this.scope = scope;
    }

    int write(ScannedRequest request, byte[] out, int position) {
      int at = position;
      out[at++] = FIELD_1;
      at = Wire.putVarint(out, at, resourceSize);
      at = request.resources.get(resource).copy(request.body, out, at);
      out[at++] = FIELD_2;
      at = Wire.putVarint(out, at, scopeSize);
      at = request.scopes.get(scope).copy(request.body, out, at);
      for (ItemRef item : items) {
        out[at++] = FIELD_2;
        at = Wire.putVarint(out, at, item.length());
        System.arraycopy(request.body, item.start(), out, at, item.length());
        at += item.length();
      }
      return at;
    }
  }
}

package dev.plumbline.ingest.otlp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Items of one trace that become one Kafka record. The bytes are made when they are asked for. */
public final class TraceRecord {
  private static final byte RESOURCE = 0x0a;
  private static final byte SCOPE_OR_ITEM = 0x12;

  private final ScannedRequest source;
  private final TraceId trace;
  private final List<ItemRef> items;
  private final int bound;
  private final UnaryOperator<byte[]> rewrite;

  TraceRecord(ScannedRequest source, TraceId trace, List<ItemRef> items, int bound) {
    this(source, trace, items, bound, UnaryOperator.identity());
  }

  private TraceRecord(
      ScannedRequest source,
      TraceId trace,
      List<ItemRef> items,
      int bound,
      UnaryOperator<byte[]> rewrite) {
    this.source = source;
    this.trace = trace;
    this.items = items;
    this.bound = bound;
    this.rewrite = rewrite;
  }

  /** The same record, whose bytes are changed when they are made. */
  public TraceRecord rewritten(UnaryOperator<byte[]> change) {
    return new TraceRecord(source, trace, items, bound, change);
  }

  /** The trace of all items. */
  public TraceId trace() {
    return trace;
  }

  /** How many spans or log records it holds. */
  public int items() {
    return items.size();
  }

  /** At most so many bytes before they are rewritten. */
  public int bound() {
    return bound;
  }

  /**
   * A valid export request with these items: their bytes and those around them are copied verbatim,
   * only the lengths of the messages around them are new. Then they are rewritten, if they are to
   * be.
   */
  public byte[] write() {
    return rewrite.apply(copied());
  }

  private byte[] copied() {
    List<Run> runs = runs();
    int total = source.request().size();
    for (int i = 0; i < runs.size(); i = endOfResource(runs, i)) {
      total += framed(resourceSize(runs, i));
    }
    byte[] out = new byte[total];
    int at = source.request().copy(source.body(), out, 0);
    for (int i = 0; i < runs.size(); i = endOfResource(runs, i)) {
      out[at++] = RESOURCE;
      at = Wire.putVarint(out, at, resourceSize(runs, i));
      at = items.get(runs.get(i).from).resource().copy(source.body(), out, at);
      for (int j = i; j < endOfResource(runs, i); j++) {
        at = writeScope(runs.get(j), out, at);
      }
    }
    return out;
  }

  private int writeScope(Run run, byte[] out, int position) {
    int at = position;
    out[at++] = SCOPE_OR_ITEM;
    at = Wire.putVarint(out, at, run.size);
    at = items.get(run.from).scope().copy(source.body(), out, at);
    for (ItemRef item : items.subList(run.from, run.to)) {
      out[at++] = SCOPE_OR_ITEM;
      at = Wire.putVarint(out, at, item.length());
      System.arraycopy(source.body(), item.start(), out, at, item.length());
      at += item.length();
    }
    return at;
  }

  private int resourceSize(List<Run> runs, int first) {
    int size = items.get(runs.get(first).from).resource().size();
    for (int i = first; i < endOfResource(runs, first); i++) {
      size += framed(runs.get(i).size);
    }
    return size;
  }

  private int endOfResource(List<Run> runs, int first) {
    Frame resource = items.get(runs.get(first).from).resource();
    int end = first + 1;
    while (end < runs.size() && items.get(runs.get(end).from).resource() == resource) {
      end++;
    }
    return end;
  }

  private List<Run> runs() {
    List<Run> runs = new ArrayList<>(2);
    int from = 0;
    while (from < items.size()) {
      Frame scope = items.get(from).scope();
      int size = scope.size();
      int to = from;
      while (to < items.size() && items.get(to).scope() == scope) {
        size += framed(items.get(to++).length());
      }
      runs.add(new Run(from, to, size));
      from = to;
    }
    return runs;
  }

  private static int framed(int length) {
    return 1 + Wire.varintSize(length) + length;
  }

  /** Consecutive items of one scope, with the size of its message. */
  private record Run(int from, int to, int size) {}
}

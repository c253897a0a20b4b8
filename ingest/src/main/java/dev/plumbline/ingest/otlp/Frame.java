package dev.plumbline.ingest.otlp;

import java.util.Arrays;

/**
 * The bytes of a ResourceSpans or ScopeSpans (or their log counterparts) without the messages of
 * field 2: resource or scope, schema URL and whatever a newer sender adds. Kept as ranges of the
 * request; copied, never decoded.
 */
public final class Frame {
  private int[] ranges = new int[4];
  private int used;
  private int size;

  void add(int start, int end) {
    if (used > 0 && ranges[used - 1] == start) {
      ranges[used - 1] = end;
    } else {
      if (used == ranges.length) {
        ranges = Arrays.copyOf(ranges, used * 2);
      }
      ranges[used++] = start;
      ranges[used++] = end;
    }
    size += end - start;
  }

  int size() {
    return size;
  }

  int copy(byte[] from, byte[] to, int position) {
    int at = position;
    for (int i = 0; i < used; i += 2) {
      int length = ranges[i + 1] - ranges[i];
      System.arraycopy(from, ranges[i], to, at, length);
      at += length;
    }
    return at;
  }
}

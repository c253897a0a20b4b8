package dev.plumbline.ingest.otlp;

import java.util.Arrays;

/**
 * The bytes of a message without its repeated inner messages: of a request, of a ResourceSpans or
 * of a ScopeSpans (or their log counterparts). Resource or scope, schema URL and whatever a newer
 * sender adds; kept as ranges of the request, copied, never decoded.
 */
final class Frame {
  /** Most bytes of a tag and a length before an embedded message. */
  static final int BOUND = 6;

  private int[] ranges = {};
  private int used;
  private int size;

  void add(int start, int end) {
    if (used > 0 && ranges[used - 1] == start) {
      ranges[used - 1] = end;
    } else {
      if (used == ranges.length) {
        ranges = Arrays.copyOf(ranges, Math.max(4, used * 2));
      }
      ranges[used++] = start;
      ranges[used++] = end;
    }
    size += end - start;
  }

  int size() {
    return size;
  }

  /** At most so many bytes as an embedded message without its inner ones. */
  int bound() {
    return size + BOUND;
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

package dev.plumbline.console.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest outcome per evaluator and where its record is, in small parallel arrays. */
final class Results {
  private String[] ids = new String[0];
  private String[] outcomes = new String[0];
  private int[] ranks = new int[0];
  private long[] positions = new long[0];

  /** Keeps an outcome unless one with a higher rank (revision or sequence number) is known. */
  void put(String id, String outcome, int rank, Position position) {
    int at = indexOf(id);
    if (at < 0) {
      at = ids.length;
      ids = Arrays.copyOf(ids, at + 1);
      outcomes = Arrays.copyOf(outcomes, at + 1);
      ranks = Arrays.copyOf(ranks, at + 1);
      positions = Arrays.copyOf(positions, at + 1);
      ids[at] = id.intern();
    } else if (ranks[at] > rank) {
      return;
    }
    outcomes[at] = outcome.intern();
    ranks[at] = rank;
    positions[at] = position.packed();
  }

  @Nullable String outcome(String id) {
    int at = indexOf(id);
    return at < 0 ? null : outcomes[at];
  }

  Map<String, String> outcomes() {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < ids.length; i++) {
      all.put(ids[i], outcomes[i]);
    }
    return all;
  }

  long[] positions() {
    return positions.clone();
  }

  private int indexOf(String id) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i].equals(id)) {
        return i;
      }
    }
    return -1;
  }
}

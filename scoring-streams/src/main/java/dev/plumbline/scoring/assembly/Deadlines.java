package dev.plumbline.scoring.assembly;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store of what is due when, ordered by time. A key stands in it at most once per deadline. */
public final class Deadlines {
  private static final int LIMIT = 2_000;

  private final String name;
  private final KeyValueStore<String, String> store;

  /**
   * Deadlines kept in this store.
   *
   * @param name keeps several schedules in one store apart; letters only
   */
  public Deadlines(String name, KeyValueStore<String, String> store) {
    this.name = name;
    this.store = store;
  }

  /**
   * One deadline.
   *
   * @param at arrival time, in milliseconds
   * @param key what is due
   */
  public record Due(long at, String key) {}

  /** Adds a deadline. */
  public void add(long at, String key) {
    store.put(time(at) + "|" + key, key);
  }

  /** Removes a deadline. */
  public void remove(long at, String key) {
    store.delete(time(at) + "|" + key);
  }

  /** Removes and returns what is due at {@code now}, oldest first; at most a few thousand. */
  public List<Due> take(long now) {
    List<Due> due = new ArrayList<>();
    try (KeyValueIterator<String, String> range = store.range(time(0), time(now) + "}")) {
      while (range.hasNext() && due.size() < LIMIT) {
        var next = range.next();
        due.add(
            new Due(
                Long.parseLong(next.key, name.length() + 1, name.length() + 17, 16), next.value));
      }
    }
    due.forEach(d -> remove(d.at(), d.key()));
    return due;
  }

  private String time(long at) {
    return name + "|" + String.format("%016x", Math.max(0, at));
  }
}

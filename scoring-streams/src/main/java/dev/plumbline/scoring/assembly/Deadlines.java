package dev.plumbline.scoring.assembly;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A store of what is due when, ordered by time. A key stands in it at most once per deadline.
 *
 * <p>It is asked before every record, and what was taken leaves tombstones at the front of the
 * store. So it remembers two bounds, which a new instance finds again by itself: nothing in the
 * store lies before {@code floor}, and nothing is due before {@code earliest}.
 */
public final class Deadlines {
  /** More than this many are left for the next call: one record must not hold a transaction up. */
  static final int LIMIT = 500;

  private static final int DIGITS = 16;

  private final String name;
  private final KeyValueStore<String, String> store;
  private long floor;
  private long earliest;

  /**
   * Deadlines kept in this store.
   *
   * @param name keeps several schedules in one store apart; letters only
   */
  public Deadlines(String name, KeyValueStore<String, String> store) {
    this.name = name + "|";
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
    long time = Math.max(0, at);
    store.put(stored(time, key), "");
    floor = Math.min(floor, time);
    earliest = Math.min(earliest, time);
  }

  /** Removes a deadline. */
  public void remove(long at, String key) {
    store.delete(stored(Math.max(0, at), key));
  }

  /** Removes and returns what is due at {@code now}, oldest first, at most {@value #LIMIT}. */
  public List<Due> take(long now) {
    if (now < earliest) {
      return List.of();
    }
    List<Due> due = new ArrayList<>();
    long next = Long.MAX_VALUE;
    try (KeyValueIterator<String, String> range = store.range(time(floor), name + "~")) {
      while (range.hasNext()) {
        KeyValue<String, String> entry = range.next();
        long at = Long.parseLong(entry.key, name.length(), name.length() + DIGITS, 16);
        if (at > now || due.size() == LIMIT) {
          next = at;
          break;
        }
        due.add(new Due(at, entry.key.substring(name.length() + DIGITS + 1)));
      }
    }
    due.forEach(one -> remove(one.at(), one.key()));
    earliest = next;
    floor = next;
    return due;
  }

  private String stored(long at, String key) {
    return time(at) + "|" + key;
  }

  private String time(long at) {
    return name + String.format("%016x", at);
  }
}

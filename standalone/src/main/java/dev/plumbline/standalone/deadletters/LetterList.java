package dev.plumbline.standalone.deadletters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Letters as an operator reads them: the newest ones, or how many there are of each kind. */
public final class LetterList {
  private final LetterReader reader;
  private final LetterFilter filter;

  /** The letters that the filter takes. */
  public LetterList(LetterReader reader, LetterFilter filter) {
    this.reader = reader;
    this.filter = filter;
  }

  /**
   * One line of the list; it holds no content.
   *
   * @param replayed whether it was sent again
   */
  public record Line(
      Place place,
      Instant at,
      String reason,
      String topic,
      String source,
      long bytes,
      String failure,
      boolean replayed) {
    /** The line for people. */
    public String text() {
      return "%-8s %s  %-15s %-28s %10d B  %s%s"
          .formatted(
              place,
              at.toString().substring(0, 19),
              reason,
              topic + " " + source,
              bytes,
              failure,
              replayed ? "  (replayed)" : "");
    }

    /** The line for programs. */
    public ObjectNode json() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("id", place.toString())
          .put("at", at.toString())
          .put("reason", reason)
          .put("topic", topic)
          .put("source", source)
          .put("bytes", bytes)
          .put("failure", failure)
          .put("replayed", replayed);
    }
  }

  /**
   * How many there are of one kind.
   *
   * @param replayed how many of them were sent again
   */
  public record Count(String reason, String topic, long letters, long replayed) {
    /** The count for programs. */
    public ObjectNode json() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("reason", reason)
          .put("topic", topic)
          .put("letters", letters)
          .put("replayed", replayed);
    }
  }

  /** The newest ones, oldest of them first. */
  public List<Line> newest(int most) {
    Set<Place> replayed = reader.replayed();
    // Partitions are read one after another, so the newest of each are kept.
    Map<Integer, Deque<Line>> byPartition = new TreeMap<>();
    reader.each(
        letter -> {
          if (filter.takes(letter)) {
            Deque<Line> lines =
                byPartition.computeIfAbsent(
                    letter.place().partition(), partition -> new ArrayDeque<>());
            lines.addLast(line(letter, replayed));
            if (lines.size() > most) {
              lines.removeFirst();
            }
          }
        });
    List<Line> all = new ArrayList<>();
    byPartition.values().forEach(all::addAll);
    all.sort(Comparator.comparing(Line::at).thenComparing(Line::place));
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  /** How many there are by reason and topic. */
  public List<Count> counts() {
    Set<Place> replayed = reader.replayed();
    Map<String, Count> counts = new TreeMap<>();
    reader.each(
        letter -> {
          if (filter.takes(letter)) {
            long again = replayed.contains(letter.place()) ? 1 : 0;
            counts.merge(
                letter.reason() + "|" + letter.topic(),
                new Count(letter.reason(), letter.topic(), 1, again),
                (a, b) ->
                    new Count(
                        a.reason(),
                        a.topic(),
                        a.letters() + b.letters(),
                        a.replayed() + b.replayed()));
          }
        });
    return List.copyOf(counts.values());
  }

  private static Line line(Letter letter, Set<Place> replayed) {
    return new Line(
        letter.place(),
        Instant.ofEpochMilli(letter.millis()),
        letter.reason(),
        letter.topic(),
        letter.source().map(Place::toString).orElse("?"),
        letter.originalBytes(),
        letter.failure(),
        replayed.contains(letter.place()));
  }
}

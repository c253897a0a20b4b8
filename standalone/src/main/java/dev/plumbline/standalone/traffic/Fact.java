package dev.plumbline.standalone.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * One passage of the made-up product's documentation, with a question that it answers.
 *
 * @param topic billing, refunds or setup
 * @param id document id
 * @param title document title
 * @param text the passage
 * @param question what a user asks
 * @param answer what the passage says
 * @param old whether it was written before the offline suite was; the suite asks about nothing else
 */
record Fact(
    String topic,
    String id,
    String title,
    String text,
    String question,
    String answer,
    boolean old) {
  private static final String FILE = "/demo/knowledge.tsv";

  /** All passages, in the order of the file. */
  static List<Fact> all() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Fact.class.getResourceAsStream(FILE)),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.split("\t", -1))
          .map(f -> new Fact(f[0], f[1], f[2], f[3], f[4], f[5], f[6].equals("old")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }

  /** The route on which the assistant answers such questions. */
  String route() {
    return topic;
  }

  /** Whether the assistant answers in JSON here. */
  boolean json() {
    return topic.equals("setup");
  }
}

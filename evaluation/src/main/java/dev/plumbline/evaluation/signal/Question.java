package dev.plumbline.evaluation.signal;

import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/**
 * What was asked, as hashes: enough to tell whether the next question is the same or alike, without
 * its text.
 *
 * @param hash of the words in order; 0 where there is no question
 * @param words the smallest {@value #MAX_WORDS} hashes of its different words, in order
 * @param input of everything that the model was given; 0 where nothing was captured
 */
public record Question(long hash, List<Integer> words, long input) {
  private static final int MAX_WORDS = 64;
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Below that many words two questions are not compared: "go on" says nothing about an answer. */
  private static final int MIN_WORDS = 4;

  /** Questions with at least half of their words in common are alike. */
  private static final double ALIKE = 0.5;

  /**
   * The question that an interaction answers.
   *
   * @param hash of texts, the same wherever questions are compared
   */
  public static Question of(Interaction interaction, ToLongFunction<String> hash) {
    List<String> words =
        BETWEEN
            .splitAsStream(interaction.getQuestion().toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .toList();
    TreeSet<Integer> hashes = new TreeSet<>();
    words.forEach(word -> hashes.add((int) hash.applyAsLong(word)));
    return new Question(
        words.isEmpty() ? 0 : known(hash.applyAsLong(String.join(" ", words))),
        hashes.stream().limit(MAX_WORDS).toList(),
        interaction.getInputCount() == 0 ? 0 : known(hash.applyAsLong(input(interaction))));
  }

  /** Whether there is one. */
  public boolean known() {
    return hash != 0;
  }

  /** The same input once more, or a question of several words in the same words. */
  boolean sameAs(Question other) {
    boolean sameInput = input != 0 && input == other.input;
    return sameInput || hash == other.hash && words.size() >= MIN_WORDS;
  }

  /**
   * Whether at least half of all their words are in both (Jaccard; of very long questions estimated
   * from the smallest hashes, Broder 1997). "How do I reset my password" and "how can I reset my
   * password" have 5 of 7.
   */
  boolean like(Question other) {
    if (words.size() < MIN_WORDS || other.words.size() < MIN_WORDS) {
      return false;
    }
    TreeSet<Integer> all = new TreeSet<>(words);
    all.addAll(other.words);
    Set<Integer> these = new HashSet<>(words);
    Set<Integer> those = new HashSet<>(other.words);
    List<Integer> smallest = all.stream().limit(MAX_WORDS).toList();
    long both = smallest.stream().filter(w -> these.contains(w) && those.contains(w)).count();
    return both >= ALIKE * smallest.size();
  }

  private static String input(Interaction interaction) {
    StringBuilder text = new StringBuilder();
    for (Message message : interaction.getInputList()) {
      text.append('\u0001').append(message.getRole());
      for (Part part : message.getPartsList()) {
        text.append('\u0002').append(part.hasText() ? part.getText() : part.toString());
      }
    }
    return text.toString();
  }

  private static long known(long hash) {
    return hash == 0 ? 1 : hash;
  }
}

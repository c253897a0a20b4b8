package dev.plumbline.standalone.deadletters;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are meant.
 *
 * @param places only these; empty for any
 * @param reason only with this reason; null for any
 * @param topic only from this topic, with or without the prefix; null for any
 * @param prefix prefix of topic names
 */
public record LetterFilter(
    Set<Place> places, @Nullable String reason, @Nullable String topic, String prefix) {
  /** Whether the letter is one of them. */
  public boolean takes(Letter letter) {
    return (places.isEmpty() || places.contains(letter.place()))
        && (reason == null || reason.equals(letter.reason()))
        && (topic == null || letter.topic().equals(topic) || letter.topic().equals(prefix + topic));
  }
}

package dev.plumbline.runtime.reload;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a part of the config directory.
 *
 * @param name the part: its file, or what its files make together
 * @param hash hex SHA-256 of what is in effect; empty when nothing ever was
 * @param since when that came into effect
 * @param confirmed when the directory was last seen to hold it
 * @param accepted whether what the directory holds is in effect
 * @param refusal the last refusal: the present one unless accepted; null when there was none
 */
public record PartStatus(
    String name,
    String hash,
    Instant since,
    Instant confirmed,
    boolean accepted,
    @Nullable Refusal refusal) {
  private static final int SHORT = 16;

  /**
   * Content that did not come into effect.
   *
   * @param hash of the content
   * @param at when it was first seen
   * @param problems what is wrong with it, each with its line where it has one
   */
  public record Refusal(String hash, Instant at, List<String> problems) {}

  /** What is wrong with what the directory holds now; none when it is in effect. */
  public List<String> problems() {
    return accepted || refusal == null ? List.of() : refusal.problems();
  }

  /** The beginning of the hash, as labels and log lines show it. */
  public String shortHash() {
    return hash.substring(0, Math.min(SHORT, hash.length()));
  }
}

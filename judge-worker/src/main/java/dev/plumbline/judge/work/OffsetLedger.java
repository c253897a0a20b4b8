package dev.plumbline.judge.work;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which offsets of one partition are finished. What is committed is the prefix, the first offset
 * that is not finished, and in the commit's metadata a bitmap of what is finished above it, so that
 * a restart skips that. At most 20,000 offsets lie between the prefix and the end: 2,500 bytes,
 * 3,339 characters with the mark in front, below Kafka's 4,096.
 *
 * <p>Offsets are taken in ascending order. Gaps (transaction markers, aborted records) count as
 * finished.
 */
public final class OffsetLedger {
  /** Offsets between the prefix and the end of what is taken. */
  public static final int MAX_OPEN = 20_000;

  private static final String MARK = "b1:";

  private final NavigableSet<Long> open = new TreeSet<>();
  private final NavigableSet<Long> finished = new TreeSet<>();
  private long next;

  /**
   * A ledger that goes on from a commit.
   *
   * @param committed the committed offset
   * @param metadata the commit's metadata; one that is not ours says nothing about what is finished
   */
  public OffsetLedger(long committed, String metadata) {
    this.next = committed;
    bitmap(metadata).stream().limit(MAX_OPEN).forEach(bit -> finished.add(committed + bit));
  }

  /** Whether this offset can be taken now, or only when the prefix has moved on. */
  public boolean hasRoomFor(long offset) {
    return open.isEmpty() || offset - prefix() < MAX_OPEN;
  }

  /** Takes an offset; false when it is finished already. */
  public boolean take(long offset) {
    next = Math.max(next, offset + 1);
    if (finished.contains(offset)) {
      forgetBelowPrefix();
      return false;
    }
    return open.add(offset);
  }

  /** An offset that was taken is finished. */
  public void finish(long offset) {
    if (open.remove(offset)) {
      finished.add(offset);
      forgetBelowPrefix();
    }
  }

  /** The offset to commit: everything before it is finished. */
  public long prefix() {
    return open.isEmpty() ? next : open.first();
  }

  /** The metadata to commit with {@link #prefix()}; empty when nothing above it is finished. */
  public String metadata() {
    long prefix = prefix();
    BitSet bits = new BitSet();
    finished.tailSet(prefix).forEach(offset -> bits.set((int) (offset - prefix)));
    return bits.isEmpty() ? "" : MARK + Base64.getEncoder().encodeToString(bits.toByteArray());
  }

  private void forgetBelowPrefix() {
    finished.headSet(prefix()).clear();
  }

  private static BitSet bitmap(String metadata) {
    if (!metadata.startsWith(MARK)) {
      return new BitSet();
    }
    try {
      byte[] text = metadata.substring(MARK.length()).getBytes(StandardCharsets.ISO_8859_1);
      return BitSet.valueOf(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return new BitSet();
    }
  }
}

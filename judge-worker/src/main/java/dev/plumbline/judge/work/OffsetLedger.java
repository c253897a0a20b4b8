package dev.plumbline.judge.work;

import java.util.Base64;
import java.util.BitSet;
import java.util.TreeSet;

/**
 * Which offsets of one partition are finished. The prefix before the first unfinished one can be
 * committed; a bitmap of what is finished above it travels in the commit's metadata, so that a
 * restart skips it. With 20,000 open offsets it stays under Kafka's 4 KiB.
 */
public final class OffsetLedger {
  /** More than this is not taken before some are finished. */
  public static final int MAX_SPAN = 20_000;

  private final TreeSet<Long> open = new TreeSet<>();
  private final TreeSet<Long> finishedAbove = new TreeSet<>();
  private long next;

  /**
   * A ledger that goes on from a commit.
   *
   * @param committed the committed offset
   * @param metadata the commit's metadata; empty for none
   */
  public OffsetLedger(long committed, String metadata) {
    this.next = committed;
    BitSet bits = BitSet.valueOf(Base64.getDecoder().decode(metadata));
    bits.stream().forEach(bit -> finishedAbove.add(committed + bit));
  }

  /** Takes an offset; false when it was finished before the restart. */
  public boolean take(long offset) {
    next = Math.max(next, offset + 1);
    return !finishedAbove.contains(offset) && open.add(offset);
  }

  /** An offset is finished. */
  public void finish(long offset) {
    if (open.remove(offset)) {
      finishedAbove.add(offset);
    }
    finishedAbove.headSet(prefix()).clear();
  }

  /** The offset to commit: everything before it is finished. */
  public long prefix() {
    return open.isEmpty() ? next : open.first();
  }

  /** The metadata to commit with {@link #prefix()}. */
  public String metadata() {
    long prefix = prefix();
    BitSet bits = new BitSet();
    finishedAbove.tailSet(prefix).forEach(offset -> bits.set((int) (offset - prefix)));
    return Base64.getEncoder().encodeToString(bits.toByteArray());
  }

  /** Whether so much is open that no more should be taken. */
  public boolean full() {
    return next - prefix() >= MAX_SPAN;
  }
}

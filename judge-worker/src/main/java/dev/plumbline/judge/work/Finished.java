package dev.plumbline.judge.work;

import dev.plumbline.v1.Verdict;

/**
 * A request that was judged.
 *
 * @param partition where it came from
 * @param offset its offset there
 */
record Finished(PartitionWork partition, long offset, Verdict verdict) {}

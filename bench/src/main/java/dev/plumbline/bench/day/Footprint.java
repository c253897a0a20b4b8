package dev.plumbline.bench.day;

/**
 * What the installation takes at one moment.
 *
 * @param hour of the simulated day
 * @param answers acknowledged so far
 * @param residentBytes of the process
 * @param heapBytes in use, garbage included
 * @param stateBytes of the stream's local state on disk
 * @param shortBytes on disk, of topics that keep their records for up to three days
 * @param longBytes on disk, of topics that keep them longer
 * @param internalBytes on disk, of everything else that the broker keeps: changelogs, offsets
 */
public record Footprint(
    int hour,
    long answers,
    long residentBytes,
    long heapBytes,
    long stateBytes,
    long shortBytes,
    long longBytes,
    long internalBytes) {}

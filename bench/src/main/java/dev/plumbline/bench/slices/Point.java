package dev.plumbline.bench.slices;

import java.time.Duration;

/**
 * What was measured at one number of slices.
 *
 * @param scores of the measured traces
 * @param cpuMicros CPU of the whole service, per score
 * @param dslMicros CPU of the DSL's aggregation of the same scores, per score
 * @param flushes half seconds that the measured traces took
 * @param windows keys on the topic of windows
 * @param deltas records of the measured traces on their way to their slice
 * @param published records of them on the topic of windows
 * @param logged records in the changelogs of the stores of windows, warm-up included
 * @param stateBytes of the windows on disk
 * @param restore until the service worked again after its state was deleted
 */
record Point(
    int slices,
    long scores,
    double cpuMicros,
    double dslMicros,
    double flushes,
    long windows,
    long deltas,
    long published,
    long logged,
    long stateBytes,
    Duration restore) {}

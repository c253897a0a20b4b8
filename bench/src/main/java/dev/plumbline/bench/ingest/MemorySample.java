package dev.plumbline.bench.ingest;

/**
 * The receiver's memory at one moment.
 *
 * @param atMillis since the start of the watch
 * @param residentBytes of the process
 * @param heapBytes in use, garbage included
 * @param inFlightBytes of requests that are held
 */
record MemorySample(long atMillis, long residentBytes, long heapBytes, long inFlightBytes) {}

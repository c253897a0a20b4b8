package dev.plumbline.bench.ingest;

import java.lang.management.ManagementFactory;
import java.time.Instant;

/**
 * Where a run takes place and how busy that is.
 *
 * @param at the moment
 * @param cores processors that the JVM sees
 * @param java its version
 * @param load load average over a minute; the bench itself makes about two
 */
record Machine(Instant at, int cores, String java, double load) {
  static Machine at(Instant at) {
    return new Machine(
        at,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}

/**
 * The ingest bench: it starts the processes, alternates between ours and the baseline, reads the
 * process clocks, counts in Kafka what was acknowledged, and prints the result.
 */
@NullMarked
package dev.plumbline.bench.ingest;

import org.jspecify.annotations.NullMarked;

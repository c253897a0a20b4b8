/**
 * Records on their way to Kafka and their acknowledgement, and whether Kafka is there at all. What
 * a record holds is decided elsewhere.
 */
@NullMarked
package dev.plumbline.ingest.publish;

import org.jspecify.annotations.NullMarked;

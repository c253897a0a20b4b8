/** The Kafka Streams application: its topology, config and wiring. */
@NullMarked
package dev.plumbline.scoring;

import org.jspecify.annotations.NullMarked;

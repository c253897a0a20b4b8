/** What it costs to keep rates of many slices, beside the aggregate() of Kafka Streams. */
@NullMarked
package dev.plumbline.bench.slices;

import org.jspecify.annotations.NullMarked;

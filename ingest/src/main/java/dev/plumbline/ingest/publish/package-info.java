/** From scanned requests to Kafka records and their acknowledgement. */
@NullMarked
package dev.plumbline.ingest.publish;

import org.jspecify.annotations.NullMarked;

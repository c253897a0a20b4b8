/** How Plumbline talks to Kafka: client settings in one place, and the topics it needs. */
@NullMarked
package dev.plumbline.runtime.kafka;

import org.jspecify.annotations.NullMarked;

/**
 * The meter registry of a service: JVM, process and Kafka client meters. A service's own meters are
 * made where they are counted.
 */
@NullMarked
package dev.plumbline.runtime.metrics;

import org.jspecify.annotations.NullMarked;

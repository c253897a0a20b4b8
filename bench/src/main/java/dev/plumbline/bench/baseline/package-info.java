/**
 * The receiver to beat: OTLP to Kafka as one writes it with the generated classes and nothing else.
 */
@NullMarked
package dev.plumbline.bench.baseline;

import org.jspecify.annotations.NullMarked;

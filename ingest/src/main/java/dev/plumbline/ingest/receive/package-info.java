/**
 * The two servers that OTLP comes in by. What is done with a request is the exporter's business.
 */
@NullMarked
package dev.plumbline.ingest.receive;

import org.jspecify.annotations.NullMarked;

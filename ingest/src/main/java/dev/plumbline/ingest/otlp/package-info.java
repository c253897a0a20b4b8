/**
 * OTLP requests as bytes: the scanner, what comes of a request, and failures with their statuses.
 */
@NullMarked
package dev.plumbline.ingest.otlp;

import org.jspecify.annotations.NullMarked;

/**
 * OTLP requests as bytes: the scanner, the records that a request becomes, and every failure with
 * its statuses. No I/O lives here.
 */
@NullMarked
package dev.plumbline.ingest.otlp;

import org.jspecify.annotations.NullMarked;

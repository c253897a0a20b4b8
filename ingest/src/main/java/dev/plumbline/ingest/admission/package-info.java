/**
 * What is let in and what becomes of it: size limits, memory in flight, one request from its bytes
 * to its answer, and the counts. How bytes come in, and what they mean, is not decided here.
 */
@NullMarked
package dev.plumbline.ingest.admission;

import org.jspecify.annotations.NullMarked;

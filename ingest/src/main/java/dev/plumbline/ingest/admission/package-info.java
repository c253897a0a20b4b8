/** What is let in: size limits, memory in flight, and the counts of what was not. */
@NullMarked
package dev.plumbline.ingest.admission;

import org.jspecify.annotations.NullMarked;

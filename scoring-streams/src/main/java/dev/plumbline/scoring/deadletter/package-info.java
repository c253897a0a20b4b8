/** Records that cannot be processed: put aside with their reason, counted, never in the way. */
@NullMarked
package dev.plumbline.scoring.deadletter;

import org.jspecify.annotations.NullMarked;

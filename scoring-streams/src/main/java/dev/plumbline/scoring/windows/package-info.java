/** Additive sums per slice, metric and minute, in two stages. */
@NullMarked
package dev.plumbline.scoring.windows;

import org.jspecify.annotations.NullMarked;

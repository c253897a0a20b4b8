/** Thousands of judge calls in flight in one worker on one core. */
@NullMarked
package dev.plumbline.bench.judge;

import org.jspecify.annotations.NullMarked;

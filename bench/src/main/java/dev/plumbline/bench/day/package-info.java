/** A day of traffic in minutes, on the one machine: what memory and disk do. */
@NullMarked
package dev.plumbline.bench.day;

import org.jspecify.annotations.NullMarked;

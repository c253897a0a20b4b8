/** JMH timings of the checks that every answer passes. */
@NullMarked
package dev.plumbline.bench.checks;

import org.jspecify.annotations.NullMarked;

/**
 * Cheap programmatic evaluators and the suite that runs them. Pure: no clock, no I/O, no logging.
 */
@NullMarked
package dev.plumbline.evaluation.check;

import org.jspecify.annotations.NullMarked;

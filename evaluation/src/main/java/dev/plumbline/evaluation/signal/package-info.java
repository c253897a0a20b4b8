/**
 * From feedback on the wire to a signal, which answer it means, and what the next turn of a
 * conversation says about the last answer. Keeping answers until feedback comes is not done here.
 */
@NullMarked
package dev.plumbline.evaluation.signal;

import org.jspecify.annotations.NullMarked;

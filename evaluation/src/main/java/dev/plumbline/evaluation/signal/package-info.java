/** From feedback on the wire to a signal. */
@NullMarked
package dev.plumbline.evaluation.signal;

import org.jspecify.annotations.NullMarked;

/** From feedback on the wire to a signal. Joining it to its interaction is not done here. */
@NullMarked
package dev.plumbline.evaluation.signal;

import org.jspecify.annotations.NullMarked;

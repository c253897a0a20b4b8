/**
 * The topics that Plumbline's services meet at: the catalogue (names, keys, values, retention) and
 * how a value is written to bytes. No I/O lives here.
 */
@NullMarked
package dev.plumbline.topics;

import org.jspecify.annotations.NullMarked;

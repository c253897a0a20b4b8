/**
 * From records to traces: routing, collecting by arrival time, and emitting when a trace is done.
 */
@NullMarked
package dev.plumbline.scoring.assembly;

import org.jspecify.annotations.NullMarked;

/** What assembling and normalising a trace costs: CPU time, and bytes of state while it is open. */
@NullMarked
package dev.plumbline.bench.assemble;

import org.jspecify.annotations.NullMarked;

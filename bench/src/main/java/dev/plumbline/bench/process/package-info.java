/** The processes that are measured: started, stopped, and read from the outside. */
@NullMarked
package dev.plumbline.bench.process;

import org.jspecify.annotations.NullMarked;
